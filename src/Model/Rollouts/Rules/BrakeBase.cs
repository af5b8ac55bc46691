using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Rollouts.Rules;

/// <summary>What most brakes have in common: they act when evidence changes, and halt on nothing never.</summary>
/// <param name="Name">As events and the console show it.</param>
public abstract record BrakeBase(string Name, EvidenceNeeds Reads) : IBrake
{
    public virtual BrakeTiming Timing => Interval > TimeSpan.Zero ? BrakeTiming.AtInterval : BrakeTiming.OnEvidence;

    public virtual TimeSpan Interval { get; init; }

    public virtual bool HaltsOnNothing => false;

    /// <summary>What a halt does.</summary>
    public HaltEffects Effects { get; init; } = HaltEffects.StopOffering;

    public virtual RuleDecision Strongest => new RuleDecision.Halt(Effects, Name, Because.Nothing);

    public abstract PartAnswer Ask(PartState state, RolloutEvidence evidence, RuleMoment moment);

    public virtual PartState? Resumed(PartState state) => null;

    protected PartAnswer Continue(PartState state, Because? because = null) =>
        new(new RuleDecision.Continue(Name, because ?? Because.Nothing), state, VirtualTime.Never);

    protected PartAnswer Halt(PartState state, Because because) =>
        new(new RuleDecision.Halt(Effects, Name, because), state, VirtualTime.Never);

    protected PartAnswer Clear(PartState state, Because because) =>
        new(new RuleDecision.Clear(Name, because), state, VirtualTime.Never);

    protected PartAnswer Hold(PartState state, Because because) =>
        new(new RuleDecision.Hold(VirtualTime.Never, Name, because), state, VirtualTime.Never);

    protected PartAnswer HaltIf(bool halts, PartState state, Because because) =>
        halts ? Halt(state, because) : Continue(state, because);
}
