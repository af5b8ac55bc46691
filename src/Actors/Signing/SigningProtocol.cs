using System.Collections.Immutable;
using RsrActors.Model.Signing;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Signing;

/// <summary>The signing service's answer to every query.</summary>
/// <param name="Tallies">Requests answered so far.</param>
/// <param name="BusyUntil">Until when its busy servers are at work; idle servers are left out.</param>
public sealed record SigningView(
    SigningState State, ImmutableArray<SigningTally> Tallies, ImmutableArray<VirtualTime> BusyUntil);

/// <summary>The Akka messages between the signing service and its workers.</summary>
public static class SigningProtocol
{
    /// <summary>Sign these tickets. Answered by <see cref="TicketsSigned"/>, unless the worker dies.</summary>
    /// <param name="Again">A worker died of this request before.</param>
    public sealed record Sign(ImmutableArray<SigningJob> Jobs, bool Again);

    /// <summary>The tickets, in the order of the jobs.</summary>
    public sealed record TicketsSigned(ImmutableArray<ReadOnlyMemory<byte>> Tickets);

    /// <summary>A restarted worker asks for its request again.</summary>
    public sealed record Ready;

    /// <param name="Deadly">The worker that takes this request first dies of it.</param>
    public sealed record SigningJob(
        Message Request, TicketRequest Body, TicketAnswer.Granted Answer, VirtualTime Done, bool Deadly);
}
