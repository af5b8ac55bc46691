using RsrActors.Model.Releases;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Updates;

/// <summary>The Akka messages between the update service and its release actors.</summary>
public static class ReleaseProtocol
{
    /// <summary>Answered by <see cref="Decided"/>.</summary>
    /// <param name="State">The release's state. The service keeps it: a restarted release actor has no state.</param>
    /// <param name="Deadly">
    /// True when the actor throws in place of an answer. The request that is sent again has false.
    /// </param>
    public sealed record Execute(ReleaseState State, ReleaseCommand Command, VirtualTime At, bool Deadly);

    public sealed record Decided(ReleaseDecision Decision);

    /// <summary>A release actor was restarted, and needs its request again.</summary>
    public sealed record Ready;
}
