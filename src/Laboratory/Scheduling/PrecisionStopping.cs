using System.Collections.Immutable;
using RsrActors.Laboratory.Designs;
using RsrActors.Laboratory.Planning;
using RsrActors.Laboratory.Results;
using RsrActors.Model.Statistics.Estimates;

namespace RsrActors.Laboratory.Scheduling;

/// <summary>
/// All cells go on until every mean has its precision. The next batch is what the spread so far predicts to be needed,
/// but at most half of what there is, because a prediction from few runs may be far off.
/// </summary>
internal sealed class PrecisionStopping : IStopping
{
    private readonly ExperimentPlan _plan;
    private readonly StoppingRule.Precise _rule;

    /// <summary>The column of each measure of the rule.</summary>
    private readonly ImmutableArray<int> _columns;

    /// <summary>By cell and measure of the rule.</summary>
    private readonly ReplicationState[,] _states;
    private int _replications;

    public PrecisionStopping(ExperimentPlan plan, StoppingRule.Precise rule)
    {
        (_plan, _rule) = (plan, rule);
        _columns = [.. rule.Measures.Select(one => plan.ColumnOf(one.Measure))];
        _states = new ReplicationState[plan.Cells.Length, rule.Measures.Length];
        for (var cell = 0; cell < plan.Cells.Length; cell++)
        {
            for (var i = 0; i < rule.Measures.Length; i++)
                _states[cell, i] = new ReplicationRule(
                    rule.Measures[i].Precision, rule.AtLeast, plan.Experiment.Replications, rule.Confidence).Start;
        }
    }

    public StoppingFigures Figures => new(
        [
            .. Enumerable.Range(0, _rule.Measures.Length).SelectMany(
                _ => Enumerable.Range(0, _plan.Cells.Length),
                (i, cell) => new PrecisionFigures(
                    _plan.Measures[_columns[i]], cell, _rule.Measures[i].Precision, _states[cell, i].Verdict,
                    _states[cell, i].Sample.Count)
                {
                    Reached = ReachedBy(_states[cell, i].Sample, _rule.Measures[i].Precision),
                }),
        ],
        []);

    /// <summary>A run that failed has no value; it counts as a replication, and not for the precision.</summary>
    public void Add(RunFinished row)
    {
        if (row.Outcome is not RunOutcome.Measured measured)
            return;
        for (var i = 0; i < _columns.Length; i++)
        {
            if (measured.Values[_columns[i]] is not null)
            {
                _states[row.Cell, i] = _states[row.Cell, i].Add(
                    _plan.WithinRun(measured.Values, _columns[i], row.Cell));
            }
        }
    }

    public RunBatch? NextBatch()
    {
        var most = _plan.Experiment.Replications;
        var needed = _replications == 0 ? _rule.AtLeast : Math.Min(Needed(), _replications + _replications / 2 + 1);
        var until = Math.Min(needed, most);
        if (until <= _replications)
            return null;
        var batch = new RunBatch(
            _replications + 1, until - _replications, [.. Enumerable.Range(0, _plan.Cells.Length)]);
        _replications = until;
        return batch;
    }

    private double ReachedBy(SampleMoments sample, Precision precision)
    {
        if (sample.Count == 0)
            return double.PositiveInfinity;
        var mean = MeanEstimate.Of(sample, _rule.Confidence);
        return precision is Precision.Relative ? mean.RelativeHalfWidth : mean.HalfWidth;
    }

    private int Needed() => _states.Cast<ReplicationState>()
        .Select(state => state.Verdict is ReplicationVerdict.Continue more
            ? Math.Max(more.Need, _replications + 1)
            : 0)
        .Max();
}
