namespace RsrActors.Model.Statistics;

/// <summary>The shift between two samples, with its interval.</summary>
/// <param name="Low">The lower end of the interval.</param>
/// <param name="High">The upper end of the interval.</param>
/// <param name="Estimate">The estimate of Hodges and Lehmann.</param>
public readonly record struct ShiftInterval(double Low, double High, double Estimate);

/// <summary>
/// The test of Mann and Whitney with the normal approximation, corrected for ties and continuity, turned into an
/// interval for the shift between two samples. R's wilcox.test with exact = FALSE and Kayenta's judge compute it so.
/// </summary>
public static class MannWhitney
{
    /// <summary>The tolerance of the roots, as R and Kayenta have it: it shows in the fifth digit.</summary>
    private const double Tolerance = 1e-4;

    /// <summary>
    /// The shift of the first sample against the second; null when all values are tied at some shift, so that there is
    /// no interval.
    /// </summary>
    /// <param name="first">Not empty.</param>
    /// <param name="second">Not empty.</param>
    /// <param name="confidence">0.98 for a 98 % interval.</param>
    public static ShiftInterval? Shift(
        IReadOnlyList<double> first, IReadOnlyList<double> second, double confidence)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        var least = first.Min() - second.Max();
        var most = first.Max() - second.Min();
        var z = NormalQuantile.Of((1 - confidence) / 2);
        if (Root(-z) is not { } low || Root(z) is not { } high)
            return null;
        var (atLeast, atMost) = (Statistic(first, second, least), Statistic(first, second, most));
        var estimate = BrentRoot.Find(
            least, most, atLeast, atMost, Tolerance, shift => Statistic(first, second, shift));
        return double.IsNaN(estimate) ? null : new(low, high, estimate);

        double? Root(double quantile)
        {
            var atLeast = Statistic(first, second, least) - quantile;
            var atMost = Statistic(first, second, most) - quantile;
            if (double.IsNaN(atLeast) || double.IsNaN(atMost))
                return null;
            if (atLeast <= 0)
                return least;
            if (atMost >= 0)
                return most;
            var root = BrentRoot.Find(
                least, most, atLeast, atMost, Tolerance, shift => Statistic(first, second, shift) - quantile);
            return double.IsNaN(root) ? null : root;
        }
    }

    /// <summary>
    /// The chance that a value of the first sample is above one of the second, ties counted half: the common language
    /// effect size.
    /// </summary>
    public static double ChanceAbove(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        var above = 0.0;
        foreach (var x in first)
        {
            foreach (var y in second)
                above += x > y ? 1 : x == y ? 0.5 : 0;
        }

        return above / first.Count / second.Count;
    }

    /// <summary>The standardized rank sum of the first sample, less a shift; NaN when all values are tied.</summary>
    private static double Statistic(IReadOnlyList<double> first, IReadOnlyList<double> second, double shift)
    {
        var (m, n) = (first.Count, second.Count);
        var values = new double[m + n];
        var isFirst = new bool[m + n];
        for (var i = 0; i < m; i++)
            (values[i], isFirst[i]) = (first[i] - shift, true);
        for (var i = 0; i < n; i++)
            values[m + i] = second[i];
        Array.Sort(values, isFirst);

        var (ranks, ties) = (0.0, 0.0);
        for (var i = 0; i < values.Length;)
        {
            var end = i + 1;
            while (end < values.Length && values[end] == values[i])
                end++;
            double count = end - i;
            ties += count * count * count - count;
            var rank = (i + 1 + end) / 2.0;
            for (; i < end; i++)
                ranks += isFirst[i] ? rank : 0;
        }

        double all = m + n;
        var difference = ranks - m * (m + 1) / 2.0 - (double)m * n / 2;
        var sigma = Math.Sqrt((double)m * n / 12 * (all + 1 - ties / (all * (all - 1))));
        return sigma == 0 ? double.NaN : (difference - Math.Sign(difference) * 0.5) / sigma;
    }
}
