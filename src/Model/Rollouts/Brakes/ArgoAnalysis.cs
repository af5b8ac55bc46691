using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Rollouts.Rules;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Rollouts.Brakes;

/// <summary>
/// A background analysis of Argo Rollouts over the share of devices with a crash. Failed and error abort the rollout,
/// inconclusive pauses it for a person, and successful ends the analysis.
/// </summary>
/// <remarks>
/// A measurement that is an error is tried again after ten seconds. State: the counts of <see cref="ArgoCounts"/>, and
/// when the next measurement is due.
/// </remarks>
/// <param name="SuccessMost">A success up to this share, in percent.</param>
/// <param name="FailureAbove">A failure above this share, in percent; between the two it is inconclusive.</param>
/// <param name="NoData">What a measurement without active devices is.</param>
/// <param name="Every">The time between two measurements.</param>
public sealed record ArgoAnalysis(
    ArgoMetric Metric, double SuccessMost, double? FailureAbove, ArgoPhase NoData, TimeSpan Every)
    : BrakeBase("argo-analysis", new(EvidenceKinds.Use | EvidenceKinds.Windows, Every, Every))
{
    private static readonly TimeSpan AfterError = TimeSpan.FromSeconds(10);

    /// <summary>What a measurement without data means is what its expression says.</summary>
    public override bool HaltsOnNothing => NoData is not ArgoPhase.Successful;

    public override PartAnswer Ask(PartState state, RolloutEvidence evidence, RuleMoment moment)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        ArgumentNullException.ThrowIfNull(moment);
        var due = state.Numbers.IsEmpty ? moment.Published + Every : new VirtualTime((long)state[6]);
        if (moment.Now < due)
            return Continue(state) with { Next = due };

        var use = evidence.Between(moment.Now - Every, moment.Now).OnRelease;
        var measurement = use.ActiveDevices == 0
            ? NoData
            : ArgoMetric.Measure(
                !Share.IsAbove(use.CrashedDevices, use.ActiveDevices, SuccessMost),
                FailureAbove is { } most ? Share.IsAbove(use.CrashedDevices, use.ActiveDevices, most) : null);
        var counts = Counts(state).With(measurement);
        var next = moment.Now + (measurement is ArgoPhase.Error ? AfterError : Every);
        return Judge(State(counts, next), counts, use, next);
    }

    private PartAnswer Judge(PartState state, ArgoCounts counts, UseCounts use, VirtualTime next)
    {
        var phase = Metric.Assess(counts);
        var because = Because.Of(
            $"{Words.Of(phase)}: {counts.Successful} successful, {counts.Failed} failed, {counts.Errors} errors",
            new("successful", counts.Successful), new("failed", counts.Failed),
            new("inconclusive", counts.Inconclusive), new("errors", counts.Errors),
            new("crashed-devices", use.CrashedDevices), new("active-devices", use.ActiveDevices));
        return phase switch
        {
            ArgoPhase.Failed or ArgoPhase.Error => Halt(state, because),
            ArgoPhase.Inconclusive => new(
                new RuleDecision.Halt(HaltEffects.PauseUntilResumed, Name, because), state, VirtualTime.Never),
            ArgoPhase.Successful => Clear(state, because),
            _ => Continue(state, because) with { Next = next },
        };
    }

    private static ArgoCounts Counts(PartState state) =>
        new((int)state[0], (int)state[1], (int)state[2], (int)state[3], (int)state[4], (int)state[5]);

    private static PartState State(ArgoCounts counts, VirtualTime next) => new(
        counts.Successful, counts.Failed, counts.Inconclusive, counts.Errors, counts.ConsecutiveErrors,
        counts.ConsecutiveSuccesses, next.Milliseconds);
}
