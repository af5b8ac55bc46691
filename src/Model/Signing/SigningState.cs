using System.Collections.Immutable;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Signing;

/// <summary>
/// The releases that the signing service may sign, and whether it has an outage: a fold of its events.
/// </summary>
/// <param name="Seq">The number of its last event.</param>
/// <param name="Eligible">Releases that get tickets, in ordinal order.</param>
public sealed record SigningState(int Seq, bool Outage, ImmutableSortedSet<string> Eligible)
{
    public static readonly SigningState Initial =
        new(0, false, ImmutableSortedSet.Create<string>(StringComparer.Ordinal));

    /// <summary>Whether a request for a release gets a ticket, when its queue is short enough.</summary>
    public bool Answers(string release) => !Outage && Eligible.Contains(release);

    public static SigningState Evolve(SigningState state, SigningEvent happened)
    {
        ArgumentNullException.ThrowIfNull(state);
        var next = happened switch
        {
            SigningEvent.SigningOutageStarted => state with { Outage = true },
            SigningEvent.SigningOutageEnded => state with { Outage = false },
            SigningEvent.SigningPolicyChanged { Eligible: true } e =>
                state with { Eligible = state.Eligible.Add(e.Release) },
            SigningEvent.SigningPolicyChanged e => state with { Eligible = state.Eligible.Remove(e.Release) },
            _ => throw new ArgumentOutOfRangeException(nameof(happened), happened, "A new event needs a rule here."),
        };
        return next with { Seq = state.Seq + 1 };
    }
}

/// <summary>The working state: what the signing service's decisions need and no event contains.</summary>
/// <param name="BusyUntil">By <see cref="ServerPool.BusyUntil"/>.</param>
/// <param name="Tallies">Requests answered so far, for each release in ordinal order.</param>
/// <param name="ReportAt">When the tallies are next sent to the update service; never, when they were all sent.</param>
public sealed record SigningWorking(
    ImmutableArray<VirtualTime> BusyUntil, ImmutableArray<SigningTally> Tallies, VirtualTime ReportAt);
