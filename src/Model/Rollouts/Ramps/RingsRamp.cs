using System.Collections.Immutable;
using RsrActors.Model.Rollouts.Admissions;
using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Rollouts.Rules;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Rollouts.Ramps;

/// <summary>A ring of a ramp: its name, when it starts, and its share of the fleet in percent.</summary>
/// <param name="Deadline">From the offer to the deadline, as information for people and devices.</param>
/// <param name="Grace">From the deadline to the forced restart.</param>
public sealed record RampRing(string Name, TimeSpan Deferral, TimeSpan Deadline, TimeSpan Grace, double Share);

/// <summary>
/// Rings by the calendar: each starts at its deferral after the publication. A ring that was held is tried again.
/// </summary>
public sealed record RingsRamp(string Name, ImmutableArray<RampRing> Rings) : IRamp
{
    private static readonly TimeSpan Retry = TimeSpan.FromHours(1);

    /// <summary>
    /// Windows Autopatch's rings of quality updates: deferral, deadline and grace in days. The shares are assumed.
    /// </summary>
    public static ImmutableArray<RampRing> Autopatch(ImmutableArray<double> shares) =>
    [
        Ring("Test", 0, 0, 0, shares[0]), Ring("Ring1", 1, 2, 2, shares[1]), Ring("Ring2", 5, 2, 2, shares[2]),
        Ring("Ring3", 9, 5, 2, shares[3]), Ring("Last", 10, 3, 2, shares[4]),
    ];

    public IAdmission Admission => ShareOfFleet.ByDraw;

    public EvidenceNeeds Reads => EvidenceNeeds.None;

    public double FirstPercent => PercentOf(0);

    /// <summary>The percentage of the fleet in a ring and those before it.</summary>
    public double PercentOf(int ring) => ring + 1 == Rings.Length ? 100 : Rings.Take(ring + 1).Sum(one => one.Share);

    public PartAnswer Ask(PartState state, RolloutEvidence evidence, RuleMoment moment)
    {
        ArgumentNullException.ThrowIfNull(moment);
        var due = Rings.Count(ring => ring.Deferral <= moment.Elapsed) - 1;
        return due < 0 || PercentOf(due) <= moment.Percent
            ? new(new RuleDecision.Continue(Name, Because.Nothing), state, VirtualTime.Never)
            : new(
                new RuleDecision.Promote(due + 1, PercentOf(due), Name, Because.Of(
                    $"{Rings[due].Name} after {Rings[due].Deferral.TotalDays:0.##} days",
                    new("ring", due + 1), new("percent", PercentOf(due)))),
                state, VirtualTime.Never);
    }

    public VirtualTime NextStep(PartState state, RuleMoment moment)
    {
        ArgumentNullException.ThrowIfNull(moment);
        var next = VirtualTime.Never;
        for (var ring = 0; ring < Rings.Length; ring++)
        {
            if (PercentOf(ring) <= moment.Percent)
                continue;
            var missed = Math.Max(0, Math.Ceiling((moment.Elapsed - Rings[ring].Deferral) / Retry));
            next = VirtualTime.Min(next, moment.Published + Rings[ring].Deferral + Retry * missed);
        }

        return next;
    }

    public bool Equals(RingsRamp? other) => other is not null && Name == other.Name && Rings.SequenceEqual(other.Rings);

    public override int GetHashCode() => HashCode.Combine(Name, Rings.Length);

    private static RampRing Ring(string name, int deferral, int deadline, int grace, double share) => new(
        name, TimeSpan.FromDays(deferral), TimeSpan.FromDays(deadline), TimeSpan.FromDays(grace), share);
}
