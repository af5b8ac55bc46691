using RsrActors.Laboratory.Planning;
using RsrActors.Laboratory.Results;

namespace RsrActors.Laboratory.Scheduling;

/// <summary>Decides after each batch which runs are next.</summary>
internal interface IStopping
{
    StoppingFigures Figures { get; }

    /// <summary>Called with the rows of the batch, in their order.</summary>
    void Add(RunFinished row);

    /// <summary>Called once all rows of the batch before are added; null when the experiment has ended.</summary>
    RunBatch? NextBatch();
}

/// <summary>The same number of replications for all cells.</summary>
internal sealed class FixedCount(ExperimentPlan plan) : IStopping
{
    private bool _isGiven;

    public StoppingFigures Figures => StoppingFigures.None;

    public void Add(RunFinished row)
    {
    }

    public RunBatch? NextBatch()
    {
        if (_isGiven)
            return null;
        _isGiven = true;
        return new(1, plan.Experiment.Replications, [.. Enumerable.Range(0, plan.Cells.Length)]);
    }
}
