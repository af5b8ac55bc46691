namespace RsrActors.Model.Rollouts.Brakes;

/// <summary>
/// Compares a share with a percentage in decimal numbers, so that 1.09 % of 1,200,000 is 13,080 and not a little less.
/// </summary>
internal static class Share
{
    /// <summary>More than a percentage; false of nothing.</summary>
    public static bool IsAbove(long count, long total, double percent) =>
        total > 0 && 100m * count > (decimal)percent * total;

    /// <summary>At least a percentage; false of nothing.</summary>
    public static bool IsAtLeast(long count, long total, double percent) =>
        total > 0 && 100m * count >= (decimal)percent * total;

    /// <summary>The share in percent; zero of nothing.</summary>
    public static double Percent(long count, long total) => total == 0 ? 0 : 100.0 * count / total;
}
