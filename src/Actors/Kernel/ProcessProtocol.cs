using System.Collections.Immutable;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Kernel;

/// <summary>
/// The Akka messages between a <c>LogicalProcessActor</c>, which journals, and its only child, the handler,
/// which simulates a cohort of devices or a service. The handler does not use the journal, and the journal has no
/// rules.
/// </summary>
public static class ProcessProtocol
{
    // Requests, to the handler. First any number of Restore and Replay, then one Begin, then the others.

    /// <summary>Take this state of the end of a closed epoch. Not answered.</summary>
    public sealed record Restore(object State);

    /// <summary>Fold what happened in one later epoch. Not answered.</summary>
    public sealed record Replay(ImmutableArray<RecordedEvent> Events, object? Working);

    /// <summary>Replay is complete: everything before a moment is settled. Answered by <see cref="AtRest"/>.</summary>
    public sealed record Begin(VirtualTime SettledUntil);

    /// <summary>
    /// Handle all that is due before <paramref name="End"/>, in order. Answered by <see cref="Handled"/>.
    /// </summary>
    public sealed record Handle(VirtualTime End, ImmutableArray<Message> Mail);

    /// <summary>An epoch ends here. Answered by <see cref="Captured"/>, with immutable objects only.</summary>
    public sealed record Capture(long Epoch, bool WithState);

    /// <summary>Name the entities that are still at work. Answered by <see cref="BusyEntities"/>.</summary>
    public sealed record GetBusyEntities;

    /// <summary>
    /// A query from outside, sent between two windows; it changes nothing. Answered by <see cref="QueryAnswered"/>.
    /// </summary>
    /// <param name="At">Everything before it is simulated.</param>
    public sealed record AnswerQuery(long Number, VirtualTime At, object Query)
    {
        /// <summary>Answers the query. A fault becomes an answer, too, because a query must not stop the run.</summary>
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

    /// <param name="Events">In no particular order; the events of one entity are in the order of their numbers.</param>
    public sealed record Handled(
        ImmutableArray<RecordedEvent> Events, ImmutableArray<Message> Mail, VirtualTime NextDue, int Wakes);

    /// <param name="Working">The working state; null when there is none.</param>
    /// <param name="State">The whole state, for a snapshot; null when it was not requested.</param>
    /// <param name="Findings">
    /// The findings about the events since the last capture, for monitors over all processes.
    /// </param>
    public sealed record Captured(long Epoch, object? Working, object? State, object? Findings);

    public sealed record BusyEntities(ImmutableArray<EntityId> Entities);

    /// <param name="Answer">Immutable; or <see cref="QueryFailed"/>.</param>
    public sealed record QueryAnswered(long Number, object Answer);

    public sealed record QueryFailed(string Why);
}
