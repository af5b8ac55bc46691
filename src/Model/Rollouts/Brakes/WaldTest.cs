using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Rollouts.Rules;
using RsrActors.Model.Statistics;

namespace RsrActors.Model.Rollouts.Brakes;

/// <summary>
/// Wald's sequential test of the crashes: halts at the upper bound, clears the release at the lower one.
/// </summary>
public sealed record WaldTest(WaldSprt Test) : BrakeBase("wald-sprt", new(EvidenceKinds.Use))
{
    public override PartAnswer Ask(PartState state, RolloutEvidence evidence, RuleMoment moment)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        var (n, mu) = (evidence.OnRelease.Crashes, evidence.OnRelease.Expected);
        var ratio = Test.LogLikelihoodRatio(n, mu);
        var because = Because.Of(
            $"{n} crashes, {mu:0.##} expected, log likelihood ratio {ratio:0.###}",
            new("crashes", n), new("expected", mu), new("log-likelihood-ratio", ratio));
        return ratio >= Test.Upper ? Halt(state, because)
            : ratio <= Test.Lower ? Clear(state, because)
            : Continue(state, because);
    }
}
