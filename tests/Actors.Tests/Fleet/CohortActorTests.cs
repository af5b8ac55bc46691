using Akka.Actor;
using Akka.TestKit;
using RsrActors.Actors.Fleet;
using RsrActors.Actors.Kernel;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Tests.Fleet;

/// <summary>
/// A cohort keeps the states of its devices. A device that is idle for long has no actor, and is woken like any other.
/// </summary>
public sealed class CohortActorTests : Akka.TestKit.Xunit2.TestKit
{
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Late = TimeSpan.FromHours(8);

    private readonly TestProbe _process;
    private readonly IActorRef _cohort;

    public CohortActorTests() : base("akka { loglevel = OFF, stdout-loglevel = OFF }")
    {
        _process = CreateTestProbe();
        _cohort = _process.ChildActorOf(
            Cohorts.Props(0, 3, new Sleepers(TestActor), dispatcher: null), SupervisorStrategy.DefaultStrategy,
            CancellationToken.None);
        _cohort.Tell(new ProcessProtocol.Begin(VirtualTime.Zero), _process.Ref);
        Assert.Equal(VirtualTime.Zero, _process.ExpectMsg<ProcessProtocol.AtRest>().NextDue);
    }

    [Fact]
    public void Joining_the_fleet_wakes_no_device()
    {
        Settle(1);

        ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void A_device_that_is_idle_for_long_loses_its_actor_and_keeps_its_state()
    {
        Settle(1);
        var first = Wakes(3)[0];
        Watch(first.Actor);
        ExpectTerminated(first.Actor);

        var second = Wakes((long)Late.TotalMilliseconds + 3)[0];

        Assert.Equal((0, 1), (first.Before.Wakes, second.Before.Wakes));
        Assert.NotEqual(first.Actor, second.Actor);
    }

    [Fact]
    public void A_device_that_is_busy_or_soon_due_keeps_its_actor()
    {
        Settle(1);
        var before = Wakes(3);
        var soon = Wakes((long)Soon.TotalMilliseconds + 3);
        var late = Wakes((long)Late.TotalMilliseconds + 3);

        Assert.Equal(before[1].Actor, late[1].Actor);
        Assert.Equal([2], soon.Keys);
        Assert.Equal(before[2].Actor, soon[2].Actor);
    }

    /// <summary>The first wake of each device that wakes before a moment.</summary>
    private Dictionary<int, Lived> Wakes(long end)
    {
        _cohort.Tell(new ProcessProtocol.Handle(new(end), []), _process.Ref);
        var wakes = _process.ExpectMsg<ProcessProtocol.Handled>().Wakes;
        return ReceiveN(wakes).Cast<Lived>().GroupBy(lived => lived.Before.Number).ToDictionary(
            lived => lived.Key, lived => lived.First());
    }

    private void Settle(long end)
    {
        _cohort.Tell(new ProcessProtocol.Handle(new(end), []), _process.Ref);
        _process.ExpectMsg<ProcessProtocol.Handled>();
    }

    private sealed record Lived(Sleeper Before, IActorRef Actor);

    private sealed record Sleeper(int Number, int Wakes, VirtualTime Due);

    /// <summary>
    /// Device 0 is idle for long after each wake. Device 1 is due as late, but is never idle. Device 2 is due soon
    /// again.
    /// </summary>
    private sealed class Sleepers(IActorRef witness) : IDeviceLogic<Sleeper>
    {
        public Sleeper NewDevice(int number) => new(number, 0, VirtualTime.Zero);

        public CohortProtocol.Asleep<Sleeper>? Routine(Sleeper state, VirtualTime at, Publications published) =>
            at != VirtualTime.Zero ? null : AsleepAs(state with { Due = at.Next().Next() });

        public Sleeper Fold(Sleeper state, RecordedEvent happened) => state;

        public VirtualTime NextDue(Sleeper state, VirtualTime after, Publications published) => state.Due;

        public Props Actor(Sleeper state) => Props.Create<SleeperActor>(state, witness);

        public bool IsIdle(Sleeper state) => state.Number != 1;

        public ICohortMonitor<Sleeper> Monitor(int first, int count) => new Blind();
    }

    private sealed class SleeperActor : ReceiveActor
    {
        public SleeperActor(Sleeper state, IActorRef witness) => Receive<CohortProtocol.Wake>(wake =>
        {
            witness.Tell(new Lived(state, Self));
            state = state with { Wakes = state.Wakes + 1, Due = wake.At + (state.Number == 2 ? Soon : Late) };
            Sender.Tell(AsleepAs(state));
        });
    }

    private static CohortProtocol.Asleep<Sleeper> AsleepAs(Sleeper state) =>
        new(state.Number, state, [], [], state.Due);

    private sealed class Blind : ICohortMonitor<Sleeper>
    {
        public string? Observe(int device, RecordedEvent happened) => null;

        public string? Inspect(int device, Sleeper state) => null;

        public object? TakeFindings() => null;

        public object? Capture() => null;

        public void Restore(object? captured)
        {
        }
    }
}
