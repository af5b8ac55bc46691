using RsrActors.Laboratory.Designs;
using RsrActors.Laboratory.Planning;
using RsrActors.Laboratory.Results;

namespace RsrActors.Laboratory.Scheduling;

/// <summary>
/// Which runs an experiment has. With a fixed number of replications it is one batch; with a stopping rule, the rows of
/// a batch decide about the next one. So the runs do not depend on how many go on at the same time, nor on the order in
/// which they end.
/// </summary>
public sealed class RunSchedule
{
    private readonly IStopping _stopping;
    private int _given;

    private RunSchedule(IStopping stopping, RunBatch? first) => (_stopping, Batch) = (stopping, first);

    /// <summary>The runs that are due; null when there are no more.</summary>
    public RunBatch? Batch { get; private set; }

    /// <summary>The run whose row is the next one; null after the last.</summary>
    public RunKey? Next => Batch?[_given];

    /// <summary>The rows of the batch that were added.</summary>
    public int Given => _given;

    /// <summary>What the stopping rule says so far.</summary>
    public StoppingFigures Figures => _stopping.Figures;

    public static RunSchedule Of(ExperimentPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        IStopping stopping = plan.Experiment.Stopping switch
        {
            StoppingRule.Precise precise => new PrecisionStopping(plan, precise),
            StoppingRule.SelectBest best => new SelectionStopping(plan, best),
            _ => new FixedCount(plan),
        };
        return new(stopping, stopping.NextBatch());
    }

    /// <summary>Adds the row of <see cref="Next"/>.</summary>
    public void Add(RunFinished row)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (Next is not { } due || (row.Replication, row.Cell) != (due.Replication, due.Cell))
            throw new ArgumentException($"The next row is that of {Next}.", nameof(row));
        _stopping.Add(row);
        if (++_given == Batch!.Count)
            (Batch, _given) = (_stopping.NextBatch(), 0);
    }

    /// <summary>
    /// What the rows of one experiment say about its stopping rule, whatever their order. When one is missing, because
    /// the experiment goes on, those after it do not count.
    /// </summary>
    public static StoppingFigures FiguresOf(ExperimentPlan plan, IEnumerable<RunFinished> rows)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(rows);
        if (plan.Experiment.Stopping is null)
            return StoppingFigures.None;
        var schedule = Of(plan);
        var byKey = rows.ToDictionary(row => new RunKey(row.Replication, row.Cell));
        while (schedule.Next is { } next && byKey.TryGetValue(next, out var row))
            schedule.Add(row);
        return schedule.Figures;
    }
}
