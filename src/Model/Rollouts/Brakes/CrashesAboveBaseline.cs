using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Rollouts.Rules;

namespace RsrActors.Model.Rollouts.Brakes;

/// <summary>
/// A person looks at a crash report: there are some crashes, and more than a multiple of what is usual. No vendor
/// defines it; it stands for the developer who pauses a phased release.
/// </summary>
public sealed record CrashesAboveBaseline(double Factor, long LeastCrashes)
    : BrakeBase("crashes-above-baseline", new(EvidenceKinds.Use))
{
    public override PartAnswer Ask(PartState state, RolloutEvidence evidence, RuleMoment moment)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        var (n, mu) = (evidence.OnRelease.Crashes, evidence.OnRelease.Expected);
        return HaltIf(
            n >= LeastCrashes && n > Factor * mu, state, Because.Of(
                $"{n} crashes, {mu:0.##} expected", new("crashes", n), new("expected", mu)));
    }
}
