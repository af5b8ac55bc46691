using RsrActors.Model.Devices;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Population;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Devices.States.DeviceEvent;
using static RsrActors.Model.Tests.Vocabulary;

namespace RsrActors.Model.Tests.Devices;

/// <summary>A person takes a device off its charger.</summary>
public sealed class UnplugTests
{
    private static readonly World World = Plain().World();
    private static readonly VirtualTime Evening = Day(1);
    private static readonly DeviceState Phone = World.Resting();

    /// <summary>
    /// Since and until when the device is unplugged; hour and duration of a further command; since and until when the
    /// device is unplugged after it.
    /// </summary>
    public static TheoryData<(int Since, int Until)?, int, int, (int Since, int Until)?> Commands => new()
    {
        { null, 0, 12, (0, 12) },
        { (0, 12), 6, 12, (0, 18) }, // It was unplugged all the time.
        { (0, 12), 6, 6, null },
        { (0, 12), 6, 1, null },
        { (0, 12), 12, 5, (12, 17) },
        { (0, 12), 30, 1, (30, 31) },
    };

    [Theory, MemberData(nameof(Commands))]
    public void A_device_is_unplugged_until_the_latest_end_of_its_commands(
        (int Since, int Until)? before, int at, int hours, (int Since, int Until)? then)
    {
        var state = Phone with { Unplugged = Between(before) };

        var events = Tell(state, Hour(at), hours).Events;

        DeviceEvent[] expected = then is { } one ? [new ChargerDisconnected(Hour(one.Until))] : [];
        Assert.Equal(expected, events.AsEnumerable());
        var after = events.Aggregate(
            state, (device, happened) => DeviceFold.Evolve(device, happened, Hour(at), World));
        Assert.Equal(Between(then ?? before), after.Unplugged);
    }

    [Fact]
    public void A_desktop_is_not_changed_because_it_has_no_battery() => Assert.Empty(
        Tell(Phone with { Traits = Phone.Traits with { Desktop = true } }, Evening, hours: 12).Events);

    [Fact]
    public void A_restart_waits_when_only_the_charger_would_allow_it()
    {
        var night = new DeviceMoments(World, Phone).Life.NextMaintenance(Evening);
        var unplugged = Phone with { Unplugged = new(Evening, Evening + TimeSpan.FromDays(1)) };

        Assert.Null(RestartGates.Shut(new(World, Phone), night, needsPercent: 101, byHand: false));
        Assert.Equal(
            DeviceFault.BatteryLow, RestartGates.Shut(new(World, unplugged), night, needsPercent: 101, byHand: false));
    }

    [Fact]
    public void A_gate_is_tried_again_when_the_device_charges_again()
    {
        var unplugged = Phone with { Unplugged = new(Evening, Evening + TimeSpan.FromHours(20)) };
        var moments = new DeviceMoments(World, unplugged);

        var again = moments.GateAgain(Evening, DeviceFault.BatteryLow, needsPercent: 101);

        Assert.True(again >= unplugged.Unplugged!.Until);
        Assert.True(moments.Battery(again).Charging);
    }

    /// <summary>The battery at the beginning of a restart is in the event at its end.</summary>
    [Fact]
    public void A_device_that_is_unplugged_again_during_its_restart_was_unplugged_all_the_time()
    {
        var down = Hour(1);
        var state = Phone with
        {
            Unplugged = new(Hour(0), down.Next()),
            Phase = new DevicePhase.Starting(
                InstallJob.First(A, OfferSource.Automatic), down, down + TimeSpan.FromMinutes(2)),
        };
        var at = down + TimeSpan.FromMinutes(1);

        var after = DeviceFold.Evolve(state, new ChargerDisconnected(Hour(5)), at, World);

        Assert.Equal(new Unplugged(Hour(0), Hour(5)), after.Unplugged);
        Assert.Equal(new DeviceMoments(World, state).Battery(down), new DeviceMoments(World, after).Battery(down));
    }

    private static DeviceDecision Tell(DeviceState state, VirtualTime at, int hours) => DeviceDecider.Decide(
        new(state, at, World, Unpublished),
        [
            new(
                state.Id, EntityId.Operator, VirtualTime.Zero, 0, at,
                new OperatorCommand.Unplug(0, TimeSpan.FromHours(hours))),
        ]);

    private static Unplugged? Between((int Since, int Until)? hours) =>
        hours is var (since, until) ? new(Hour(since), Hour(until)) : null;

    private static VirtualTime Hour(int hour) => Evening + TimeSpan.FromHours(hour);
}
