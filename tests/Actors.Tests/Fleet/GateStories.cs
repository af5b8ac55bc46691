using RsrActors.Actors.Tests.Vocabulary;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Scenarios;

namespace RsrActors.Actors.Tests.Fleet;

/// <summary>
/// A shut gate is no fault. It does not count as an attempt, and the device tries again after a while.
/// </summary>
public sealed class GateStories
{
    private static readonly TestFleet Phone = Story.FleetOf(1).Publish(TestFleet.A, at: TimeSpan.FromHours(1));

    /// <summary>At most a megabyte is free, until the person removes files within an hour or so.</summary>
    private static readonly VolumeSettings FullAtFirst = VolumeSettings.Ample with
    {
        NearlyFull = 1, NearlyFullFree = 1_000_000,
    };

    [Fact]
    public async Task A_device_waits_until_its_battery_is_no_longer_low()
    {
        var story = await Story.Of(
            Story.FleetOf(20).Publish(TestFleet.A, at: TimeSpan.FromHours(1)).Battery(response: 75, update: 90));
        var waiting = story.Devices.Where(device => device.FailedAttempts.Any()).ToList();

        Assert.NotEmpty(waiting);
        Assert.All(waiting, device => ShutBeforeTheRestart(device, DeviceFault.BatteryLow));
        Assert.All(story.All<DeviceEvent.ResponseActivated>(), activated =>
            Assert.True(activated.Charging || activated.BatteryPercent >= 75));
    }

    [Fact]
    public async Task A_device_in_use_is_not_restarted_before_its_owner_sleeps()
    {
        var story = await Story.Of(Phone.People(p => p with { InUse = 1 }));

        ShutBeforeTheRestart(story.Device(0), DeviceFault.DeviceInUse);
    }

    [Fact]
    public async Task An_installation_by_hand_does_not_wait_for_the_device_to_be_out_of_use()
    {
        var story = await Story.Of(
            Phone.People(p => p with { InUse = 1, InUseAtNight = 1, AutomaticUpdates = 0, Seekers = 1 }));
        var device = story.Device(0);

        Assert.Equal(OfferSource.User, device.All<DeviceEvent.ResponseOffered>().Single().Source);
        Assert.Empty(device.FailedAttempts);
        Assert.Single(device.All<DeviceEvent.ResponseActivated>());
    }

    [Fact]
    public async Task A_download_waits_until_the_person_has_removed_files()
    {
        var story = await Story.Of(Phone.With(scenario => scenario with { Volumes = FullAtFirst }));
        var device = story.Device(0);

        Assert.Equal(
            [
                "Enrolled", "ResponseOffered", "InstallAttemptFailed", "PersonalFilesRemoved", "PatchDownloaded",
                "TicketRequested", "TicketIssued", "ResponseStaged", "Restarted", "ResponseActivated",
            ],
            device.Outline);
        var failed = device.All<DeviceEvent.InstallAttemptFailed>().Single();
        var removed = device.All<DeviceEvent.PersonalFilesRemoved>().Single();
        Assert.Equal((InstallStep.Download, DeviceFault.StorageFull, 1), (failed.Step, failed.Fault, failed.Attempt));
        Assert.InRange(failed.Space!.Free, 0, FullAtFirst.NearlyFullFree);
        Assert.True(failed.Space.Free + removed.Bytes >= failed.Space.Needed);
        Assert.True(failed.Space.Needed > device.All<DeviceEvent.PatchDownloaded>().Single().Bytes);
    }

    [Fact]
    public async Task A_download_never_begins_when_the_person_removes_nothing()
    {
        var story = await Story.Of(
            Phone.With(scenario => scenario with { Volumes = FullAtFirst with { FreesSpace = 0 } }));

        Assert.True(story.Device(0).FailedAttempts.Count() > 1);
        Assert.Empty(story.Device(0).All<DeviceEvent.PatchDownloaded>());
    }

    [Fact]
    public async Task A_device_is_offered_nothing_where_management_forbids_installation()
    {
        var story = await Story.Of(Phone.Managed(allowInstallation: false, allowRemoval: true));
        var device = story.Device(0);

        Assert.Equal(["Enrolled", "InstallAttemptFailed"], device.Outline);
        var (failed, pause) = device.FailedAttempts.Single();
        Assert.Equal(
            (InstallStep.Offer, DeviceFault.ManagementForbids, 1), (failed.Step, failed.Fault, failed.Attempt));
        Assert.Equal(TimeSpan.FromDays(7), pause);
    }

    [Fact]
    public async Task A_person_removes_nothing_where_management_forbids_removal()
    {
        var fleet = Phone.Regretting(TestFleet.A, share: 1, after: TimeSpan.FromHours(2)).Lasting(TimeSpan.FromDays(6));

        var free = await Story.Of(fleet);
        var managed = await Story.Of(fleet.Managed(allowInstallation: true, allowRemoval: false));

        Assert.NotEmpty(free.All<DeviceEvent.RemovalStarted>());
        Assert.Single(managed.All<DeviceEvent.ResponseActivated>());
        Assert.Empty(managed.All<DeviceEvent.RemovalStarted>());
    }

    private static void ShutBeforeTheRestart(DeviceStory device, DeviceFault gate)
    {
        var shut = device.FailedAttempts.Count();
        Assert.True(shut > 0);
        Assert.Equal(
            [
                "Enrolled", "ResponseOffered", "PatchDownloaded", "TicketRequested", "TicketIssued", "ResponseStaged",
                .. Enumerable.Repeat("InstallAttemptFailed", shut), "Restarted", "ResponseActivated",
            ],
            device.Outline);
        Shut(device, InstallStep.Activate, gate);
    }

    private static void Shut(DeviceStory device, InstallStep step, DeviceFault gate) =>
        Assert.All(device.FailedAttempts, one =>
        {
            Assert.Equal((step, gate, 1), (one.Attempt.Step, one.Attempt.Fault, one.Attempt.Attempt));

            // The device checks every half hour, and makes no attempt while its battery is too low.
            Assert.Equal(0, one.Pause!.Value.Ticks % TimeSpan.FromMinutes(30).Ticks);
            Assert.True(gate == DeviceFault.BatteryLow || one.Pause == TimeSpan.FromMinutes(30));
        });
}
