using RsrActors.Laboratory.Designs;
using RsrActors.Laboratory.Planning;
using RsrActors.Model.Statistics.Estimates;

namespace RsrActors.Laboratory.Results;

/// <summary>Compares the results of an experiment with its thresholds.</summary>
internal static class ThresholdJudging
{
    /// <param name="valuesOf">The values of a cell in a measure, by their places; never is +infinity.</param>
    public static ThresholdResult Judge(
        Threshold threshold, ExperimentPlan plan, IEnumerable<MeasureSummary> measures,
        Func<int, int, double[]> valuesOf)
    {
        var (column, measure) = measures.Index().First(one => one.Item.Measure.Name == threshold.Measure);
        return new(
            threshold,
            [
                .. ThresholdPlanning.CellsOf(threshold, plan.Cells.Select(cell => cell.Cell)).Select(place =>
                {
                    var found = Found(threshold.Statistic, measure.Cells[place], valuesOf(column, place));
                    return new ThresholdFinding(
                        plan.Cells[place].Cell.Name, found, found is { } value && threshold.IsMetBy(value));
                }),
            ]);
    }

    /// <summary>Null when the cell has no run with the measure.</summary>
    private static double? Found(string statistic, CellSummary cell, double[] values) => statistic switch
    {
        _ when values.Length == 0 => null,
        ThresholdStatistic.Mean => cell.Mean?.Mean,
        ThresholdStatistic.MeanLow => cell.MeanInterval?.Low,
        ThresholdStatistic.MeanHigh => cell.MeanInterval?.High,
        ThresholdStatistic.Median => cell.Median?.Estimate,
        ThresholdStatistic.MedianLow => cell.MedianInterval?.Low,
        ThresholdStatistic.MedianHigh => cell.MedianInterval?.High,
        ThresholdStatistic.Share => cell.Share?.Share,
        ThresholdStatistic.ShareLow => cell.Share?.Wilson.Low,
        ThresholdStatistic.ShareHigh => cell.Share?.Wilson.High,
        ThresholdStatistic.Min => values.Min(),
        ThresholdStatistic.Max => values.Max(),
        ThresholdStatistic.Never => (double)cell.Never / cell.Runs,
        _ when ThresholdStatistic.PercentileOf(statistic) is { } chance => SampleQuantile.Of(values, chance),
        _ => throw new ArgumentOutOfRangeException(nameof(statistic), statistic, "A new statistic needs a rule here."),
    };
}
