using RsrActors.Model.Contents;
using RsrActors.Model.Devices;
using RsrActors.Model.Devices.Installing;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Devices.States.DeviceEvent;
using static RsrActors.Model.Tests.Vocabulary;

namespace RsrActors.Model.Tests.Devices;

/// <summary>
/// The steps of a software update: what follows when one fails, what they write, and how long they take.
/// </summary>
public sealed class UpdateStepTests
{
    private static readonly VirtualTime Noon = VirtualTime.Zero + TimeSpan.FromHours(19);
    private static readonly UpdateJob Job = new(Update, "20G75", OfferSource.Automatic, 1, 0);

    public static TheoryData<DevicePhase, DeviceFault, InstallStep> Failures => new()
    {
        { Fetching(Job), DeviceFault.UpdateDigestMismatch, InstallStep.Download },
        { Fetching(Job), DeviceFault.UpdateNotPrepared, InstallStep.Prepare },
        { Updating(Job), DeviceFault.RamDiskDidNotStart, InstallStep.RamDisk },
        { Updating(Job), DeviceFault.FileDigestMismatch, InstallStep.ReplaceFiles },
        { Updating(Job), DeviceFault.RootMismatch, InstallStep.CompareRoot },
        { Updating(Job), DeviceFault.SnapshotNotMade, InstallStep.MakeSnapshot },
        { Updating(Job), DeviceFault.SnapshotDidNotStart, InstallStep.Start },
    };

    [Theory, MemberData(nameof(Failures))]
    public void A_failed_step_is_tried_once_more_from_the_download_and_then_the_old_snapshot_stays(
        DevicePhase phase, DeviceFault fault, InstallStep step)
    {
        var world = Plain().World();
        var state = world.Resting() with { Phase = phase };

        var (first, again) = Fail(state, fault);
        var (second, given) = Fail(again with { Phase = Next(phase, again) }, fault);

        Assert.Equal((step, fault, 1), (first.Step, first.Fault, first.Attempt));
        Assert.NotNull(first.RetryAt);
        var fetching = Assert.IsType<DevicePhase.FetchingUpdate>(again.Phase);
        Assert.Equal((2, 1, first.RetryAt), (fetching.Job.Attempt, fetching.Job.FreshDownloads, fetching.From));
        Assert.Equal((step, 2, null), (second.Step, second.Attempt, second.RetryAt));
        Assert.IsType<DevicePhase.Resting>(given.Phase);
        Assert.Equal(state.Os, given.Os);
        Assert.Equal(new ReleaseBlock(Update, Noon, VirtualTime.Never, false), Assert.Single(given.Blocked));

        (SoftwareUpdateAttemptFailed, DeviceState) Fail(DeviceState before, DeviceFault what)
        {
            var decision = WorkDecider.Failed(
                new(before, Noon, world, Catalogue().WithUpdate(world)), new DeviceWork.PrepareUpdate("20G75", false),
                what);
            var failed = Assert.IsType<SoftwareUpdateAttemptFailed>(Assert.Single(decision.Events));
            return (failed, DeviceFold.Evolve(before, failed, Noon, world));
        }
    }

    [Fact]
    public void An_interrupted_download_is_never_given_up()
    {
        var world = Plain().World();
        var state = world.Resting() with { Phase = Fetching(Job with { Attempt = 40, FreshDownloads = 1 }) };

        Assert.Equal(
            Noon + TimeSpan.FromDays(1),
            FaultRules.RetryAt(
                new(state, Noon, world, Catalogue()), Job with { Attempt = 40 }, DeviceFault.NetworkInterrupted));
    }

    [Fact]
    public void A_full_update_writes_all_files_and_a_delta_only_what_changed()
    {
        var full = World(delta: false).UpdateStep(Platform.MacAppleSilicon, "22F82", "22G74");
        var delta = World(delta: true).UpdateStep(Platform.MacAppleSilicon, "22F82", "22G74");

        Assert.Equal(DownloadSizes.WrittenByUpdate(Platform.MacAppleSilicon), full.Effort.Written);
        Assert.InRange(delta.Effort.Written, 0.3 * full.Effort.Written, 0.6 * full.Effort.Written);
        Assert.True(delta.Effort.Files < full.Effort.Files);
        Assert.True(delta.Hashes < full.Hashes);
        Assert.InRange(full.Hashes, 9_000_000_000 / 4096, 9_100_000_000 / 4000);
        Assert.InRange(delta.Target.Download, 100_000_000, 1_500_000_000);
    }

    /// <summary>Third-party extensions come from elsewhere: the update only builds their collection again.</summary>
    [Fact]
    public void The_auxiliary_collection_is_rebuilt_and_not_downloaded()
    {
        var changed = new BuildLineage(World(delta: true).Scenario)
            .ChangedBetween(Platform.MacAppleSilicon, "22F82", "22G74");

        Assert.Contains(changed, file => file.Component == Component.AuxiliaryKernelCollection);
        Assert.Equal(
            DownloadSizes.OfDelta(
                Platform.MacAppleSilicon,
                changed.Where(file => file.Component != Component.AuxiliaryKernelCollection)),
            DownloadSizes.OfDelta(Platform.MacAppleSilicon, changed));
    }

    [Theory]
    [InlineData(Platform.IPhone, 8, 20)]
    [InlineData(Platform.IPad, 10, 30)]
    [InlineData(Platform.MacAppleSilicon, 12, 30)]
    [InlineData(Platform.MacIntel, 20, 45)]
    public void The_rates_give_the_downtimes_to_which_they_are_fitted(Platform platform, int shortest, int longest)
    {
        var (from, to) = UpdateRates.Time(
            DownloadSizes.WrittenByUpdate(platform), UpdateRates.Replacing(platform));
        var restart = platform switch
        {
            Platform.IPhone => (60, 120),
            Platform.IPad => (60, 420),
            Platform.MacAppleSilicon => (60, 90),
            _ => (90, 180),
        };

        Assert.InRange((from.TotalSeconds + 2 * restart.Item1) / 60, shortest - 0.1, shortest + 0.1);
        Assert.InRange((to.TotalSeconds + 2 * restart.Item2) / 60, longest - 0.1, longest + 0.1);
    }

    private static RsrActors.Model.Population.World World(bool delta)
    {
        var plain = Plain(Platform.MacAppleSilicon);
        return BuildLineage.WithDeltas(plain with
        {
            Updates =
            [
                .. plain.Updates.Select(update => update with
                {
                    Targets = [.. update.Targets.Select(target => target with { IsDelta = delta })],
                }),
            ],
        }).World();
    }

    private static DevicePhase.FetchingUpdate Fetching(UpdateJob job) => new(job, Noon - TimeSpan.FromHours(2));

    private static DevicePhase.Updating Updating(UpdateJob job) => new(job, Noon - TimeSpan.FromMinutes(10), Noon);

    /// <summary>The same phase in the next attempt.</summary>
    private static DevicePhase Next(DevicePhase phase, DeviceState again)
    {
        var job = ((DevicePhase.FetchingUpdate)again.Phase).Job;
        return phase is DevicePhase.Updating ? Updating(job) : Fetching(job);
    }
}
