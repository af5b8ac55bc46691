using RsrActors.Model.Devices;
using RsrActors.Model.Devices.Installing;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Population;
using RsrActors.Model.Simulation;
using RsrActors.TestFleets;
using static RsrActors.Model.Devices.States.DeviceEvent;
using static RsrActors.Model.Tests.Vocabulary;

namespace RsrActors.Model.Tests.Devices;

/// <summary>The restart that removes responses passes the battery gate of a response.</summary>
public sealed class RemovalGateTests
{
    /// <summary>No battery is full enough until it is charged, and people use their devices all the time.</summary>
    private static readonly World World = TestFleet.Of(1).Battery(response: 100, update: 100)
        .People(people => people with { InUse = 1, InUseAtNight = 1 }).Scenario.World();

    private static readonly VirtualTime Afternoon = Day(2.2);

    public static TheoryData<RemovalCause> Causes =>
        [RemovalCause.User, RemovalCause.Recommendation, RemovalCause.Vendor, RemovalCause.Management];

    [Theory, MemberData(nameof(Causes))]
    public void A_removal_waits_until_the_battery_is_charged(RemovalCause cause)
    {
        var state = Removing(cause);

        var decision = Wake(state, Afternoon);

        Assert.Null(decision.Work);
        var failed = Assert.IsType<RemovalAttemptFailed>(Assert.Single(decision.Events));
        Assert.Equal((A, DeviceFault.BatteryLow), (Assert.Single(failed.Releases), failed.Fault));
        state = DeviceFold.Evolve(state, failed, Afternoon, World);
        Assert.Equal(failed.RetryAt, DeviceCalendar.NextDue(new(state, Afternoon.Next(), World, Offering(A))));
        Assert.True(new DeviceMoments(World, state).Battery(failed.RetryAt!.Value).Charging);
        Assert.IsType<DeviceWork.Revert>(Wake(state, failed.RetryAt.Value).Work);
    }

    [Fact]
    public void A_device_that_did_not_start_returns_with_any_charge() =>
        Assert.IsType<DeviceWork.Revert>(Wake(Removing(RemovalCause.FailedActivation), Afternoon).Work);

    private static DeviceState Removing(RemovalCause cause) => World.Resting().Applied(A) with
    {
        Phase = new DevicePhase.Removing(cause, [A], Afternoon, WasStaged: false),
    };

    private static DeviceDecision Wake(DeviceState state, VirtualTime at) =>
        DeviceDecider.Decide(new(state, at, World, Offering(A)), []);
}
