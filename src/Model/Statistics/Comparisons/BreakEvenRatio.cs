using RsrActors.Model.Statistics.Estimates;

namespace RsrActors.Model.Statistics.Comparisons;

/// <summary>
/// The ratio ρ at which two systems have equal mean losses a + ρ b, from the paired differences of a and of b:
/// ρ = -mean(a) / mean(b).
/// </summary>
/// <param name="Ratio">In units of a for one of b. Negative when one system is better in both.</param>
/// <param name="Low">The lower end of the interval.</param>
/// <param name="High">The upper end; infinite when the runs do not bound the ratio.</param>
/// <remarks>
/// The interval has every ratio at which the t-interval of the mean of a + ρ b contains 0: Fieller, Some problems in
/// interval estimation, Journal of the Royal Statistical Society B 16 (1954) 175-185. Where the differences of b may be
/// 0 in mean, these ratios have no bound on one side or on both.
/// </remarks>
public sealed record BreakEvenRatio(double Ratio, double Low, double High)
{
    /// <param name="first">The differences of a, one for each replication.</param>
    /// <param name="second">The differences of b, of the same replications.</param>
    /// <returns>Null when the mean of b is 0: then no ratio, or every one, makes the systems equal.</returns>
    public static BreakEvenRatio? Of(
        IReadOnlyList<double> first, IReadOnlyList<double> second, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        Arguments.ThrowIfDifferentCounts(first.Count, second.Count);
        Arguments.ThrowIfNotBetweenZeroAndOne(confidence);
        var n = first.Count;
        var (a, b) = (SampleMoments.Of(first), SampleMoments.Of(second));
        if (b.Mean == 0)
            return null;
        var ratio = -a.Mean / b.Mean;
        if (n < 2)
            return new(ratio, double.NegativeInfinity, double.PositiveInfinity);

        var covariance = first.Zip(second, (x, y) => (x - a.Mean) * (y - b.Mean)).Sum() / (n - 1);
        var t = StudentQuantile.OfTail((1 - confidence) / 2, n - 1);
        var scale = t * t / n;

        // (mean of a + ρ b)² ≤ t² S² / n, as a polynomial in ρ: square ρ² + 2 cross ρ + constant ≤ 0.
        var square = b.Mean * b.Mean - scale * b.Variance;
        var cross = a.Mean * b.Mean - scale * covariance;
        var constant = a.Mean * a.Mean - scale * a.Variance;
        if (square <= 0)
            return new(ratio, double.NegativeInfinity, double.PositiveInfinity);
        var root = Math.Sqrt(Math.Max(0, cross * cross - square * constant));
        return new(ratio, (-cross - root) / square, (-cross + root) / square);
    }
}
