using System.Collections.Immutable;
using RsrActors.Model.Rollouts.Admissions;
using RsrActors.Model.Rollouts.Rules;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Releases;

/// <summary>What has set the percentage of a ramp.</summary>
public enum RampSource
{
    /// <summary>The rollout rule, which goes on ramping.</summary>
    Rule,

    /// <summary>An operator. The percentage holds until the release is resumed.</summary>
    Operator,
}

/// <summary>What happens to a release.</summary>
public abstract record ReleaseEvent : IEvent
{
    private ReleaseEvent()
    {
    }

    /// <param name="Letter">Null for a software update, whose targets have base builds.</param>
    public sealed record Drafted(char? Letter, ImmutableArray<ReleaseTarget> Targets) : ReleaseEvent;

    public sealed record Published(double Percent, RampSource SetBy) : ReleaseEvent
    {
        /// <summary>How devices decide whether the ramp admits them.</summary>
        public IAdmission Admission { get; init; } = ShareOfFleet.ByDraw;
    }

    /// <summary>
    /// The ramp admits another share of the fleet: a larger one, or a smaller one when an operator sets it.
    /// </summary>
    public sealed record RampAdvanced(double Percent, RampSource SetBy) : ReleaseEvent;

    /// <summary>The rollout rule holds the ramp at its present percentage.</summary>
    public sealed record RolloutHeld(string Rule, string Why) : ReleaseEvent;

    /// <summary>The rollout rule has decided something on evidence.</summary>
    /// <param name="By">The ramp or the brake that decided.</param>
    /// <param name="Decision">The word of <see cref="RuleVerbs"/>.</param>
    /// <param name="Figures">The figures that the decision saw.</param>
    public sealed record RolloutDecided(
        string Rule, string By, string Decision, string Why, ImmutableArray<Figure> Figures) : ReleaseEvent
    {
        public bool Equals(RolloutDecided? other) =>
            other is not null && (Rule, By, Decision, Why) == (other.Rule, other.By, other.Decision, other.Why)
            && Figures.SequenceEqual(other.Figures);

        public override int GetHashCode() => HashCode.Combine(Rule, By, Decision, Why, Figures.Length);
    }

    /// <summary>The release is offered to the devices of a ring, from its next catalogue on.</summary>
    public sealed record RingPromoted(string Release, string Ring, PromotedBy By) : ReleaseEvent;

    /// <summary>
    /// The release is no longer offered to the devices of a ring, and the ring is not promoted, until an operator
    /// promotes it. Devices that were offered it before go on.
    /// </summary>
    public sealed record RingHeld(string Release, string Ring, string Cause) : ReleaseEvent;

    public sealed record Paused(string Cause) : ReleaseEvent;

    public sealed record Resumed(string Cause) : ReleaseEvent;

    public sealed record Withdrawn(string Cause, bool RemoveFromDevices) : ReleaseEvent;

    public sealed record Superseded(string By) : ReleaseEvent;
}
