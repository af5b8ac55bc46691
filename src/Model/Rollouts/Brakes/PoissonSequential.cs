using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Rollouts.Rules;
using RsrActors.Model.Statistics;

namespace RsrActors.Model.Rollouts.Brakes;

/// <summary>
/// Kulldorff's maximized sequential probability ratio test of the crashes against the baseline: exact error control
/// with a look after every report. When so many crashes are expected that it ends, it clears the release.
/// </summary>
public sealed record PoissonSequential(double Alpha, double Limit, int LeastEvents = 1)
    : BrakeBase("max-sprt", new(EvidenceKinds.Use))
{
    public override PartAnswer Ask(PartState state, RolloutEvidence evidence, RuleMoment moment)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        var (n, mu) = (evidence.OnRelease.Crashes, evidence.OnRelease.Expected);
        var ratio = PoissonMaxSprt.LogLikelihoodRatio(n, mu);
        var because = Because.Of(
            $"{n} crashes, {mu:0.##} expected, log likelihood ratio {ratio:0.###}",
            new("crashes", n), new("expected", mu), new("log-likelihood-ratio", ratio));

        // A critical value takes a while to compute, and fewer crashes than expected never are a signal.
        if (n > mu && new PoissonMaxSprt(Alpha, Limit, LeastEvents).Signals(n, mu))
            return Halt(state, because);
        return mu > Limit ? Clear(state, because) : Continue(state, because);
    }
}
