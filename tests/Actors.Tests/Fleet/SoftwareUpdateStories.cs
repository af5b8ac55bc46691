using RsrActors.Actors.Tests.Vocabulary;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Releases;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Tests.Fleet;

/// <summary>
/// Software updates, in contrast to responses, seal the system volume again and include the fixes of responses.
/// </summary>
public sealed class SoftwareUpdateStories
{
    [Fact]
    public async Task A_software_update_removes_the_response_and_makes_a_new_boot_ticket_and_seal()
    {
        var story = await Story.Of(Story.FleetOf(1)
            .Publish(TestFleet.A, at: TimeSpan.FromHours(1))
            .Scripted(TimeSpan.FromDays(3), new OperatorCommand.Publish(TestFleet.Update, null))
            .Lasting(TimeSpan.FromDays(7)));
        var device = story.Device(0);

        Assert.Equal(
            [
                "Enrolled", "ResponseOffered", "PatchDownloaded", "TicketRequested", "TicketIssued", "ResponseStaged",
                "Restarted",
                "ResponseActivated", "SoftwareUpdateOffered",
                "BootTicketRequested", "BootTicketIssued", "Restarted", "SoftwareUpdateInstalled", "NonceRolled",
            ],
            device.Outline);
        var (before, after) =
            (device.All<DeviceEvent.Enrolled>().Single(), device.All<DeviceEvent.SoftwareUpdateInstalled>().Single());
        Assert.Equal(("16.5.1", "16.6", "20G75"), (after.From, after.To, after.OsBuild));
        Assert.NotEqual(before.BootTicketDigest, after.BootTicketDigest);
        Assert.NotEqual(before.SystemVolumeSeal, after.SystemVolumeSeal);
        Assert.Empty(device.State.Applied);
        Assert.Equal(1, device.State.NonceGeneration);
        Assert.Equal(TestFleet.Update, story.All<ReleaseEvent.Superseded>().Single().By);
    }

    [Fact]
    public async Task A_software_update_takes_longer_and_needs_more_battery_than_a_response()
    {
        var story = await Story.Of(Story.FleetOf(20)
            .Battery(response: 1, update: 80)
            .Publish(TestFleet.A, at: TimeSpan.FromHours(1))
            .Scripted(TimeSpan.FromDays(3), new OperatorCommand.Publish(TestFleet.Update, null))
            .Lasting(TimeSpan.FromDays(7)));

        Assert.Empty(story.All<DeviceEvent.InstallAttemptFailed>());
        Assert.NotEmpty(story.All<DeviceEvent.SoftwareUpdateAttemptFailed>());
        Assert.All(story.All<DeviceEvent.SoftwareUpdateAttemptFailed>(), failed =>
            Assert.Equal(
                (InstallStep.Activate, DeviceFault.BatteryLow, 1), (failed.Step, failed.Fault, failed.Attempt)));
        Assert.True(
            story.All<DeviceEvent.SoftwareUpdateInstalled>().Min(update => update.Downtime)
            > story.All<DeviceEvent.ResponseActivated>().Max(response => response.Downtime));
    }

    [Fact]
    public async Task A_response_that_is_found_while_a_software_update_waits_is_installed_first()
    {
        var story = await Story.Of(Story.FleetOf(1)
            .Scripted(TimeSpan.FromHours(1), new OperatorCommand.Publish(TestFleet.Update, null))
            .Publish(TestFleet.A, at: TimeSpan.FromDays(3))
            .Lasting(TimeSpan.FromDays(40))
            .People(p => p with { RestartPromptly = 0, PutOff = TimeSpan.FromDays(8) }));
        var device = story.Device(0);

        Assert.Equal(["Enrolled", "SoftwareUpdateOffered", "ResponseOffered", "PatchDownloaded"], device.Outline[..4]);
        Assert.Single(device.All<DeviceEvent.ResponseActivated>());
        Assert.Equal(2, device.All<DeviceEvent.SoftwareUpdateOffered>().Count());
        Assert.Single(device.All<DeviceEvent.SoftwareUpdateInstalled>());
    }

    [Fact]
    public async Task No_device_restarts_into_an_update_while_the_signing_service_is_down()
    {
        var (down, up) = (TimeSpan.FromHours(2), TimeSpan.FromDays(4));
        var story = await Story.Of(Story.FleetOf(6)
            .Scripted(TimeSpan.FromHours(1), new OperatorCommand.Publish(TestFleet.Update, null))
            .Scripted(down, new OperatorCommand.StartSigningOutage())
            .Scripted(up, new OperatorCommand.EndSigningOutage())
            .Lasting(TimeSpan.FromDays(9)));

        Assert.Contains(
            story.All<DeviceEvent.SoftwareUpdateAttemptFailed>(),
            failed => failed is { Fault: DeviceFault.SigningUnreachable, Step: InstallStep.Personalise });
        Assert.All(story.Moments<DeviceEvent.BootTicketIssued>(), one => Assert.False(
            one.At > VirtualTime.Zero + down + TimeSpan.FromMinutes(2) && one.At < VirtualTime.Zero + up));
        Assert.Equal(6, story.All<DeviceEvent.SoftwareUpdateInstalled>().Count());
    }

    [Fact]
    public async Task Boot_tickets_wait_in_the_queue_of_the_signing_service()
    {
        var story = await Story.Of(Story.FleetOf(40)
            .With(s => s with
            {
                Signing = s.Signing with
                {
                    Servers = 1, ServiceTime = TimeSpan.FromHours(2), LongestQueue = TimeSpan.FromHours(3),
                },
            })
            .Scripted(TimeSpan.FromHours(1), new OperatorCommand.Publish(TestFleet.Update, null))
            .Lasting(TimeSpan.FromDays(5)));

        Assert.Contains(
            story.All<DeviceEvent.SoftwareUpdateAttemptFailed>(),
            failed => failed.Fault == DeviceFault.SigningRateLimited);
        Assert.InRange(story.All<DeviceEvent.BootTicketIssued>().Count(), 1, 60);
        Assert.All(story.Devices, device => Assert.True(
            device.All<DeviceEvent.BootTicketIssued>().Count() <= 1, "A device asks once when it gets an answer."));
    }

    [Fact]
    public async Task An_interrupted_update_is_downloaded_again()
    {
        var story = await Story.Of(Story.FleetOf(6)
            .Scripted(TimeSpan.FromHours(1), new OperatorCommand.Publish(TestFleet.Update, null))
            .Faults(f => f with { NetworkInterrupted = 0.6 }));

        Assert.NotEmpty(story.All<DeviceEvent.SoftwareUpdateAttemptFailed>());
        Assert.All(story.Devices, device => Assert.Equal(
            [
                "Enrolled", "SoftwareUpdateOffered",
                .. device.All<DeviceEvent.SoftwareUpdateAttemptFailed>().Select(failed => failed.GetType().Name),
                "BootTicketRequested", "BootTicketIssued", "Restarted", "SoftwareUpdateInstalled", "NonceRolled",
            ],
            device.Outline));
    }
}
