using System.Collections.Immutable;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Fleet;

/// <summary>The Akka messages between a cohort and its devices.</summary>
public static class CohortProtocol
{
    /// <summary>
    /// The device has something to do at this moment, or mail, or both. Answered by exactly one
    /// <see cref="Asleep{TState}"/>.
    /// </summary>
    /// <param name="Published">What is published to devices at that moment.</param>
    public sealed record Wake(VirtualTime At, ImmutableArray<Message> Mail, Publications Published);

    /// <summary>The device has done everything for that moment.</summary>
    public sealed record Asleep<TState>(
        int Number, TState State, ImmutableArray<RecordedEvent> Events, ImmutableArray<Message> Mail,
        VirtualTime NextDue)
        where TState : class;
}
