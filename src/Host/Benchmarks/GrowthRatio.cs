namespace RsrActors.Host.Benchmarks;

/// <summary>Whether the cost grows faster than the size.</summary>
internal static class GrowthRatio
{
    /// <summary>
    /// The slope of the last segment divided by the slope of the one before: 1 when each further device costs the same.
    /// Fixed costs, such as the start of the program, cancel out.
    /// </summary>
    /// <param name="costs">The cost of each size, in any order; each size once.</param>
    /// <returns>Null with fewer than three sizes, or when the earlier segment costs nothing.</returns>
    public static double? Of(IEnumerable<(double Size, double Cost)> costs)
    {
        if (costs.OrderBy(point => point.Size).TakeLast(3).ToArray() is not [var small, var middle, var large])
            return null;
        var before = Slope(small, middle);
        return before > 0 ? Slope(middle, large) / before : null;
    }

    private static double Slope((double Size, double Cost) from, (double Size, double Cost) to) =>
        (to.Cost - from.Cost) / (to.Size - from.Size);
}
