using RsrActors.Charts;
using RsrActors.Laboratory.Results;

namespace RsrActors.Laboratory.Pages;

/// <summary>Estimates as charts take them.</summary>
internal static class ChartNumbers
{
    private const double Largest = 1e15;

    /// <summary>Whether an axis can have a value.</summary>
    public static bool CanDraw(double value) => Math.Abs(value) <= Largest;

    /// <summary>Null when the mean cannot be drawn.</summary>
    public static ChartEstimate? Of(CellSummary cell) =>
        cell is not { Mean.Mean: var mean, MeanInterval: var (low, high) } || !CanDraw(mean) ? null
        : CanDraw(low) && CanDraw(high) ? new(mean, low, high)
        : new(mean, double.NaN, double.NaN);
}
