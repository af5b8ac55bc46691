using System.Collections.Immutable;
using RsrActors.Actors.Journal;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Kernel;

/// <summary>
/// The Akka messages between a <c>LogicalProcessActor</c> and the <c>Timekeeper</c>, or the
/// <c>RunControlActor</c>.
/// </summary>
public static class LogicalProcessProtocol
{
    // Requests, from the timekeeper.

    /// <summary>Handle everything due before <paramref name="End"/>. Answered by <see cref="Settled"/>.</summary>
    public sealed record Open(long Window, VirtualTime End, ImmutableArray<Message> Mail);

    /// <summary>
    /// An epoch ends with the last window, and its end is stored: what has happened since the epoch before becomes
    /// one row. Answered by <see cref="EpochStored"/>.
    /// </summary>
    /// <param name="KeepState">Also keep the state of this boundary, for a snapshot.</param>
    public sealed record EndEpoch(long Epoch, bool KeepState);

    /// <summary>The epoch is closed: a state kept at its boundary may become a snapshot. Not answered.</summary>
    public sealed record SaveState(long Epoch);

    /// <summary>Name the entities still at work in the open window. Answered by <see cref="BusyEntities"/>.</summary>
    public sealed record GetBusyEntities;

    /// <summary>
    /// A query from outside. It comes between two windows, and the process handles it before the next window. Answered
    /// by <see cref="QueryAnswer"/>.
    /// </summary>
    /// <param name="At">Everything before it is simulated.</param>
    public sealed record ForwardQuery(long Number, VirtualTime At, object Query);

    // Answers, to the timekeeper.

    /// <summary>The process is ready to continue from the last closed epoch.</summary>
    /// <param name="Sum">Over all its events until then.</param>
    public sealed record Recovered(int Process, VirtualTime NextDue, HistoryHash Sum, long Events);

    /// <summary>Everything before the window's end is handled.</summary>
    /// <param name="NextDue">When the process is due next by itself; mail excluded.</param>
    /// <param name="EventsWaiting">Events of the current epoch that are not yet in a row.</param>
    public sealed record Settled(
        int Process, long Window, VirtualTime NextDue, ImmutableArray<Message> Mail, int EventsWaiting, int Wakes);

    /// <summary>The epoch's row is stored, or there was nothing to store.</summary>
    /// <param name="Sum">Over all events of this process since the start.</param>
    /// <param name="Findings">The findings of this epoch, for monitors over all processes.</param>
    public sealed record EpochStored(int Process, long Epoch, HistoryHash Sum, long Events, object? Findings);

    public sealed record BusyEntities(int Process, ImmutableArray<EntityId> Entities);

    public sealed record QueryAnswer(int Process, long Number, object Answer);
}
