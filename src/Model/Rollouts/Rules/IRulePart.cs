using RsrActors.Model.Rollouts.Admissions;
using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Rollouts.Rules;

/// <summary>An answer of a ramp or a brake.</summary>
/// <param name="State">Its new state.</param>
/// <param name="Next">When it wants to be asked next by its own clock; never, when only evidence matters.</param>
public readonly record struct PartAnswer(RuleDecision Decision, PartState State, VirtualTime Next);

/// <summary>When a brake is asked.</summary>
public enum BrakeTiming
{
    /// <summary>Whenever the ramp is due for a step, before that step. The brake's own clock is not used.</summary>
    BeforeStep,

    /// <summary>At its own interval, first one interval after the publication.</summary>
    AtInterval,

    /// <summary>Whenever evidence has changed, and at the moments that it names itself.</summary>
    OnEvidence,
}

/// <summary>
/// Decides how far a rollout goes, and when. It depends on its arguments only.
/// </summary>
public interface IRamp
{
    string Name { get; }

    /// <summary>How a device decides whether it is within the ramp.</summary>
    IAdmission Admission { get; }

    EvidenceNeeds Reads { get; }

    /// <summary>The percentage at the publication.</summary>
    double FirstPercent { get; }

    /// <summary>
    /// An <see cref="RuleDecision.Advance"/> or <see cref="RuleDecision.Promote"/>, or
    /// <see cref="RuleDecision.Continue"/>. It is asked when its time has come, when evidence that it reads has
    /// changed, and not while a brake holds.
    /// </summary>
    PartAnswer Ask(PartState state, RolloutEvidence evidence, RuleMoment moment);

    /// <summary>When the next step is due, not before now, whether a brake holds or not; never, when none is.</summary>
    VirtualTime NextStep(PartState state, RuleMoment moment);
}

/// <summary>Decides whether a rollout may go on. It depends on its arguments only.</summary>
public interface IBrake
{
    string Name { get; }

    EvidenceNeeds Reads { get; }

    BrakeTiming Timing { get; }

    /// <summary>The interval of <see cref="BrakeTiming.AtInterval"/>; zero for the others.</summary>
    TimeSpan Interval { get; }

    /// <summary>
    /// Whether it can halt on evidence of zero. Its vendor's definition says so, or it is false.
    /// </summary>
    bool HaltsOnNothing => false;

    /// <summary>
    /// The state after a person has resumed a rollout that this brake halted. Null: the brake is not asked again,
    /// because the person has seen its evidence and has overruled it.
    /// </summary>
    PartState? Resumed(PartState state) => null;

    /// <summary>
    /// The strongest decision that it takes, without a reason. People are told by it what a halt means before there is
    /// one.
    /// </summary>
    RuleDecision Strongest { get; }

    PartAnswer Ask(PartState state, RolloutEvidence evidence, RuleMoment moment);
}
