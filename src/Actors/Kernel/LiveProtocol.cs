using System.Collections.Immutable;
using RsrActors.Actors.Journal;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Kernel;

/// <summary>
/// The requests from outside that a <c>SimulationActor</c> accepts, and their answers. Pace has no effect on the
/// history; live commands have. Queries are answered between two windows and change nothing.
/// </summary>
public static class LiveProtocol
{
    public interface ILiveRequest;

    // Pace requests: each is answered by a Status, or by a Rejected.

    public sealed record GetStatus : ILiveRequest;

    public sealed record Pause : ILiveRequest;

    public sealed record Resume : ILiveRequest;

    public sealed record SetSpeed(Speed Speed) : ILiveRequest;

    /// <summary>
    /// Open this many windows, then pause. Answered when they are settled, when the scenario has ended, or when another
    /// pace request or a stop came first; the status shows how far the run came.
    /// </summary>
    public sealed record Step(int Windows) : ILiveRequest;

    /// <summary>Simulate as fast as possible until a moment, then pause. Answered like a <see cref="Step"/>.</summary>
    public sealed record Advance(VirtualTime Until) : ILiveRequest;

    /// <summary>
    /// Give a command to the operator now. It gets a moment of virtual time, is stored, and is then answered by
    /// <see cref="Accepted"/>. A <see cref="Rejected"/> command is not stored. Exception: if the run stops during
    /// storing, it may be.
    /// </summary>
    /// <param name="Key">
    /// With the key of an accepted command, it is the same command: it is answered as the first one was, or rejected
    /// when the digests differ.
    /// </param>
    public sealed record Submit(OperatorCommand Command, string IssuedBy, OrderKey? Key = null) : ILiveRequest;

    /// <summary>
    /// A query to all processes that serve an entity, at one boundary. Answered by <see cref="Answers"/>, or by a
    /// <see cref="Rejected"/>.
    /// </summary>
    public sealed record Query(EntityId About, object Body) : ILiveRequest;

    /// <summary>
    /// Name the entities that are still at work in the open window. Answered by <see cref="Answers"/> of
    /// <see cref="SlowProcess"/>.
    /// </summary>
    public sealed record GetSlowProcesses : ILiveRequest;

    /// <param name="Number">Live commands count from 1.</param>
    /// <param name="At">When it takes effect.</param>
    /// <param name="Key">As it is stored.</param>
    public sealed record Accepted(long Number, VirtualTime At, OrderKey? Key = null);

    public sealed record Rejected(string Why)
    {
        /// <summary>The run has stopped, so that no answer will come.</summary>
        public static Rejected Stopped { get; } = new("The simulation has stopped.");
    }

    /// <param name="At">Everything before this moment is simulated and included.</param>
    /// <param name="Bodies">One answer per process, in the plan's order.</param>
    public sealed record Answers(VirtualTime At, ImmutableArray<object> Bodies);

    public sealed record SlowProcess(string Process, ImmutableArray<EntityId> Entities);

    /// <summary>The state of a run.</summary>
    /// <param name="Settled">Everything before it is simulated.</param>
    /// <param name="Clock">
    /// Virtual time now. At a finite speed it runs ahead of what is simulated, because a window opens only when virtual
    /// time has passed the window's end.
    /// </param>
    /// <param name="NextDue">The earliest moment at which anything is due.</param>
    /// <param name="Windows">Windows of this execution.</param>
    /// <param name="OpenFor">How long the open window has been open; null when none is.</param>
    /// <param name="LongestWindow">The most wall time a window of this execution took.</param>
    /// <param name="Unsettled">The processes that an open window waits for.</param>
    /// <param name="Epoch">The epoch that is being simulated.</param>
    /// <param name="Events">All events; those that are not stored yet are included.</param>
    /// <param name="Wakes">Wakes of this execution.</param>
    /// <param name="Commands">Live commands accepted since the scenario's start.</param>
    public sealed record Status(
        RunPhase Phase,
        Speed Speed,
        VirtualTime Settled,
        VirtualTime Clock,
        VirtualTime NextDue,
        long Windows,
        TimeSpan? OpenFor,
        TimeSpan LongestWindow,
        ImmutableArray<string> Unsettled,
        long Epoch,
        EpochClosed LastClosed,
        long Events,
        long Wakes,
        long Commands);

    public enum RunPhase
    {
        Starting,
        Running,
        Paused,

        /// <summary>The scenario's end is reached; queries are still answered.</summary>
        Ended,

        Stopping,
    }

    /// <summary>
    /// The body of a query: asks a process for its newest events; some may not be in the journal yet. Answered by
    /// <see cref="RecentEvents"/>.
    /// </summary>
    /// <param name="Entity">Only the events of this entity; null for all events of the process.</param>
    public sealed record GetRecentEvents(EntityId? Entity);

    /// <param name="FromEpoch">
    /// All events since the beginning of this epoch; events before it are in rows of earlier epochs.
    /// </param>
    /// <param name="Events">In history order.</param>
    public sealed record RecentEvents(long FromEpoch, ImmutableArray<RecordedEvent> Events);
}

/// <summary>What a live run needs, so that it can be watched and controlled.</summary>
/// <param name="Speed">The speed at the start.</param>
/// <param name="LongestEpoch">
/// An epoch with events also ends after this much wall time, so that a kill loses no more than that.
/// </param>
/// <param name="Feed">Gets all events as they happen.</param>
/// <param name="StartsPaused">The run is paused at the start, until a pace request comes.</param>
public sealed record LiveRun(
    IWallClock Clock, Speed Speed, TimeSpan LongestEpoch, IEventFeed Feed, bool StartsPaused = false)
{
    public static readonly TimeSpan LongestEpochByDefault = TimeSpan.FromSeconds(10);

    /// <summary>Measures the run.</summary>
    public IRunMeter Meter { get; init; } = NoMeter.Instance;
}

/// <summary>
/// Gets a run's events for its watchers. All processes call it concurrently, from the simulation's own threads: it
/// must not block, and must limit what it keeps.
/// </summary>
public interface IEventFeed
{
    /// <summary>Whether the feed has watchers.</summary>
    bool IsWatched { get; }

    /// <summary>What happened in one process in one window: each entity's events in order.</summary>
    void Happened(ImmutableArray<RecordedEvent> events);

    /// <summary>Whether the feed has readers of whole epochs.</summary>
    bool WantsEpochs { get; }

    /// <summary>An epoch has ended, which is not stored yet: the events of one process, in history order.</summary>
    void Ended(long epoch, ImmutableArray<RecordedEvent> events);

    /// <summary>An epoch is stored: its events stay as they are, also over a kill.</summary>
    /// <param name="events">The events of the run until its end.</param>
    void Closed(long epoch, long events);
}

/// <summary>A feed without watchers.</summary>
public sealed class NoFeed : IEventFeed
{
    public static readonly NoFeed Instance = new();

    public bool IsWatched => false;

    public void Happened(ImmutableArray<RecordedEvent> events)
    {
    }

    public bool WantsEpochs => false;

    public void Ended(long epoch, ImmutableArray<RecordedEvent> events)
    {
    }

    public void Closed(long epoch, long events)
    {
    }
}
