using System.Collections.Immutable;
using RsrActors.Laboratory.Designs;
using RsrActors.Laboratory.Measures;
using RsrActors.Laboratory.Planning;
using RsrActors.Laboratory.Results;
using RsrActors.Model.Statistics.Comparisons;
using RsrActors.Model.Statistics.Estimates;

namespace RsrActors.Laboratory.Scheduling;

/// <summary>Makes the summary of an experiment from its rows, whatever their order.</summary>
/// <remarks>
/// A time that never comes has no mean. In means and differences it counts as the time to the end of the run: the mean
/// time within the run, which survival analysis calls the restricted mean. Medians need no such convention.
/// </remarks>
public sealed class Summarising
{
    private readonly ExperimentPlan _plan;

    /// <summary>By replication and cell; null for a run that failed or is missing.</summary>
    private readonly ImmutableArray<double?>?[,] _values;

    /// <summary>
    /// For each cell those with which it is compared, in their order: those of its condition. Points of a sampled
    /// design are not compared: they are no alternatives.
    /// </summary>
    private readonly ImmutableArray<int[]> _compared;

    private Summarising(ExperimentPlan plan, IReadOnlyCollection<RunFinished> rows)
    {
        (_plan, _values) = (plan, ValuesOf(plan, rows));
        var conditions = Conditions.ToDictionary(cells => cells.Key, cells => cells.ToArray(), StringComparer.Ordinal);
        _compared =
        [
            .. plan.Cells.Select((cell, place) => plan.Experiment.Design is ExperimentDesign.Sampled
                ? [place]
                : conditions[cell.Cell.Condition]),
        ];
    }

    /// <summary>The places of the cells of each condition, by its name.</summary>
    private IEnumerable<IGrouping<string, int>> Conditions =>
        Enumerable.Range(0, _plan.Cells.Length).GroupBy(cell => _plan.Cells[cell].Cell.Condition);

    public static ExperimentSummary Summarise(ExperimentPlan plan, IReadOnlyCollection<RunFinished> rows)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(rows);
        var summarising = new Summarising(plan, rows);
        ImmutableArray<MeasureSummary> measures =
            [.. Enumerable.Range(0, plan.Measures.Length).Select(summarising.MeasureOf)];
        return new(plan, rows.Count, rows.Count(row => row.Outcome is RunOutcome.Failed), measures)
        {
            Replications = plan.Experiment.Stopping is null
                ? plan.Experiment.Replications
                : rows.Select(row => row.Replication).DefaultIfEmpty(0).Max(),
            Stopping = RunSchedule.FiguresOf(plan, rows),
            Effects = [.. summarising.EffectsOfFactors()],
            Thresholds =
            [
                .. plan.Experiment.Thresholds.Select(threshold => ThresholdJudging.Judge(
                    threshold, plan, measures, summarising.ValuesIn)),
            ],
        };
    }

    private IEnumerable<FactorEffects> EffectsOfFactors()
    {
        if (_plan.Experiment.Design is not ExperimentDesign.Sampled design || !FactorEstimates.Has(design.Method))
            yield break;
        foreach (var (column, measure) in _plan.Measures.Index())
        {
            foreach (var cells in Conditions)
            {
                var responses = Common(column, [.. cells]);
                if (responses[0].Length > 0 && responses.All(values => values.All(double.IsFinite)))
                {
                    yield return FactorEstimates.Of(
                        measure, cells.Key, design, _plan.Experiment.Seed,
                        [.. responses.Select(values => values.Average())]);
                }
            }
        }
    }

    private double[] ValuesIn(int column, int cell) =>
        [.. Replications.Select(replication => Value(replication, cell, column)).OfType<double>()];

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
        var values = ValuesIn(column, cell);
        var isEmpty = values.Length == 0;
        return new()
        {
            Runs = values.Length,
            Never = values.Count(double.IsPositiveInfinity),
            Mean = isEmpty ? null : MeanEstimate.Of(
                Replications.Where(replication => Value(replication, cell, column) is not null)
                    .Select(replication => WithinRun(replication, cell, column))),
            Median = isEmpty ? null : QuantileEstimate.Of(values, 0.5),
            Least = _plan.Measures[column].Least,
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
        if (!cells.All(cell => _plan.Measures[column].IsJudgedIn(_plan.Cells[cell].Scenario)))
            return;
        var systems = Common(column, cells);
        if (cells.Length < 2 || systems[0].Length < 2)
            return;
        var best = BestComparison.Of(systems, _plan.Measures[column].Better).Systems;
        for (var i = 0; i < cells.Length; i++)
            verdicts[cells[i]] = best[i].Mark;
    }

    private int[] Compared(int cell) => _compared[cell];

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
                .Select(replication => WithinRun(replication, cell, column)).ToArray()),
        ];
    }

    private IEnumerable<int> Replications => Enumerable.Range(0, _values.GetLength(0));

    private double? Value(int replication, int cell, int column) => _values[replication, cell]?[column];

    /// <summary>The value in means, where a time that never came is the time to the end of the run.</summary>
    private double WithinRun(int replication, int cell, int column) =>
        _plan.WithinRun(_values[replication, cell]!.Value, column, cell);

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
