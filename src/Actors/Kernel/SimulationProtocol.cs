using System.Collections.Immutable;
using Akka.Actor;
using RsrActors.Actors.Journal;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Kernel;

/// <summary>The Akka messages between a <c>SimulationActor</c> and its observer.</summary>
public static class SimulationProtocol
{
    /// <summary>
    /// Stop after the epoch that is being simulated has been stored; a live run ends that epoch at the next boundary.
    /// Answered by <see cref="Stopped"/>, or by <see cref="Finished"/> when that was the last epoch.
    /// </summary>
    public sealed record Stop;

    /// <summary>
    /// The scenario's end is reached and everything is stored. A live run stays until it gets <see cref="Stop"/>.
    /// </summary>
    public sealed record Finished(long Epochs, HistoryHash Hash, long Events);

    /// <summary>The run stopped as requested, at a closed epoch; it can be resumed.</summary>
    public sealed record Stopped(long Epochs, HistoryHash Hash, long Events);

    /// <summary>The run stopped because something is wrong. What was stored stays stored.</summary>
    public sealed record Failed(Exception Cause);

    /// <summary>A window has not settled for a while. This is a report only.</summary>
    /// <param name="Process">A process that has not settled.</param>
    /// <param name="Others">How many other processes have not settled.</param>
    /// <param name="Entities">The entities of the process that are still at work; empty when unknown.</param>
    public sealed record Slow(long Window, string Process, int Others, ImmutableArray<EntityId> Entities);
}

/// <summary>Everything that the kernel needs to run a simulation.</summary>
/// <param name="Lookahead">The smallest delay of any message between processes.</param>
/// <param name="Processes">In a fixed order; a process is identified by its place in it.</param>
/// <param name="LastEpoch">Stop after this epoch even when the scenario goes on; null for the whole scenario.</param>
/// <param name="Live">
/// For a live run, which stays after the scenario's end to answer queries; null for another run.
/// </param>
/// <param name="KnownEnds">
/// Where the first epochs end, for a run that is computed again: wall time may have decided some of these ends.
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
    ImmutableArray<VirtualTime> KnownEnds = default)
{
    /// <summary>
    /// Receives the events as they are, in place of the rows of the processes: no event is encoded, and the run has no
    /// hash. Null for a run that has rows.
    /// </summary>
    public IEventReceiver? Receiver { get; init; }
}

/// <summary>Receives the events of a run whose processes have no rows.</summary>
public interface IEventReceiver
{
    /// <summary>
    /// One process's events of an epoch. It is called from several threads, before the row that closes the epoch.
    /// </summary>
    /// <param name="events">In no particular order; they may be read during the call only.</param>
    void Receive(IReadOnlyList<RecordedEvent> events);
}

/// <param name="Name">Its persistence id, and its name in the actor tree.</param>
/// <param name="Handler">The child that simulates the process's part (<see cref="ProcessProtocol"/>).</param>
public sealed record ProcessPlan(string Name, Props Handler);

/// <summary>Checks invariants over several processes. It gets each epoch's findings before the epoch closes.</summary>
public interface IEpochMonitor
{
    /// <summary>Folds what the processes found in one epoch, in the order of the processes.</summary>
    /// <param name="state">The state after the epoch before; null at first. Every closed epoch stores it.</param>
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

/// <summary>The processes that serve an entity: from the first one up to, and without, the second one.</summary>
public delegate (int From, int To) Route(EntityId entity);
