using Akka.Actor;
using RsrActors.Actors.Fleet;
using RsrActors.Actors.Kernel;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Simulation;

namespace RsrActors.Host.Benchmarks;

/// <summary>
/// Entities that only wake: one wake is an Akka message to the actor of one entity, and the actor's answer. This
/// measures the kernel and the cohort, without the rules of a device.
/// </summary>
internal sealed class WakeWorkload(int wakesEach) : IDeviceLogic<ToyState>
{
    /// <summary>The seconds between two wakes, on average.</summary>
    public const int MeanPause = 3_600;

    private long _sumOfTimes;

    /// <summary>The sum over all wakes of all entities that are done; equal work gives an equal sum.</summary>
    public long SumOfTimes => Interlocked.Read(ref _sumOfTimes);

    /// <summary>All entities wake together first, which starts their actors; that is measured separately.</summary>
    public ToyState NewDevice(int number) => new(number, 0, VirtualTime.Zero, 0);

    public bool IsEnrolled(ToyState state) => true;

    public CohortProtocol.Asleep<ToyState>? Routine(ToyState state, VirtualTime at, Publications published) => null;

    public bool IsIdle(ToyState state) => false;

    public ToyState Fold(ToyState state, RecordedEvent happened) => state;

    public VirtualTime NextDue(ToyState state, VirtualTime after, Publications published) => state.Due;

    public Props Actor(ToyState state) => Producer.PropsOf(() => new ToyActor(state, this));

    public ICohortMonitor<ToyState> Monitor(int first, int count) => new NothingToWatch();

    public ToyState Wake(ToyState state)
    {
        var woken = state.Wakes + 1;
        var sum = state.SumOfTimes + state.Due.Milliseconds;
        if (woken == wakesEach)
            Interlocked.Add(ref _sumOfTimes, sum);
        return state with
        {
            Wakes = woken,
            SumOfTimes = sum,
            Due = woken == wakesEach
                ? VirtualTime.Never
                : state.Due + TimeSpan.FromMilliseconds(Pause(state.Number, woken).Milliseconds),
        };
    }

    private static VirtualTime Pause(int number, int n) => new(
        1 + new Dice(1, (ulong)number)
            .Between(TimeSpan.Zero, TimeSpan.FromSeconds(2 * MeanPause), Purpose.ToyDelay, n).Ticks
        / TimeSpan.TicksPerMillisecond);

    private sealed class ToyActor(ToyState state, WakeWorkload workload) : UntypedActor
    {
        private ToyState _state = state;

        protected override void OnReceive(object message)
        {
            _state = workload.Wake(_state);
            Sender.Tell(new CohortProtocol.Asleep<ToyState>(_state.Number, _state, [], [], _state.Due));
        }
    }

    private sealed class NothingToWatch : ICohortMonitor<ToyState>
    {
        public string? Observe(int device, RecordedEvent happened) => null;

        public string? Inspect(int device, ToyState state) => null;

        public object? TakeFindings() => null;

        public object? Capture() => null;

        public void Restore(object? captured)
        {
        }
    }
}

/// <param name="SumOfTimes">The sum over its wakes so far.</param>
internal sealed record ToyState(int Number, int Wakes, VirtualTime Due, long SumOfTimes);
