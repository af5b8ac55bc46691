namespace RsrActors.Model.Rollouts.Brakes;

/// <summary>
/// Kayenta's detector: values beyond three interquartile ranges from the quartiles, and beyond the 1st and the 99th
/// percentile.
/// </summary>
internal static class Outliers
{
    private const double Factor = 3;

    public static double[] Removed(double[] values)
    {
        if (values.Length == 0)
            return values;
        var sorted = values.Order().ToArray();
        var (low, high) = (Percentile(sorted, 0.25), Percentile(sorted, 0.75));
        var least = Math.Min(low - Factor * (high - low), Percentile(sorted, 0.01));
        var most = Math.Max(high + Factor * (high - low), Percentile(sorted, 0.99));
        return [.. values.Where(value => value >= least && value <= most)];
    }

    /// <summary>Type 7 of Hyndman and Fan, as R's default.</summary>
    private static double Percentile(double[] sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var below = (int)Math.Floor(place);
        return below + 1 < sorted.Length
            ? sorted[below] + (place - below) * (sorted[below + 1] - sorted[below])
            : sorted[below];
    }
}
