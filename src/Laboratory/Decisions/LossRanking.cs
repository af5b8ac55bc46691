using System.Collections.Immutable;
using RsrActors.Model.Statistics.Comparisons;
using RsrActors.Model.Statistics.Estimates;

namespace RsrActors.Laboratory.Decisions;

/// <summary>Alternatives in the order of their expected losses, and where the order depends on the prices.</summary>
public sealed record LossRanking
{
    /// <summary>Equal losses may differ by so much of them.</summary>
    private const double Rounding = 1e-12;

    private LossRanking()
    {
    }

    /// <summary>The smallest loss first.</summary>
    public required ImmutableArray<RankedAlternative> Ranking { get; init; }

    /// <summary>
    /// The smallest ratio first. The price of a false halt keeps its proportion to that of exposure. Empty when
    /// exposure has no price.
    /// </summary>
    public required ImmutableArray<BreakEven> BreakEvens { get; init; }

    /// <param name="alternatives">At least one, each with equally many runs, at least one.</param>
    public static LossRanking Of(LossPrices prices, ImmutableArray<Alternative> alternatives)
    {
        ArgumentOutOfRangeException.ThrowIfZero(alternatives.Length, nameof(alternatives));
        if (alternatives.Any(one => one.Runs.IsEmpty || one.Runs.Length != alternatives[0].Runs.Length))
            throw new ArgumentException("All alternatives need equally many runs.", nameof(alternatives));
        var means = alternatives.Select(one => MeanOf(one.Runs)).ToImmutableArray();
        int[] order = [.. Enumerable.Range(0, alternatives.Length).OrderBy(i => prices.LossOf(means[i]))];
        var best = LossesOf(prices, alternatives[order[0]]);
        return new()
        {
            Ranking =
            [
                .. order.Select(i => new RankedAlternative(
                    alternatives[i].Name,
                    MeanEstimate.Of(LossesOf(prices, alternatives[i])),
                    means[i],
                    i == order[0] ? null : PairedComparison.Of(LossesOf(prices, alternatives[i]), best),
                    !means.Any(other => Dominates(other, means[i])))),
            ],
            BreakEvens = prices.Exposure > 0 ? [.. BreakEvensOf(prices, alternatives, means)] : [],
        };
    }

    private static IEnumerable<BreakEven> BreakEvensOf(
        LossPrices prices, ImmutableArray<Alternative> alternatives, ImmutableArray<RunAmounts> means)
    {
        var halt = prices.FalseHalt / prices.Exposure;
        var pairs =
            from i in Enumerable.Range(0, alternatives.Length)
            from j in Enumerable.Range(i + 1, alternatives.Length - i - 1)
            let ratio = BreakEvenRatio.Of(
                [.. Differences(i, j, run => run.ExposedHours + halt * run.FalseHalts)],
                [.. Differences(i, j, run => run.DevicesHarmed)])
            where ratio is { Ratio: > 0 }
            orderby ratio.Ratio
            select (i, j, ratio);
        foreach (var (i, j, ratio) in pairs)
        {
            // At a large ratio the one with less harm is better.
            var (below, above) = means[i].DevicesHarmed < means[j].DevicesHarmed ? (j, i) : (i, j);
            var others = Enumerable.Range(0, alternatives.Length).Where(other => other != i && other != j);
            var loss = LossAt(ratio.Ratio, below);
            var changes = others.All(other => LossAt(ratio.Ratio, other) >= loss * (1 - Rounding));
            yield return new(
                ratio with { Low = Math.Max(0, ratio.Low) },
                alternatives[below].Name, alternatives[above].Name, changes);
        }

        IEnumerable<double> Differences(int i, int j, Func<RunAmounts, double> of) =>
            alternatives[i].Runs.Zip(alternatives[j].Runs, (x, y) => of(x) - of(y));

        double LossAt(double ratio, int i) => new LossPrices(1, ratio, halt).LossOf(means[i]);
    }

    private static double[] LossesOf(LossPrices prices, Alternative alternative) =>
        [.. alternative.Runs.Select(prices.LossOf)];

    private static RunAmounts MeanOf(ImmutableArray<RunAmounts> runs) => new(
        runs.Average(run => run.ExposedHours), runs.Average(run => run.DevicesHarmed),
        runs.Average(run => run.FalseHalts));

    private static bool Dominates(RunAmounts one, RunAmounts other) =>
        one != other && one.ExposedHours <= other.ExposedHours && one.DevicesHarmed <= other.DevicesHarmed
        && one.FalseHalts <= other.FalseHalts;
}
