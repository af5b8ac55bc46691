using System.Collections.Immutable;
using RsrActors.Model.Contents;
using RsrActors.Model.Devices;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Invariants;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Scenarios;
using static RsrActors.Model.Devices.States.DeviceEvent;
using static RsrActors.Model.Tests.Vocabulary;

namespace RsrActors.Model.Tests.Devices;

/// <summary>What volumes hold, and how space is made.</summary>
public sealed class VolumesTests
{
    private const long MB = 1_000_000;

    /// <summary>A container of 128 GB of which exactly a hundredth is free.</summary>
    private static readonly VolumeSettings Hundredth = VolumeSettings.Ample with
    {
        Storage = [128_000 * MB], Free = (0.01, 0.01),
    };

    [Fact]
    public void The_volumes_and_the_free_space_of_a_device_add_up_to_its_container()
    {
        var world = World(Hundredth);
        var volumes = DeviceVolumes.Of(world.Resting(), Day(1), world);

        Assert.Equal(128_000 * MB, volumes.Capacity);
        Assert.Equal(1_280 * MB, volumes.Free);
        Assert.Equal(volumes.Capacity, volumes.System + volumes.Data + volumes.Preboot + volumes.Free);
        Assert.Equal(SystemContent.BytesOn(Volume.System, Platform.IPhone), volumes.System);
        Assert.Equal(SystemContent.BytesOn(Volume.Preboot, Platform.IPhone), volumes.Preboot);
    }

    [Fact]
    public void An_active_response_takes_its_files_and_the_changed_blocks_of_its_images()
    {
        var world = World(Hundredth);
        var device = world.Resting();
        var download = world.Release(A).Targets[0].Download;

        Assert.Equal(1_280 * MB - download - download / 2 * 5, Free(device.Applied(A), world));
        Assert.Equal(
            1_280 * MB - download, Free(device with { Retained = [new(A, 0, Day(1))] }, world));
    }

    [Fact]
    public void A_software_update_takes_its_space_from_the_beginning_of_its_download()
    {
        var world = World(VolumeSettings.Ample);
        var offered = world.Resting() with
        {
            Phase = new DevicePhase.FetchingUpdate(new(Update, "20G75", OfferSource.Automatic, 1, 0), Day(1)),
        };
        var download = world.UpdateStep(Platform.IPhone, "20F75", "20G75").Target.Download;

        Assert.Equal(64_000 * MB, DeviceVolumes.Of(offered, Day(1), world).Free);
        Assert.Equal(
            64_000 * MB - download - DownloadSizes.WrittenByUpdate(Platform.IPhone),
            DeviceVolumes.Of(offered, Day(1).Next(), world).Free);
    }

    [Fact]
    public void Without_space_the_attempt_says_the_bytes_that_are_needed_and_free()
    {
        var world = World(Full(MB) with { FreesSpace = 0 });

        var failed = Assert.IsType<InstallAttemptFailed>(Assert.Single(Begin(world, world.Resting())));

        Assert.Equal((DeviceFault.StorageFull, Day(2)), (failed.Fault, failed.RetryAt!.Value));
        Assert.Equal(DeviceVolumes.NeededBy(A, world.Resting(), world), failed.Space!.Needed);
        Assert.InRange(failed.Space.Free, 0, MB);
    }

    /// <summary>Otherwise the device would try again without an end.</summary>
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1_000)]
    public void A_person_who_cannot_free_enough_is_not_waited_for(double nearlyFull, long free)
    {
        // With the quota there is room for a few bytes only, and on a full device even less is free.
        var world = World(VolumeSettings.Ample with
        {
            FreesSpaceAfter = TimeSpan.Zero, NearlyFull = nearlyFull, NearlyFullFree = free,
            PrebootQuota = SystemContent.BytesOn(Volume.Preboot, Platform.IPhone) + 10_000,
        });
        var lacking = world.Resting() with { LacksSpace = true };

        var failed = Assert.IsType<InstallAttemptFailed>(Assert.Single(Begin(world, lacking)));

        Assert.Equal(Day(2), failed.RetryAt);
    }

    [Fact]
    public void The_person_removes_files_before_the_next_attempt_and_no_more_than_is_needed_and_some_spare()
    {
        var world = World(Full(MB));
        var lacking = world.Resting() with { LacksSpace = true };

        var removed = Assert.IsType<PersonalFilesRemoved>(Assert.Single(Begin(world, lacking)));
        var after = DeviceFold.Evolve(lacking, removed, Day(1), world);

        Assert.Equal(
            DeviceVolumes.NeededBy(A, lacking, world) + 500 * MB, DeviceVolumes.Of(after, Day(1), world).Free);
        Assert.False(after.LacksSpace);
    }

    /// <summary>The kept patch of (c) makes room for (a); it is downloaded again when (c) is installed again.</summary>
    [Fact]
    public void Kept_files_of_a_removed_response_go_when_that_makes_room()
    {
        var world = World(VolumeSettings.Ample);
        var needed = DeviceVolumes.NeededBy(A, world.Resting(), world);
        var kept = world.Release(C).Targets[0].Download;
        var quota = SystemContent.BytesOn(Volume.Preboot, Platform.IPhone) + needed;
        world = World(VolumeSettings.Ample with { PrebootQuota = quota });
        var device = world.Resting() with { Retained = [new(C, 0, Day(0.5))] };

        var removed = Assert.Single(Begin(world, device));

        Assert.Equal(new KeptFilesRemoved(C, kept), removed);
        Assert.Null(DeviceFold.Evolve(device, removed, Day(1), world).Reusable(C));
    }

    [Fact]
    public void Kept_files_stay_when_they_would_not_make_enough_room()
    {
        var world = World(Full(MB) with { FreesSpace = 0 });
        var device = world.Resting() with { RemovedFiles = 10 * MB, Retained = [new(C, 0, Day(0.5))] };
        var lacking = device with { RemovedFiles = 0 };

        Assert.IsType<InstallAttemptFailed>(Assert.Single(Begin(world, lacking)));
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(-2_000, "bytes more than its container")]
    public void Volumes_that_hold_more_than_their_container_break_the_rule(long removedMegabytes, string? broken)
    {
        var world = World(Hundredth);
        var device = world.Resting() with { RemovedFiles = removedMegabytes * MB };

        var found = VolumesHoldWhatIsStored.Inspect(device, Day(1), world);

        Assert.True(broken is null ? found is null : found!.Contains(broken, StringComparison.Ordinal), found);
    }

    [Fact]
    public void A_Preboot_volume_above_its_quota_breaks_the_rule()
    {
        var quota = SystemContent.BytesOn(Volume.Preboot, Platform.IPhone) + 1;
        var world = World(VolumeSettings.Ample with { PrebootQuota = quota });

        Assert.Null(VolumesHoldWhatIsStored.Inspect(world.Resting(), Day(1), world));
        Assert.Contains(
            "above its quota", VolumesHoldWhatIsStored.Inspect(world.Resting().Applied(A), Day(1), world),
            StringComparison.Ordinal);
    }

    /// <summary>Less than so much is free at the start.</summary>
    private static VolumeSettings Full(long free) =>
        VolumeSettings.Ample with { NearlyFull = 1, NearlyFullFree = free };

    private static World World(VolumeSettings volumes) => (Plain() with { Volumes = volumes }).World();

    private static long Free(DeviceState device, World world) => DeviceVolumes.Of(device, Day(1), world).Free;

    /// <summary>The events at the moment at which the download of (a) begins.</summary>
    private static ImmutableArray<DeviceEvent> Begin(World world, DeviceState device) => DeviceDecider.Decide(
        new(
            device with { Phase = new DevicePhase.Fetching(InstallJob.First(A, OfferSource.Automatic), Day(1)) },
            Day(1), world, Publications.None with { Catalogue = Offering(A) }),
        []).Events;
}
