using RsrActors.Actors.Kernel;
using RsrActors.Actors.Tests.Journal;
using RsrActors.Actors.Tests.Vocabulary;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Tests.Fleet;

/// <summary>Devices restart at night, on their chargers. One evening a person takes a device off its charger.</summary>
public sealed class ChargerStories
{
    private static readonly TestFleet Plugged = Story.FleetOf(10)
        .Publish(TestFleet.A, at: TimeSpan.FromHours(1))
        .People(p => p with { RestartPromptly = 0, RestartOvernight = 1 })
        .Battery(response: 90, update: 95)
        .Lasting(TimeSpan.FromDays(5));

    [Fact]
    public async Task A_device_that_is_unplugged_one_night_installs_the_response_the_next_night()
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

        // It waits until it charges again. When the time without a charger ends, the battery is too low after a day.
        var restarted = device.Moments<DeviceEvent.Restarted>().Single().At;
        Assert.Equal(attempt.RetryAt, restarted);
        Assert.True(restarted > until + TimeSpan.FromHours(1));
        Assert.True(device.All<DeviceEvent.ResponseActivated>().Single().Charging);
        Assert.Contains(
            new OperatorCommand.Unplug(0, TimeSpan.FromHours(20)),
            story.All<OperatorEvent.CommandAccepted>().Select(e => e.Command));
    }

    [Fact]
    public async Task Other_devices_have_the_same_events_when_one_is_unplugged()
    {
        var (_, fleet) = await UnpluggedBeforeItsRestart(Plugged);

        var (unplugged, plugged) = (await Story.Of(fleet), await Story.Of(Plugged));

        Assert.Single(unplugged.All<DeviceEvent.ChargerDisconnected>());
        foreach (var device in unplugged.Devices.Skip(1))
        {
            Assert.Equal(
                plugged.Device(device.State.Traits.Number).Events.Select(e => Samples.InFull(e)),
                device.Events.Select(e => Samples.InFull(e)));
        }
    }

    [Fact]
    public async Task A_desktop_has_the_same_events_when_its_person_unplugs_it()
    {
        var desktops = Story.FleetOf(1, Platform.MacAppleSilicon)
            .Publish(TestFleet.A, at: TimeSpan.FromHours(1))
            .With(s => s with { Fleet = s.Fleet with { Platforms = [s.Fleet.Platforms[0] with { Desktops = 1 }] } });

        var (unplugged, plugged) =
            (await Story.Of(Unplugged(desktops, at: TimeSpan.FromHours(2))), await Story.Of(desktops));

        Assert.Equal(
            plugged.Device(0).Events.Select(e => Samples.InFull(e)),
            unplugged.Device(0).Events.Select(e => Samples.InFull(e)));
        Assert.NotEmpty(unplugged.All<DeviceEvent.ResponseActivated>());
    }

    /// <summary>Each part of the run starts from a snapshot, in which the device is still off its charger.</summary>
    [Trait("Length", "Long")]
    [Fact]
    public async Task A_run_that_is_stopped_at_every_epoch_ends_as_a_run_without_stops()
    {
        var (_, unplugged) = await UnpluggedBeforeItsRestart(Plugged);
        var fleet = unplugged.Kernel(k => k with { EpochEvents = 8, SnapshotEvery = 1 });
        var whole = await Story.Of(fleet);
        using var journaled = new JournaledFleet();

        object outcome;
        var epochs = 0;
        do
        {
            outcome = await journaled.Run(fleet, lastEpoch: ++epochs);
            journaled.Journal.ForgetWhatSnapshotsCover();
        }
        while (outcome is SimulationProtocol.Stopped);

        Assert.Equal(whole.Outcome, outcome);
        Assert.InRange(epochs, 6, 40);
    }

    /// <summary>
    /// When device 0 restarts on its charger, and the fleet in which it is taken off four hours before.
    /// </summary>
    private static async Task<(VirtualTime Restarts, TestFleet Fleet)> UnpluggedBeforeItsRestart(TestFleet fleet)
    {
        var restarts = (await Story.Of(fleet)).Device(0).Moments<DeviceEvent.Restarted>().Single().At;
        return (restarts, Unplugged(fleet, at: restarts - VirtualTime.Zero - TimeSpan.FromHours(4)));
    }

    private static TestFleet Unplugged(TestFleet fleet, TimeSpan at) =>
        fleet.Scripted(at, new OperatorCommand.Unplug(0, TimeSpan.FromHours(20)));
}
