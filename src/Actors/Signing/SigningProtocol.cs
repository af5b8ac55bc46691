using System.Collections.Immutable;
using RsrActors.Model.Signing;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Signing;

/// <summary>The signing service as it answers queries, whatever they are.</summary>
/// <param name="Tallies">Requests answered so far.</param>
/// <param name="BusyUntil">Until when each of its servers is at work, those that are not left out.</param>
public sealed record SigningView(
    SigningState State, ImmutableArray<SigningTally> Tallies, ImmutableArray<VirtualTime> BusyUntil);

/// <summary>What passes between the signing service and its workers.</summary>
public static class SigningProtocol
{
    /// <summary>Sign these. Answered by <see cref="TicketsSigned"/>, or the worker dies.</summary>
    /// <param name="Again">A worker died of these before.</param>
    public sealed record Sign(ImmutableArray<SigningJob> Jobs, bool Again);

    /// <summary>The tickets, in the order of the jobs.</summary>
    public sealed record TicketsSigned(ImmutableArray<ReadOnlyMemory<byte>> Tickets);

    /// <summary>A restarted worker has nothing to do.</summary>
    public sealed record Ready;

    /// <param name="Deadly">The worker that takes this request first dies of it.</param>
    public sealed record SigningJob(
        Message Request, TicketRequest Body, TicketAnswer.Granted Answer, VirtualTime Done, bool Deadly);
}
