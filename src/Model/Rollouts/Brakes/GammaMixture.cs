using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Rollouts.Rules;
using RsrActors.Model.Simulation;
using RsrActors.Model.Statistics;

namespace RsrActors.Model.Rollouts.Brakes;

/// <summary>
/// The test of one count with a known expectation that holds at any time: a mixture over the rate ratio. It has no end,
/// and only more crashes than expected halt.
/// </summary>
public sealed record GammaMixture(double Alpha, double Shape = 1, double Rate = 1)
    : BrakeBase("gamma-mixture", new(EvidenceKinds.Use))
{
    public override PartAnswer Ask(PartState state, RolloutEvidence evidence, RuleMoment moment)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        var (n, mu) = (evidence.OnRelease.Crashes, evidence.OnRelease.Expected);
        var logEvidence = EvidenceProcess.LogOfCount(n, mu, Shape, Rate);
        return HaltIf(
            n > mu && logEvidence >= -PortableMath.Log(Alpha), state, Because.Of(
                $"{n} crashes, {mu:0.##} expected, logarithm of the evidence {logEvidence:0.###}",
                new("crashes", n), new("expected", mu), new("log-evidence", logEvidence)));
    }
}
