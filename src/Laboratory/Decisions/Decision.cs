using System.Collections.Immutable;
using RsrActors.Laboratory.Designs;

namespace RsrActors.Laboratory.Decisions;

/// <summary>The ranking of the cells of an experiment, for each condition, or weighed into one.</summary>
/// <param name="Rankings">By the name of the condition; empty for all conditions together.</param>
/// <param name="Replications">Those that all cells have.</param>
public sealed record Decision(ImmutableArray<(string Condition, LossRanking Ranking)> Rankings, int Replications)
{
    /// <summary>For each condition of the experiment a ranking of its own.</summary>
    /// <returns>Null when no replication has ended in all cells.</returns>
    public static Decision? PerCondition(LossPrices prices, ImmutableArray<Cell> cells, StoredRuns runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        var amounts = runs.Common(cells);
        return amounts[0].IsEmpty
            ? null
            : new(
                [
                    .. cells.Select((cell, i) => (Cell: cell, Runs: amounts[i]))
                        .GroupBy(one => one.Cell.Condition, StringComparer.Ordinal)
                        .Select(condition => (
                            condition.Key,
                            LossRanking.Of(
                                prices, [.. condition.Select(one => new Alternative(one.Cell.Choice, one.Runs))]))),
                ],
                amounts[0].Length);
    }

    /// <summary>
    /// One ranking in which each replication of a choice is the mean of its conditions, weighed by their probabilities:
    /// the prior expectation of its loss.
    /// </summary>
    /// <param name="weights">By the names of the conditions; they add up to 1.</param>
    /// <returns>Null when no replication has ended in all cells.</returns>
    public static Decision? Weighed(
        LossPrices prices, ImmutableArray<Cell> cells, StoredRuns runs, ImmutableDictionary<string, double> weights)
    {
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentNullException.ThrowIfNull(weights);
        var amounts = runs.Common(cells);
        return amounts[0].IsEmpty
            ? null
            : new(
                [
                    ("", LossRanking.Of(
                        prices,
                        [
                            .. cells.Select((cell, i) => (Cell: cell, Runs: amounts[i]))
                                .GroupBy(one => one.Cell.Choice, StringComparer.Ordinal)
                                .Select(choice => new Alternative(choice.Key, MeanOver([.. choice], weights))),
                        ])),
                ],
                amounts[0].Length);
    }

    private static ImmutableArray<RunAmounts> MeanOver(
        (Cell Cell, ImmutableArray<RunAmounts> Runs)[] cells, ImmutableDictionary<string, double> weights) =>
    [
        .. Enumerable.Range(0, cells[0].Runs.Length).Select(i => new RunAmounts(
            cells.Sum(one => weights[one.Cell.Condition] * one.Runs[i].ExposedHours),
            cells.Sum(one => weights[one.Cell.Condition] * one.Runs[i].DevicesHarmed),
            cells.Sum(one => weights[one.Cell.Condition] * one.Runs[i].FalseHalts))),
    ];
}
