using System.Collections.Immutable;
using RsrActors.Model.Releases;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Updates;

/// <summary>The Akka messages between the update service and its release actors.</summary>
public static class ReleaseProtocol
{
    /// <summary>Answered by <see cref="Decided"/>.</summary>
    /// <param name="State">The service keeps it: a release actor that died is restarted without state.</param>
    /// <param name="Deadly">The actor dies of this request, once.</param>
    public sealed record Execute(ReleaseState State, ReleaseCommand Command, VirtualTime At, bool Deadly);

    public sealed record Decided(ImmutableArray<ReleaseEvent> Events);

    /// <summary>A restarted release actor asks for its request again.</summary>
    public sealed record Ready;
}
