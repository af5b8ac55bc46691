using System.Collections.Immutable;
using RsrActors.Actors.Journal;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Kernel;

/// <summary>
/// What whoever watches and steers a run may ask of a <see cref="SimulationActor"/>. How fast it goes, and when, is no
/// history; commands are. Queries are answered between two windows and change nothing.
/// </summary>
public static class LiveProtocol
{
    public interface ILiveRequest;

    // How fast: each is answered by a Status, or by a Rejected.

    public sealed record GetStatus : ILiveRequest;

    public sealed record Pause : ILiveRequest;

    public sealed record Resume : ILiveRequest;

    public sealed record SetSpeed(Speed Speed) : ILiveRequest;

    /// <summary>
    /// Open so many windows, then pause. Answered when they are settled, the scenario has ended, or another order or a
    /// stop has come between; the status tells how far it came.
    /// </summary>
    public sealed record Step(int Windows) : ILiveRequest;

    /// <summary>As fast as can be to a moment, then pause. Answered as a <see cref="Step"/> is.</summary>
    public sealed record Advance(VirtualTime Until) : ILiveRequest;

    /// <summary>
    /// The operator's command, now. It gets a moment of virtual time, is stored, and then is <see cref="Accepted"/>; or
    /// it is <see cref="Rejected"/>, and nothing of it is stored.
    /// </summary>
    public sealed record Submit(OperatorCommand Command, string IssuedBy) : ILiveRequest;

    /// <summary>
    /// Put to all processes that serve an entity, between the same two windows. Answered by <see cref="Answers"/>, or
    /// by a <see cref="Rejected"/>.
    /// </summary>
    public sealed record Query(EntityId About, object Body) : ILiveRequest;

    /// <summary>
    /// The entities that are at work in the open window. Answered by <see cref="Answers"/> of <see cref="SlowProcess"/>.
    /// </summary>
    public sealed record GetSlowProcesses : ILiveRequest;

    /// <param name="Number">Live commands count from 1.</param>
    /// <param name="At">When it happens.</param>
    public sealed record Accepted(long Number, VirtualTime At);

    public sealed record Rejected(string Why)
    {
        /// <summary>Nobody is there any more who could answer.</summary>
        public static Rejected Stopped { get; } = new("The simulation has stopped.");
    }

    /// <param name="At">Everything before it is simulated and in the answers.</param>
    /// <param name="Bodies">One of each process, in their order.</param>
    public sealed record Answers(VirtualTime At, ImmutableArray<object> Bodies);

    public sealed record SlowProcess(string Process, ImmutableArray<EntityId> Entities);

    /// <summary>How a run stands.</summary>
    /// <param name="Settled">Everything before it is simulated.</param>
    /// <param name="Clock">
    /// Virtual time now: at a speed it runs ahead of what is simulated, by as much as nothing is due in.
    /// </param>
    /// <param name="NextDue">The earliest thing due anywhere.</param>
    /// <param name="Windows">Of this execution.</param>
    /// <param name="OpenFor">How long the open window has been open; null when none is.</param>
    /// <param name="LongestWindow">The most wall time a window of this execution took.</param>
    /// <param name="Unsettled">The processes that an open window waits for.</param>
    /// <param name="Epoch">The one that is being simulated.</param>
    /// <param name="Events">All, those not yet stored included.</param>
    /// <param name="Wakes">Of this execution.</param>
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
    /// For a query: the process's events that are not in the journal yet, or not surely. Answered by
    /// <see cref="RecentEvents"/>.
    /// </summary>
    /// <param name="Entity">Only this one's; null for all of the process.</param>
    public sealed record GetRecentEvents(EntityId? Entity);

    /// <param name="FromEpoch">
    /// All events since the beginning of this epoch; what is before is in rows of earlier epochs.
    /// </param>
    /// <param name="Events">In history order.</param>
    public sealed record RecentEvents(long FromEpoch, ImmutableArray<RecordedEvent> Events);
}

/// <summary>What a run needs in order to be watched and steered while it goes.</summary>
/// <param name="Speed">To begin with.</param>
/// <param name="LongestEpoch">An epoch with events ends after so much wall time, too: that much a kill costs.</param>
/// <param name="Feed">Told of all events as they happen.</param>
/// <param name="StartsPaused">Nothing happens until somebody says so.</param>
public sealed record LiveRun(
    IWallClock Clock, Speed Speed, TimeSpan LongestEpoch, IEventFeed Feed, bool StartsPaused = false)
{
    public static readonly TimeSpan LongestEpochByDefault = TimeSpan.FromSeconds(10);
}

/// <summary>
/// Where events go for whoever watches. Called by all processes at once, from the simulation's own threads: it must
/// neither wait nor keep what it cannot hold.
/// </summary>
public interface IEventFeed
{
    /// <summary>Whether anybody watches.</summary>
    bool IsWatched { get; }

    /// <summary>What happened in one process in one window: each entity's events in order.</summary>
    void Happened(ImmutableArray<RecordedEvent> events);
}

/// <summary>Nobody watches.</summary>
public sealed class NoFeed : IEventFeed
{
    public static readonly NoFeed Instance = new();

    public bool IsWatched => false;

    public void Happened(ImmutableArray<RecordedEvent> events)
    {
    }
}
