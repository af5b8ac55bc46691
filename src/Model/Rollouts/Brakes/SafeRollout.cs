using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Rollouts.Rules;
using RsrActors.Model.Statistics;

namespace RsrActors.Model.Rollouts.Brakes;

/// <summary>
/// GrowthBook's safe rollout: a one-sided sequential test of the share of devices with a crash against the concurrent
/// control. It fails when the interval of the difference lies above zero. Without use there is no data and no halt, and
/// what is open at the end of the monitoring ships.
/// </summary>
/// <remarks>GrowthBook's documents; the interval is <see cref="ConfidenceSequence"/>.</remarks>
/// <param name="Duration">Of the monitoring.</param>
/// <param name="Tuning">The sample size at which the test is best.</param>
public sealed record SafeRollout(TimeSpan Duration, double Alpha = 0.05, double Tuning = 5000)
    : BrakeBase("safe-rollout", new(EvidenceKinds.Use | EvidenceKinds.Control))
{
    /// <summary>The lower bound of the difference; null without data, or without a crash.</summary>
    public static double? LowerBound(UseCounts treated, UseCounts control, double alpha, double tuning)
    {
        if (treated.ActiveDevices == 0 || control.ActiveDevices == 0)
            return null;
        var (p, q) = (treated.CrashedShare, control.CrashedShare);
        var variance = p * (1 - p) / treated.ActiveDevices + q * (1 - q) / control.ActiveDevices;
        return variance <= 0
            ? null
            : p - q - ConfidenceSequence.OneSidedWidth(
                Math.Sqrt(variance), treated.ActiveDevices + control.ActiveDevices, alpha, tuning);
    }

    public override PartAnswer Ask(PartState state, RolloutEvidence evidence, RuleMoment moment)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        ArgumentNullException.ThrowIfNull(moment);
        var (treated, control) = (evidence.OnRelease, evidence.OnBase);
        var low = LowerBound(treated, control, Alpha, Tuning);
        var because = Because.Of(
            $"crash on {100 * treated.CrashedShare:0.###} % of devices, {100 * control.CrashedShare:0.###} % of others",
            new("treated-share", treated.CrashedShare), new("control-share", control.CrashedShare),
            new("lower-bound", low ?? 0));
        if (low > 0)
            return Halt(state, because);
        return moment.Elapsed >= Duration
            ? Clear(state, because)
            : Continue(state, because) with { Next = moment.Published + Duration };
    }
}
