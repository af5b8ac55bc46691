using System.Collections.Immutable;
using RsrActors.Laboratory.Measures;
using RsrActors.Laboratory.Planning;
using RsrActors.Model.Statistics.Comparisons;
using RsrActors.Model.Statistics.Estimates;

namespace RsrActors.Laboratory.Results;

/// <summary>What the rows of an experiment say, measure by measure.</summary>
/// <param name="Measures">One for each column.</param>
public sealed record ExperimentSummary(
    ExperimentPlan Plan, int Runs, int Failed, ImmutableArray<MeasureSummary> Measures)
{
    /// <summary>Those that the table shows, in the order in which they were asked for.</summary>
    public IEnumerable<MeasureSummary> Shown =>
        Plan.Shown.Select(measure => Measures.First(one => one.Measure == measure));

    /// <summary>
    /// Of a Morris or Saltelli design: for each measure and condition what its factors do. Otherwise empty, and without
    /// a replication that all points have.
    /// </summary>
    public ImmutableArray<FactorEffects> Effects { get; init; } = [];

    /// <summary>
    /// The replications that there were, of the cell that has the most. With a stopping rule they may be fewer than
    /// those of the experiment, which are then the most that there can be.
    /// </summary>
    public required int Replications { get; init; }

    /// <summary>What the stopping rule says, if the experiment has one.</summary>
    public StoppingFigures Stopping { get; init; } = StoppingFigures.None;

    /// <summary>In the order of the experiment.</summary>
    public ImmutableArray<ThresholdResult> Thresholds { get; init; } = [];
}

/// <summary>One measure in all cells.</summary>
/// <param name="Cells">In the order of the experiment.</param>
public sealed record MeasureSummary(Measure Measure, ImmutableArray<CellSummary> Cells);

/// <summary>One measure in one cell.</summary>
public sealed record CellSummary
{
    /// <summary>Runs that have the measure.</summary>
    public required int Runs { get; init; }

    /// <summary>Of them, those in which it did not happen by the end.</summary>
    public required int Never { get; init; }

    /// <summary>
    /// The mean with its t-interval, where never counts as <see cref="Measure.Longest"/>; null without a run.
    /// </summary>
    public required MeanEstimate? Mean { get; init; }

    /// <summary>The median with its interval, where never is +infinity; null without a run.</summary>
    public required QuantileEstimate? Median { get; init; }

    /// <summary>The interval of the mean, from the smallest value that the measure can have.</summary>
    public Interval? MeanInterval => Mean?.Interval.AtLeast(Least);

    /// <summary>The interval of the median, from the smallest value that the measure can have.</summary>
    public Interval? MedianInterval => Median?.Interval.AtLeast(Least);

    /// <summary>The smallest value that the measure can have.</summary>
    public double Least { get; init; } = double.NegativeInfinity;

    /// <summary>Of a measure of yes and no: the share of runs with yes; otherwise null.</summary>
    public required ProportionEstimate? Share { get; init; }

    /// <summary>
    /// This cell minus the first one of its condition, of the runs with the same seed, where never counts as
    /// <see cref="Measure.Longest"/>. Null for that first cell, without a common replication, and in a sampled design.
    /// </summary>
    public required PairedComparison? Difference { get; init; }

    /// <summary>
    /// The cell compared with the best of the others of its condition; null when there are too few runs to say.
    /// </summary>
    public required BestVerdict? Verdict { get; init; }
}
