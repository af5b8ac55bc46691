using System.Collections.Immutable;
using RsrActors.Laboratory.Designs;
using RsrActors.Laboratory.Planning;
using RsrActors.Laboratory.Results;
using RsrActors.Model.Statistics.Comparisons;

namespace RsrActors.Laboratory.Scheduling;

/// <summary>
/// Selects the best cell of each condition. After the first stage each batch is one replication of the cells that may
/// still be the best.
/// </summary>
internal sealed class SelectionStopping : IStopping
{
    private readonly ExperimentPlan _plan;
    private readonly StoppingRule.SelectBest _rule;
    private readonly int _column;
    private readonly Selection[] _selections;
    private int _replications;

    public SelectionStopping(ExperimentPlan plan, StoppingRule.SelectBest rule)
    {
        (_plan, _rule, _column) = (plan, rule, plan.ColumnOf(rule.Measure));
        _selections =
        [
            .. Enumerable.Range(0, plan.Cells.Length)
                .GroupBy(cell => plan.Cells[cell].Cell.Condition, StringComparer.Ordinal)
                .Select(cells => new Selection(cells.Key, [.. cells], new SelectionRule
                {
                    Systems = cells.Count(),
                    IndifferenceZone = rule.IndifferenceZone,
                    FirstStage = rule.AtLeast,
                    Confidence = rule.Confidence,
                    Better = plan.Measures[_column].Better,
                }.Start)),
        ];
    }

    public StoppingFigures Figures => new([], [.. _selections.Select(FiguresOf)]);

    public void Add(RunFinished row)
    {
        var selection = _selections.First(one => one.Cells.Contains(row.Cell));
        if (row.Outcome is RunOutcome.Measured measured && measured.Values[_column] is not null)
        {
            selection.State = selection.State.Add(
                selection.Cells.IndexOf(row.Cell), _plan.WithinRun(measured.Values, _column, row.Cell));
        }
        else
        {
            // Without the value the cell cannot be compared with the others of the same replication.
            selection.IsBroken = true;
        }
    }

    public RunBatch? NextBatch()
    {
        int[] cells =
        [
            .. _selections.Where(one => one is { IsBroken: false, State.HasEnded: false })
                .SelectMany(one => one.State.Candidates.Select(candidate => one.Cells[candidate]))
                .Order(),
        ];
        var until = Math.Min(_replications == 0 ? _rule.AtLeast : _replications + 1, _plan.Experiment.Replications);
        if (cells.Length == 0 || until <= _replications)
            return null;
        var batch = new RunBatch(_replications + 1, until - _replications, [.. cells]);
        _replications = until;
        return batch;
    }

    private SelectionFigures FiguresOf(Selection selection) => new(
        _plan.Measures[_column], selection.Condition, _rule.IndifferenceZone,
        selection is { IsBroken: false, State.HasEnded: true } ? selection.Cells[selection.State.Leader] : null,
        selection.State.Round,
        [
            .. selection.State.Eliminations.Select(
                one => one with { System = selection.Cells[one.System] }),
        ]);

    private sealed class Selection(string condition, ImmutableArray<int> cells, SelectionState state)
    {
        public string Condition => condition;

        public ImmutableArray<int> Cells => cells;

        public SelectionState State { get; set; } = state;

        /// <summary>A run failed, so the selection has stopped without a result.</summary>
        public bool IsBroken { get; set; }
    }
}
