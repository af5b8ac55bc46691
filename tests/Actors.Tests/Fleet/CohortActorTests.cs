using System.Collections.Immutable;
using Akka.Actor;
using Akka.TestKit;
using RsrActors.Actors.Fleet;
using RsrActors.Actors.Kernel;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Tests.Fleet;

/// <summary>
/// A cohort keeps the states of its devices. With an idle timeout, a device that is idle for long has no actor, and is
/// woken like any other. Without one, each device has an actor from its enrolment on.
/// </summary>
public sealed class CohortActorTests() : Akka.TestKit.Xunit2.TestKit("akka { loglevel = OFF, stdout-loglevel = OFF }")
{
    private const int Devices = 4;

    private static readonly TimeSpan IdleTimeout = TimeSpan.FromHours(1);
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Late = TimeSpan.FromHours(8);

    [Fact]
    public void Joining_the_fleet_wakes_no_device()
    {
        Begin(IdleTimeout).Settle(1);

        ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void A_device_that_is_idle_for_long_loses_its_actor_and_keeps_its_state()
    {
        var cohort = Begin(IdleTimeout);
        cohort.Settle(1);
        var first = cohort.Wakes(3)[0];
        Watch(first.Actor);
        ExpectTerminated(first.Actor);

        var second = cohort.Wakes((long)Late.TotalMilliseconds + 3)[0];

        Assert.Equal((0, 1), (first.Before.Wakes, second.Before.Wakes));
        Assert.NotEqual(first.Actor, second.Actor);
    }

    [Fact]
    public void A_device_that_is_busy_or_soon_due_keeps_its_actor()
    {
        var cohort = Begin(IdleTimeout);
        cohort.Settle(1);
        var before = cohort.Wakes(3);
        var soon = cohort.Wakes((long)Soon.TotalMilliseconds + 3);
        var late = cohort.Wakes((long)Late.TotalMilliseconds + 3);

        Assert.Equal(before[1].Actor, late[1].Actor);
        Assert.Equal([2], soon.Keys);
        Assert.Equal(before[2].Actor, soon[2].Actor);
    }

    [Fact]
    public void A_device_without_an_actor_is_not_woken_for_what_is_routine()
    {
        var cohort = Begin(IdleTimeout);
        cohort.Settle(1);

        Assert.Equal(ActorRefs.Nobody, cohort.Wakes(3)[3].Actor);
    }

    [Fact]
    public void Without_an_idle_timeout_a_device_that_joins_the_fleet_has_an_actor_and_is_not_woken()
    {
        var cohort = Begin(idleTimeout: null);
        Assert.Null(cohort.ActorOf(0));

        cohort.Settle(1);

        ExpectNoMsg(TimeSpan.Zero);
        Assert.All(Enumerable.Range(0, Devices), device => Assert.NotNull(cohort.ActorOf(device)));
    }

    [Fact]
    public void Without_an_idle_timeout_an_idle_device_keeps_its_actor()
    {
        var cohort = Begin(idleTimeout: null);
        cohort.Settle(1);
        var first = cohort.Wakes(3);
        var late = cohort.Wakes((long)Late.TotalMilliseconds + 3);

        Assert.All(first.Keys, device => Assert.Equal(cohort.ActorOf(device), first[device].Actor));
        Assert.Equal(first[0].Actor, late[0].Actor);
        Assert.Equal((0, 1), (first[0].Before.Wakes, late[0].Before.Wakes));
    }

    [Fact]
    public void Without_an_idle_timeout_a_device_decides_also_what_is_routine()
    {
        var cohort = Begin(idleTimeout: null);
        cohort.Settle(1);

        Assert.Equal(cohort.ActorOf(3), cohort.Wakes(3)[3].Actor);
    }

    [Fact]
    public void Without_an_idle_timeout_a_resumed_cohort_has_the_actors_of_its_enrolled_devices_and_wakes_none()
    {
        var due = VirtualTime.Zero + Late;
        var cohort = Begin(
            idleTimeout: null, new(0, 4, due), new(1, 0, VirtualTime.Zero), new(2, 1, due), new(3, 1, due));

        ExpectNoMsg(TimeSpan.Zero);
        Assert.Equal(
            [true, false, true, true],
            Enumerable.Range(0, Devices).Select(device => cohort.ActorOf(device) is not null));
        var actor = cohort.ActorOf(0);
        cohort.Settle(1);
        var woken = cohort.Wakes(due.Milliseconds + 1);
        Assert.Equal((4, actor), (woken[0].Before.Wakes, woken[0].Actor));
    }

    /// <param name="restored">The devices of a snapshot; none for a new cohort.</param>
    private Cohort Begin(TimeSpan? idleTimeout, params ImmutableArray<Sleeper> restored) =>
        new(this, idleTimeout, restored);

    /// <summary>A cohort, with the test in place of its process.</summary>
    private sealed class Cohort
    {
        private readonly CohortActorTests _test;
        private readonly TestProbe _process;
        private readonly IActorRef _cohort;

        public Cohort(CohortActorTests test, TimeSpan? idleTimeout, ImmutableArray<Sleeper> restored)
        {
            _test = test;
            _process = test.CreateTestProbe();
            _cohort = _process.ChildActorOf(
                Cohorts.Props(0, Devices, new Sleepers(test.TestActor), idleTimeout, dispatcher: null),
                SupervisorStrategy.DefaultStrategy, CancellationToken.None);
            if (!restored.IsEmpty)
                _cohort.Tell(new ProcessProtocol.Restore(new CohortState<Sleeper>(restored, null)));
            _cohort.Tell(new ProcessProtocol.Begin(VirtualTime.Zero), _process.Ref);
            Assert.Equal(VirtualTime.Zero, _process.ExpectMsg<ProcessProtocol.AtRest>().NextDue);
        }

        /// <summary>The first wake of each device that has something to do before a moment.</summary>
        public Dictionary<int, Lived> Wakes(long end)
        {
            var wakes = Settle(end);
            return _test.ReceiveN(wakes).Cast<Lived>().GroupBy(lived => lived.Before.Number).ToDictionary(
                lived => lived.Key, lived => lived.First());
        }

        /// <summary>Handles everything before a moment.</summary>
        /// <returns>How many times a device had something to do.</returns>
        public int Settle(long end)
        {
            _cohort.Tell(new ProcessProtocol.Handle(new(end), []), _process.Ref);
            return _process.ExpectMsg<ProcessProtocol.Handled>().Wakes;
        }

        /// <summary>The actor of a device; null when it has none.</summary>
        public IActorRef? ActorOf(int device)
        {
            var asked = _test.CreateTestProbe();
            _test.Sys.ActorSelection(_cohort.Path / EntityId.Device(device).ToString())
                .Tell(new Identify(device), asked);
            return asked.ExpectMsg<ActorIdentity>().Subject;
        }
    }

    /// <summary>A device had something to do. Its actor is Nobody when that was done without waking it.</summary>
    private sealed record Lived(Sleeper Before, IActorRef Actor);

    private sealed record Sleeper(int Number, int Wakes, VirtualTime Due)
    {
        public Sleeper After(VirtualTime at) => this with { Wakes = Wakes + 1, Due = at + (Number == 2 ? Soon : Late) };
    }

    /// <summary>
    /// Device 0 is idle for long after each wake. Device 1 is due as late, but is never idle. Device 2 is due soon
    /// again. What device 3 has to do is routine.
    /// </summary>
    private sealed class Sleepers(IActorRef witness) : IDeviceLogic<Sleeper>
    {
        public Sleeper NewDevice(int number) => new(number, 0, VirtualTime.Zero);

        public bool IsEnrolled(Sleeper state) => state.Due > VirtualTime.Zero;

        public CohortProtocol.Asleep<Sleeper>? Routine(Sleeper state, VirtualTime at, Publications published)
        {
            if (at == VirtualTime.Zero)
                return AsleepAs(state with { Due = at.Next().Next() });
            if (state.Number != 3)
                return null;
            witness.Tell(new Lived(state, ActorRefs.Nobody));
            return AsleepAs(state.After(at));
        }

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
            state = state.After(wake.At);
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
