using System.Collections.Immutable;
using RsrActors.Laboratory.Measures;
using RsrActors.Laboratory.Planning;
using RsrActors.Model.Statistics.Comparisons;
using RsrActors.Model.Statistics.Estimates;

namespace RsrActors.Laboratory.Results;

/// <summary>Makes the summary of an experiment from its rows, whatever their order.</summary>
/// <remarks>
/// A time that never comes has no mean. In means and differences it counts as the duration of the scenario: the mean
/// time within the run, which survival analysis calls the restricted mean. Medians need no such convention.
/// </remarks>
public sealed class Summarising
{
    private readonly ExperimentPlan _plan;

    /// <summary>By replication and cell; null for a run that failed or is missing.</summary>
    private readonly ImmutableArray<double?>?[,] _values;

    private Summarising(ExperimentPlan plan, IReadOnlyCollection<RunFinished> rows) =>
        (_plan, _values) = (plan, ValuesOf(plan, rows));

    public static ExperimentSummary Summarise(ExperimentPlan plan, IReadOnlyCollection<RunFinished> rows)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(rows);
        var summarising = new Summarising(plan, rows);
        return new(
            plan, rows.Count, rows.Count(row => row.Outcome is RunOutcome.Failed),
            [.. Enumerable.Range(0, plan.Measures.Length).Select(summarising.MeasureOf)]);
    }

    private MeasureSummary MeasureOf(int column)
    {
        var measure = _plan.Measures[column];
        var verdicts = new BestVerdict?[_plan.Cells.Length];
        foreach (var cells in Enumerable.Range(0, _plan.Cells.Length).GroupBy(cell => Compared(cell)[0], Compared))
            Judge(column, cells.First(), verdicts);
        return new(
            measure,
            [
                .. Enumerable.Range(0, _plan.Cells.Length)
                    .Select(cell => CellOf(column, cell) with { Verdict = verdicts[cell] }),
            ]);
    }

    private CellSummary CellOf(int column, int cell)
    {
        var kind = _plan.Measures[column].Kind;
        double[] values = [.. Replications.Select(replication => Value(replication, cell, column)).OfType<double>()];
        var isEmpty = values.Length == 0;
        return new()
        {
            Runs = values.Length,
            Never = values.Count(double.IsPositiveInfinity),
            Mean = isEmpty ? null : MeanEstimate.Of(values.Select(value => WithinRun(value, cell))),
            Median = isEmpty ? null : QuantileEstimate.Of(values, 0.5),
            Share = isEmpty || kind != MeasureKind.YesNo
                ? null
                : ProportionEstimate.Of(values.Count(value => value > 0), values.Length),
            Difference = Compared(cell)[0] == cell ? null : DifferenceOf(column, cell),
            Verdict = null,
        };
    }

    private PairedComparison? DifferenceOf(int column, int cell)
    {
        var pairs = Common(column, [cell, Compared(cell)[0]]);
        return pairs[0].Length == 0 ? null : PairedComparison.Of(pairs[0], pairs[1]);
    }

    /// <summary>Compares the cells of a condition with the best of them.</summary>
    private void Judge(int column, int[] cells, BestVerdict?[] verdicts)
    {
        var systems = Common(column, cells);
        if (cells.Length < 2 || systems[0].Length < 2)
            return;
        var best = BestComparison.Of(systems, _plan.Measures[column].Better).Systems;

        // Where all runs of all cells are equal, each is as good as the best, and none is better.
        var areEqual = best.All(system => system.Verdict == BestVerdict.Best);
        for (var i = 0; i < cells.Length; i++)
            verdicts[cells[i]] = areEqual ? BestVerdict.Open : best[i].Verdict;
    }

    /// <summary>The cells with which a cell is compared: those of its condition, in their order.</summary>
    private int[] Compared(int cell) =>
    [
        .. Enumerable.Range(0, _plan.Cells.Length)
            .Where(other => _plan.Cells[other].Cell.Condition == _plan.Cells[cell].Cell.Condition),
    ];

    /// <summary>For each of several cells its values, of the replications that all of them have.</summary>
    private double[][] Common(int column, int[] cells)
    {
        int[] common =
        [
            .. Replications.Where(replication => cells.All(cell => Value(replication, cell, column) is not null)),
        ];
        return
        [
            .. cells.Select(cell => common
                .Select(replication => WithinRun(Value(replication, cell, column)!.Value, cell)).ToArray()),
        ];
    }

    private IEnumerable<int> Replications => Enumerable.Range(0, _values.GetLength(0));

    private double? Value(int replication, int cell, int column) => _values[replication, cell]?[column];

    private double WithinRun(double value, int cell) => _plan.WithinRun(value, cell);

    private static ImmutableArray<double?>?[,] ValuesOf(ExperimentPlan plan, IReadOnlyCollection<RunFinished> rows)
    {
        var replications = rows.Select(row => row.Replication).DefaultIfEmpty(0).Max();
        var values = new ImmutableArray<double?>?[replications, plan.Cells.Length];
        foreach (var row in rows)
        {
            if (row.Outcome is RunOutcome.Measured measured)
                values[row.Replication - 1, row.Cell] = measured.Values;
        }

        return values;
    }
}
