using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Rollouts.Rules;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Rollouts.Brakes;

/// <summary>What is done with a release when an application is listed as affected by it.</summary>
public enum ListAction
{
    /// <summary>It is withdrawn, and devices that update automatically remove it.</summary>
    WithdrawAndRemove,
    Withdraw,

    /// <summary>It is paused until a person resumes it.</summary>
    Pause,
}

/// <summary>
/// Acts when crash analytics publishes a list of applications that are affected by the release, as the founding
/// documents have it.
/// </summary>
public sealed record AffectedList(ListAction Action)
    : BrakeBase("affected-list", new(EvidenceKinds.List))
{
    public override RuleDecision Strongest => Decision(Because.Nothing);

    public override PartAnswer Ask(PartState state, RolloutEvidence evidence, RuleMoment moment)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        if (evidence.Listed.IsEmpty)
            return Continue(state);
        var because = Because.Of(
            $"{string.Join(", ", evidence.Listed)} on the list of affected applications",
            new Figure("applications", evidence.Listed.Length));
        return new(Decision(because), state, VirtualTime.Never);
    }

    private RuleDecision Decision(Because because) => Action == ListAction.Pause
        ? new RuleDecision.Halt(HaltEffects.StopOffering | HaltEffects.PauseUntilResumed, Name, because)
        : new RuleDecision.Withdraw(Action == ListAction.WithdrawAndRemove, Name, because);
}
