using System.Collections.Immutable;
using RsrActors.Model.Rollouts.Brakes;
using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Releases;

/// <summary>What is known about a ring when the next one asks for its health.</summary>
public enum RingHealth
{
    /// <summary>Nothing says that it is healthy, so the next ring waits.</summary>
    Unknown,
    Healthy,
    Unhealthy,
}

/// <summary>
/// What promotions depend on, beside time: the health of each ring, by its place. A rollout rule gives it.
/// </summary>
public sealed record RingFacts(ImmutableArray<RingHealth> Health)
{
    /// <summary>Nothing is known.</summary>
    public static readonly RingFacts None = new([]);

    public RingHealth Of(int place) => place < Health.Length ? Health[place] : RingHealth.Unknown;

    /// <summary>
    /// What the devices of each ring have told: it is healthy when enough of those that have ended have the release and
    /// kept it, and when enough have told it.
    /// </summary>
    public static RingFacts Of(ImmutableArray<Ring> rings, RolloutEvidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        var health = ImmutableArray.CreateBuilder<RingHealth>(rings.Length);
        for (var place = 0; place < rings.Length; place++)
        {
            health.Add(place + 1 < rings.Length && rings[place + 1].Promotion is RingPromotion.AfterHealth wanted
                ? HealthOf(evidence.InstallsOf(rings[place].Name), wanted)
                : RingHealth.Unknown);
        }

        return new(health.MoveToImmutable());
    }

    private static RingHealth HealthOf(InstallCounts installs, RingPromotion.AfterHealth wanted)
    {
        var ended = installs.Succeeded + installs.Failed;
        if (ended < wanted.Least)
            return RingHealth.Unknown;
        return Share.IsAtLeast(installs.Succeeded - installs.RolledBack, ended, wanted.Success * 100)
            ? RingHealth.Healthy
            : RingHealth.Unhealthy;
    }
}

/// <summary>A ring that is promoted now, by its place.</summary>
public readonly record struct DuePromotion(int Place, PromotedBy By);

/// <summary>
/// Which rings of a release are promoted now, and when the next one may be: a function of the rings, how far the
/// release is in them, what is known, and the moment.
/// </summary>
public static class RingSchedule
{
    /// <summary>The rings to promote at a moment, in their order: each only after all before it.</summary>
    public static ImmutableArray<DuePromotion> Due(
        ImmutableArray<Ring> rings, RingStandings standings, RingFacts facts, VirtualTime now)
    {
        ArgumentNullException.ThrowIfNull(standings);
        ArgumentNullException.ThrowIfNull(facts);
        var due = ImmutableArray.CreateBuilder<DuePromotion>();
        var before = standings.Published;
        for (var place = 0; place < rings.Length; place++)
        {
            var standing = standings.All[place];
            if (!standing.Since.IsNever && !standing.IsHeld)
            {
                before = standing.Since;
                continue;
            }

            if (standing.IsHeld || MomentOf(rings[place], standings.Published, before) > now)
                break;
            if (rings[place].Promotion is RingPromotion.AfterHealth
                && place > 0 && facts.Of(place - 1) != RingHealth.Healthy)
                break;
            due.Add(new(
                place,
                rings[place].Promotion is RingPromotion.AfterHealth ? PromotedBy.Health : PromotedBy.Time));
            before = now;
        }

        return due.ToImmutable();
    }

    /// <summary>
    /// The first moment at or after another at which time promotes a ring, or at which a ring asks for the health of
    /// the one before; never when no ring waits for time. A ring that waits for health only is due when the one before
    /// is healthy.
    /// </summary>
    public static VirtualTime Next(
        ImmutableArray<Ring> rings, RingStandings standings, RingFacts facts, VirtualTime after)
    {
        ArgumentNullException.ThrowIfNull(standings);
        var before = standings.Published;
        for (var place = 0; place < rings.Length; place++)
        {
            var standing = standings.All[place];
            if (standing.IsHeld)
                return VirtualTime.Never;
            if (standing.Since.IsNever)
            {
                var moment = MomentOf(rings[place], standings.Published, before);
                return rings[place].Promotion is RingPromotion.AfterHealth && moment < after
                    && !(place > 0 && facts.Of(place - 1) == RingHealth.Healthy)
                    ? VirtualTime.Never
                    : VirtualTime.Max(after, moment);
            }

            before = standing.Since;
        }

        return VirtualTime.Never;
    }

    private static VirtualTime MomentOf(Ring ring, VirtualTime published, VirtualTime before) => ring.Promotion switch
    {
        RingPromotion.Offset offset => published + offset.Time,
        RingPromotion.After later => before + later.Time,
        RingPromotion.AfterHealth later => before + later.Time,
        RingPromotion.ByApproval => VirtualTime.Never,
        _ => throw new ArgumentOutOfRangeException(nameof(ring), ring.Promotion, "A new promotion needs a rule here."),
    };
}
