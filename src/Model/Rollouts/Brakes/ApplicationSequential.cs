using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Rollouts.Rules;
using RsrActors.Model.Simulation;
using RsrActors.Model.Statistics;

namespace RsrActors.Model.Rollouts.Brakes;

/// <summary>
/// The same test for each application alone, as the founding documents have crash analytics do it: the release is
/// withdrawn, and devices that update automatically remove it.
/// </summary>
/// <param name="Alpha">For each application.</param>
public sealed record ApplicationSequential(double Alpha, double Limit, int LeastEvents = 1, bool Removes = true)
    : BrakeBase("crash-analytics", new(EvidenceKinds.Use | EvidenceKinds.Applications))
{
    public override PartAnswer Ask(PartState state, RolloutEvidence evidence, RuleMoment moment)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        foreach (var (application, use, _) in evidence.Applications)
        {
            if (use.Crashes <= use.Expected)
                continue;
            if (!new PoissonMaxSprt(Alpha, Limit, LeastEvents).Signals(use.Crashes, use.Expected))
                continue;
            return new(
                new RuleDecision.Withdraw(Removes, Name, Because.Of(
                    $"{application}: {use.Crashes} crashes, {use.Expected:0.##} expected",
                    new("crashes", use.Crashes), new("expected", use.Expected))),
                state, VirtualTime.Never);
        }

        return Continue(state);
    }
}
