using RsrActors.Charts;
using RsrActors.Model.Statistics.Estimates;

namespace RsrActors.Laboratory.Pages;

/// <summary>Estimates as charts take them.</summary>
internal static class ChartNumbers
{
    private const double Largest = 1e15;

    /// <summary>Whether an axis can have a value.</summary>
    public static bool CanDraw(double value) => Math.Abs(value) <= Largest;

    /// <summary>Null when the mean cannot be drawn. A value below zero is drawn only if the mean is.</summary>
    public static ChartEstimate? Of(MeanEstimate? mean)
    {
        if (mean is null || !CanDraw(mean.Mean))
            return null;
        var (low, high) = (mean.Interval.Low, mean.Interval.High);
        return CanDraw(low) && CanDraw(high)
            ? new(mean.Mean, mean.Mean >= 0 ? Math.Max(0, low) : low, high)
            : new(mean.Mean, double.NaN, double.NaN);
    }
}
