using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Rollouts.Rules;
using RsrActors.Model.Statistics;

namespace RsrActors.Model.Rollouts.Brakes;

/// <summary>
/// The cumulative sum of the crashes above a reference that grows with the expected count. It never ends, and what
/// matters is how long it runs between two false alarms.
/// </summary>
/// <remarks>State: the sum, and the crashes and the expected count that it has seen.</remarks>
/// <param name="Ratio">The rate ratio to be found.</param>
/// <param name="Threshold">h.</param>
/// <param name="Start">Where the sum starts: 0, or half the threshold for a fast initial response.</param>
public sealed record CusumOfCrashes(double Ratio, double Threshold, double Start = 0)
    : BrakeBase("cusum", new(EvidenceKinds.Use))
{
    public override PartAnswer Ask(PartState state, RolloutEvidence evidence, RuleMoment moment)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        var use = evidence.OnRelease;
        var sum = state.Numbers.IsEmpty ? Start : state[0];
        var (crashes, expected) = (use.Crashes - state[1], use.Expected - state[2]);
        if (crashes == 0 && expected == 0)
            return Continue(state);

        sum = PoissonCusum.Next(sum, crashes, PoissonCusum.ReferenceForRatio(expected, Ratio));
        var because = Because.Of(
            $"cumulative sum {sum:0.##}, threshold {Threshold:0.##}",
            new("sum", sum), new("crashes", crashes), new("expected", expected));
        return HaltIf(
            new PoissonCusum(0, Threshold).Signals(sum), new(sum, use.Crashes, use.Expected), because);
    }
}
