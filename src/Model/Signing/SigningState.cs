using System.Collections.Immutable;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Signing;

/// <summary>What the signing service may sign, and whether it answers at all: a fold of its events.</summary>
/// <param name="Seq">Number of its last event.</param>
/// <param name="Eligible">Releases that get tickets, in ordinal order.</param>
public sealed record SigningState(int Seq, bool Outage, ImmutableSortedSet<string> Eligible)
{
    public static readonly SigningState Initial =
        new(0, false, ImmutableSortedSet.Create<string>(StringComparer.Ordinal));

    /// <summary>Whether a request for a release is answered with a ticket, unless too many come at once.</summary>
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

/// <summary>What the signing service's decisions need and no event tells.</summary>
/// <param name="BusyUntil">Of <see cref="ServerPool"/>.</param>
/// <param name="Tallies">Requests answered so far, per release in ordinal order.</param>
/// <param name="ReportAt">When the update service is told of them; never when it knows them.</param>
public sealed record SigningWorking(
    ImmutableArray<VirtualTime> BusyUntil, ImmutableArray<SigningTally> Tallies, VirtualTime ReportAt);
