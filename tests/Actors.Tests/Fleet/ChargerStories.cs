using RsrActors.Actors.Kernel;
using RsrActors.Actors.Tests.Journal;
using RsrActors.Actors.Tests.Vocabulary;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Tests.Fleet;

/// <summary>A device restarts at night, on its charger. One evening its person takes it off.</summary>
public sealed class ChargerStories
{
    private static readonly TestFleet Plugged = Story.FleetOf(10)
        .Publish(TestFleet.A, at: TimeSpan.FromHours(1))
        .People(p => p with { RestartPromptly = 0, RestartOvernight = 1 })
        .Battery(response: 90, update: 95)
        .Lasting(TimeSpan.FromDays(5));

    [Fact]
    public async Task A_device_that_is_off_its_charger_that_night_installs_in_the_next_one()
    {
        var (first, fleet) = await UnpluggedBeforeItsRestart(Plugged);

        var story = await Story.Of(fleet);
        var device = story.Device(0);

        Assert.Equal(
            [
                "Enrolled", "ResponseOffered", "PatchDownloaded", "TicketRequested", "TicketIssued", "ResponseStaged",
                "ChargerDisconnected", "InstallAttemptFailed", "Restarted", "ResponseActivated",
            ],
            device.Outline);
        var until = device.All<DeviceEvent.ChargerDisconnected>().Single().Until;
        var failed = device.Moments<DeviceEvent.InstallAttemptFailed>().Single();
        var (attempt, _) = device.FailedAttempts.Single();
        Assert.Equal(first, failed.At);
        Assert.Equal((InstallStep.Activate, DeviceFault.BatteryLow), (attempt.Step, attempt.Fault));

        // It waits for the charger, not for the end of the time without one: by then the day has worn the battery off.
        var restarted = device.Moments<DeviceEvent.Restarted>().Single().At;
        Assert.Equal(attempt.RetryAt, restarted);
        Assert.True(restarted > until + TimeSpan.FromHours(1));
        Assert.True(device.All<DeviceEvent.ResponseActivated>().Single().Charging);
        Assert.Contains(
            new OperatorCommand.Unplug(0, TimeSpan.FromHours(20)),
            story.All<OperatorEvent.CommandAccepted>().Select(e => e.Command));
    }

    [Fact]
    public async Task The_other_devices_notice_nothing()
    {
        var (_, fleet) = await UnpluggedBeforeItsRestart(Plugged);

        var (told, plugged) = (await Story.Of(fleet), await Story.Of(Plugged));

        Assert.Single(told.All<DeviceEvent.ChargerDisconnected>());
        foreach (var device in told.Devices.Skip(1))
            Assert.Equal(plugged.Device(device.State.Traits.Number).Events.Select(e => Samples.InFull(e)), device.Events.Select(e => Samples.InFull(e)));
    }

    [Fact]
    public async Task A_desktop_runs_on_mains_whatever_its_person_does()
    {
        var desktops = Story.FleetOf(1, Platform.MacAppleSilicon)
            .Publish(TestFleet.A, at: TimeSpan.FromHours(1))
            .With(s => s with { Fleet = s.Fleet with { Platforms = [s.Fleet.Platforms[0] with { Desktops = 1 }] } });

        var (told, plugged) =
            (await Story.Of(Unplugged(desktops, at: TimeSpan.FromHours(2))), await Story.Of(desktops));

        Assert.Equal(plugged.Device(0).Events.Select(e => Samples.InFull(e)), told.Device(0).Events.Select(e => Samples.InFull(e)));
        Assert.NotEmpty(told.All<DeviceEvent.ResponseActivated>());
    }

    /// <summary>Each time from a snapshot: a device that is off its charger still is.</summary>
    [Fact]
    public async Task A_run_that_is_stopped_at_every_epoch_tells_the_same_story()
    {
        var (_, unplugged) = await UnpluggedBeforeItsRestart(Plugged);
        var fleet = unplugged.Kernel(k => k with { EpochEvents = 8, SnapshotEvery = 1 });
        var told = await Story.Of(fleet);
        using var journaled = new JournaledFleet();

        object outcome;
        var epochs = 0;
        do
        {
            outcome = await journaled.Run(fleet, lastEpoch: ++epochs);
            journaled.Journal.ForgetWhatSnapshotsCover();
        }
        while (outcome is SimulationProtocol.Stopped);

        Assert.Equal(told.Outcome, outcome);
        Assert.InRange(epochs, 6, 40);
    }

    /// <summary>
    /// When device 0 restarts on its charger, and the fleet in which it is taken off some hours before.
    /// </summary>
    private static async Task<(VirtualTime Restarts, TestFleet Fleet)> UnpluggedBeforeItsRestart(TestFleet fleet)
    {
        var restarts = (await Story.Of(fleet)).Device(0).Moments<DeviceEvent.Restarted>().Single().At;
        return (restarts, Unplugged(fleet, at: restarts - VirtualTime.Zero - TimeSpan.FromHours(4)));
    }

    private static TestFleet Unplugged(TestFleet fleet, TimeSpan at) =>
        fleet.Scripted(at, new OperatorCommand.Unplug(0, TimeSpan.FromHours(20)));
}
