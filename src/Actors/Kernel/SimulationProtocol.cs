using System.Collections.Immutable;
using Akka.Actor;
using RsrActors.Actors.Journal;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Kernel;

/// <summary>What passes between a <see cref="SimulationActor"/> and whoever started it.</summary>
public static class SimulationProtocol
{
    /// <summary>
    /// Stop after the epoch that is being simulated has been stored; a live run ends it for that. Answered by
    /// <see cref="Stopped"/>, or by <see cref="Finished"/> when that was the last one.
    /// </summary>
    public sealed record Stop;

    /// <summary>
    /// The scenario's end is reached and everything is stored. A live run is there still, until it is told to stop.
    /// </summary>
    public sealed record Finished(long Epochs, HistoryHash Hash, long Events);

    /// <summary>The run stopped as asked, at a closed epoch; it can be resumed.</summary>
    public sealed record Stopped(long Epochs, HistoryHash Hash, long Events);

    /// <summary>The run stopped because something is wrong. What was stored stays stored.</summary>
    public sealed record Failed(Exception Cause);

    /// <summary>A window has not settled for a while. Reported, never acted upon.</summary>
    /// <param name="Process">One that has not settled; so many <paramref name="Others"/> have not either.</param>
    /// <param name="Entities">Those of the process that are waited for, if it can tell.</param>
    public sealed record Slow(long Window, string Process, int Others, ImmutableArray<EntityId> Entities);
}

/// <summary>Everything the kernel needs to know of a world in order to run it.</summary>
/// <param name="Lookahead">The smallest delay of any message between processes.</param>
/// <param name="Processes">In a fixed order; a process is known by its place in it.</param>
/// <param name="LastEpoch">Stop after this epoch even when the scenario goes on; null for the whole scenario.</param>
/// <param name="Live">
/// For a run that somebody watches and steers; it stays when the scenario's end is reached, to be asked.
/// </param>
/// <param name="KnownEnds">
/// Where the first epochs end, of a run that is computed again: wall time had a hand in it.
/// </param>
public sealed record SimulationPlan(
    ulong Seed,
    VirtualTime Duration,
    TimeSpan Lookahead,
    EpochPolicy Epochs,
    ImmutableArray<ProcessPlan> Processes,
    Route Route,
    PayloadFormat Format,
    IEpochMonitor Monitor,
    RunGauges Gauges,
    string? Dispatcher = null,
    long? LastEpoch = null,
    LiveRun? Live = null,
    ImmutableArray<VirtualTime> KnownEnds = default);

/// <param name="Name">Its persistence id, and its name in the actor tree.</param>
/// <param name="Handler">The child that knows what the process simulates (<see cref="ProcessProtocol"/>).</param>
public sealed record ProcessPlan(string Name, Props Handler);

/// <summary>An invariant that looks over several processes. It reads each epoch before the epoch closes.</summary>
public interface IEpochMonitor
{
    /// <summary>Folds what the processes found in one epoch, in the order of the processes.</summary>
    /// <param name="state">What this returned for the epoch before; null at first. Stored with every close.</param>
    /// <returns>The new state, and a sentence for every invariant that is broken.</returns>
    (object? State, ImmutableArray<string> Broken) Observe(object? state, ImmutableArray<object> findings);
}

/// <summary>A run without such invariants.</summary>
public sealed class NoMonitor : IEpochMonitor
{
    public static readonly NoMonitor Instance = new();

    public (object? State, ImmutableArray<string> Broken) Observe(object? state, ImmutableArray<object> findings) =>
        (null, []);
}
