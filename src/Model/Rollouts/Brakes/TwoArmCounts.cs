using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Rollouts.Rules;
using RsrActors.Model.Simulation;
using RsrActors.Model.Statistics;

namespace RsrActors.Model.Rollouts.Brakes;

/// <summary>
/// The test of two counting processes that holds at any time: crashes on the release against crashes on the base at
/// the same time, each with its use. It needs no baseline, and a concurrent control.
/// </summary>
/// <remarks>
/// Lindon and Malek, NeurIPS 2022; Netflix. With few treated devices a flat prior halts at the first crash, so the
/// prior has the exposure's share as its mean. State: crashes and use of both arms that it has seen, the logarithm of
/// the evidence, and the prior.
/// </remarks>
/// <param name="Alpha">The chance of a halt, ever, of a release that does no harm.</param>
/// <param name="PriorWeight">How many events the prior is worth; 0 for the flat prior.</param>
public sealed record TwoArmCounts(double Alpha, double PriorWeight)
    : BrakeBase("any-time", new(EvidenceKinds.Use | EvidenceKinds.Control))
{
    public override PartAnswer Ask(PartState state, RolloutEvidence evidence, RuleMoment moment)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        var (treated, control) = (evidence.OnRelease, evidence.OnBase);
        var now = (Treated: treated.Crashes - (long)state[0], Control: control.Crashes - (long)state[1]);
        var (useTreated, useControl) = (treated.UseMilliseconds - state[2], control.UseMilliseconds - state[3]);

        // Until both arms have use since the last crash there is no share; what happens is compared with the next.
        if (now is (0, 0) || useTreated <= 0 || useControl <= 0)
            return Continue(state);

        var share = useTreated / (useTreated + useControl);
        var (a, b) = state[5] > 0 ? (state[5], state[6])
            : PriorWeight > 0 ? (PriorWeight * share, PriorWeight * (1 - share))
            : (1, 1);
        var evidenceNow = state[4]
            + EvidenceProcess.LogFactor((a, b), ((long)state[0], (long)state[1]), now, share);
        var isAbove = treated.Crashes * (double)control.UseMilliseconds
            > control.Crashes * (double)treated.UseMilliseconds;
        return HaltIf(
            isAbove && evidenceNow >= -PortableMath.Log(Alpha),
            new(
                treated.Crashes, control.Crashes, treated.UseMilliseconds, control.UseMilliseconds, evidenceNow, a, b),
            Because.Of(
                $"{treated.Crashes} crashes in {treated.Hours:0.#} h; base: {control.Crashes} in {control.Hours:0.#} h",
                new("treated", treated.Crashes), new("control", control.Crashes), new("log-evidence", evidenceNow)));
    }
}
