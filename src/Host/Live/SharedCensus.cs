using RsrActors.Actors.Devices;
using RsrActors.Model.Devices.Views;
using RsrActors.Model.Simulation;
using static RsrActors.Actors.Kernel.LiveProtocol;

namespace RsrActors.Host.Live;

/// <summary>
/// The census of a live fleet. Those who ask at the same time share one count, and while the run goes on, a count is
/// good for a time: so counting costs the simulation little, however often clients ask. May be used from any thread.
/// </summary>
/// <param name="time">The time that counts take, and for which they are good.</param>
internal sealed class SharedCensus(TimeProvider time)
{
    /// <summary>
    /// While the run goes on, a count is good for so many times as long as it took: counting takes at most half
    /// a percent of the time.
    /// </summary>
    private const int GoodFor = 200;

    /// <summary>
    /// No count is good for longer: a count also takes as long as it waits for the window that is open, and the first
    /// one of a run waits for its start.
    /// </summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private Task<Counted>? _counting;
    private volatile Counted? _last;

    /// <summary>The last census; null before the first one.</summary>
    public CountedFleet? Last => _last?.Fleet;

    /// <summary>
    /// A census. Of a run that stands still, it is never older than the status; while the run goes on, it may be older,
    /// and its moment says so.
    /// </summary>
    /// <param name="status">A status that the run has just given.</param>
    /// <exception cref="RequestRejectedException">The run has failed or stops.</exception>
    public async Task<CountedFleet> Of(LiveSimulation live, Status status, CancellationToken cancelled)
    {
        var goesOn = status.Phase is RunPhase.Running;
        if (_last is { } last && (last.Fleet.At == status.Settled || (goesOn && IsGood(last))))
            return last.Fleet;

        // A count that is under way may be of an earlier window: then one more is needed.
        while (true)
        {
            var counted = await Counting(live).WaitAsync(cancelled);
            if (goesOn || counted.Fleet.At >= status.Settled)
                return counted.Fleet;
        }
    }

    private Task<Counted> Counting(LiveSimulation live)
    {
        lock (_lock)
        {
            if (_counting is null or { IsCompleted: true })
                _counting = Count(live);
            return _counting;
        }
    }

    /// <summary>It serves several, so it ends with the run only.</summary>
    private async Task<Counted> Count(LiveSimulation live)
    {
        var began = time.GetTimestamp();
        var (at, parts) = await live.Ask<FleetCensus>(
            EntityId.Fleet, new FleetQuery.Census(), CancellationToken.None);
        var census = FleetCensus.Of(parts);
        var ended = time.GetTimestamp();
        var good = GoodFor * time.GetElapsedTime(began, ended);
        return _last = new(new(at, census), ended, good < Longest ? good : Longest);
    }

    private bool IsGood(Counted counted) => time.GetElapsedTime(counted.Ended) < counted.GoodFor;

    private sealed record Counted(CountedFleet Fleet, long Ended, TimeSpan GoodFor);
}

/// <param name="At">Everything before this moment had happened.</param>
internal sealed record CountedFleet(VirtualTime At, FleetCensus Census);
