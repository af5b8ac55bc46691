using System.Collections.Immutable;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Kernel;

/// <summary>
/// What passes between a <see cref="LogicalProcessActor"/>, which journals, and its only child, which knows its
/// share of the world: a cohort of devices, a service. The child never sees the journal, nor the journal a rule.
/// </summary>
public static class ProcessProtocol
{
    // Requests, to the child. First any number of Restore and Replay, then one Begin, then the others.

    /// <summary>Take this state, of the boundary of a closed epoch. Not answered.</summary>
    public sealed record Restore(object State);

    /// <summary>Fold what happened in one later epoch. Not answered.</summary>
    public sealed record Replay(ImmutableArray<RecordedEvent> Events, object? Working);

    /// <summary>The past is complete: everything before a moment is done. Answered by <see cref="AtRest"/>.</summary>
    public sealed record Begin(VirtualTime SettledUntil);

    /// <summary>Handle all that is due before <paramref name="End"/>, in order. Answered by <see cref="Handled"/>.</summary>
    public sealed record Handle(VirtualTime End, ImmutableArray<Message> Mail);

    /// <summary>An epoch ends here. Answered by <see cref="Captured"/>, with immutable objects only.</summary>
    public sealed record Capture(long Epoch, bool WithState);

    /// <summary>Which entities are being waited for? Answered by <see cref="BusyEntities"/>.</summary>
    public sealed record GetBusyEntities;

    /// <summary>
    /// A query from outside, put between two windows; it changes nothing. Answered by <see cref="QueryAnswered"/>.
    /// </summary>
    /// <param name="At">Everything before it is simulated.</param>
    public sealed record AnswerQuery(long Number, VirtualTime At, object Query)
    {
        /// <summary>A query that cannot be answered is no reason to stop a run.</summary>
        public QueryAnswered Answer(Func<object, object> answer)
        {
            try
            {
                return new(Number, answer(Query));
            }
            catch (Exception fault)
            {
                return new(Number, new QueryFailed($"{Query.GetType().Name} cannot be answered: {fault.Message}"));
            }
        }
    }

    // Answers, to the parent.

    public sealed record AtRest(VirtualTime NextDue);

    /// <param name="Events">In no particular order; each entity's own in the order of its counting.</param>
    public sealed record Handled(
        ImmutableArray<RecordedEvent> Events, ImmutableArray<Message> Mail, VirtualTime NextDue, int Wakes);

    /// <param name="Working">Whatever a later decision needs and no event tells; null when there is nothing.</param>
    /// <param name="State">All of it, for a snapshot; null when not asked for.</param>
    /// <param name="Findings">
    /// What monitors over all processes want to know of the events since the last capture.
    /// </param>
    public sealed record Captured(long Epoch, object? Working, object? State, object? Findings);

    public sealed record BusyEntities(ImmutableArray<EntityId> Entities);

    /// <param name="Answer">Immutable; or <see cref="QueryFailed"/>.</param>
    public sealed record QueryAnswered(long Number, object Answer);

    public sealed record QueryFailed(string Why);
}
