using RsrActors.Actors.Tests.Vocabulary;
using RsrActors.Model.Devices.States;

namespace RsrActors.Actors.Tests.Fleet;

/// <summary>
/// Gates: nothing is wrong, the world is not ready. A shut gate is no attempt, and is tried again after a while.
/// </summary>
public sealed class GateStories
{
    private static readonly TestFleet Phone = Story.FleetOf(1).Publish(TestFleet.A, at: TimeSpan.FromHours(1));

    [Fact]
    public async Task A_low_battery_is_waited_out()
    {
        var story = await Story.Of(
            Story.FleetOf(20).Publish(TestFleet.A, at: TimeSpan.FromHours(1)).Battery(response: 75, update: 90));
        var waiting = story.Devices.Where(device => device.FailedAttempts.Any()).ToList();

        Assert.NotEmpty(waiting);
        Assert.All(waiting, device => ShutBeforeTheRestart(device, DeviceFault.BatteryLow));
        Assert.All(story.All<DeviceEvent.ResponseActivated>(), activated => Assert.True(activated.Charging || activated.BatteryPercent >= 75));
    }

    [Fact]
    public async Task A_device_in_use_is_not_restarted_before_its_owner_sleeps()
    {
        var story = await Story.Of(Phone.People(p => p with { InUse = 1 }));

        ShutBeforeTheRestart(story.Device(0), DeviceFault.DeviceInUse);
    }

    [Fact]
    public async Task Whoever_installs_by_hand_is_not_kept_from_it_by_using_the_device()
    {
        var story = await Story.Of(
            Phone.People(p => p with { InUse = 1, InUseAtNight = 1, AutomaticUpdates = 0, Seekers = 1 }));
        var device = story.Device(0);

        Assert.Equal(OfferSource.User, device.All<DeviceEvent.ResponseOffered>().Single().Source);
        Assert.Empty(device.FailedAttempts);
        Assert.Single(device.All<DeviceEvent.ResponseActivated>());
    }

    [Fact]
    public async Task Full_storage_holds_the_download_back_until_there_is_room()
    {
        var story = await Story.Of(Phone.Faults(f => f with { StorageFull = 0.9 }));
        var device = story.Device(0);
        var shut = device.FailedAttempts.Count();

        Assert.True(shut > 0);
        Assert.Equal(
            [
                "Enrolled", "ResponseOffered", .. Enumerable.Repeat("InstallAttemptFailed", shut),
                "PatchDownloaded", "TicketRequested", "TicketIssued", "ResponseStaged", "Restarted",
                "ResponseActivated",
            ],
            device.Outline);
        Shut(device, InstallStep.Download, DeviceFault.StorageFull);
    }

    [Fact]
    public async Task Where_management_forbids_installation_nothing_is_offered()
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
    public async Task Where_management_forbids_removal_nobody_removes_by_hand()
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

            // Looked at every half hour; a battery that will not do then is not tried.
            Assert.Equal(0, one.Pause!.Value.Ticks % TimeSpan.FromMinutes(30).Ticks);
            Assert.True(gate == DeviceFault.BatteryLow || one.Pause == TimeSpan.FromMinutes(30));
        });
}
