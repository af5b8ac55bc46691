namespace RsrActors.Model.Statistics.Estimates;

/// <summary>
/// A quantile of the distribution from which a sample comes, with an interval between two values of the sample that
/// holds for every distribution: David and Nagaraja, Order Statistics (3rd edition, 2003), 7.1. The ranks are
/// r = qbinom(α/2; n, p) and s = qbinom(1 - α/2; n, p) + 1.
/// </summary>
/// <remarks>
/// What never happened is +infinity, a value like any other that is sorted last. So an interval may end at +infinity
/// because that value of the sample is, or because the sample is too small to bound the quantile from above.
/// </remarks>
public sealed record QuantileEstimate
{
    private QuantileEstimate(double[] sorted, double chance, double confidence)
    {
        var count = new BinomialCount(sorted.Length, chance);
        Count = sorted.Length;
        Chance = chance;
        Estimate = SampleQuantile.OfSorted(sorted, chance, QuantileDefinition.Linear);
        LowRank = count.Quantile((1 - confidence) / 2);
        HighRank = count.Quantile((1 + confidence) / 2) + 1;
        Coverage = count.ChanceOfAtMost(HighRank - 1) - count.ChanceOfAtMost(LowRank - 1);
        Interval = new(
            LowRank == 0 ? double.NegativeInfinity : sorted[LowRank - 1],
            HighRank > sorted.Length ? double.PositiveInfinity : sorted[HighRank - 1]);
    }

    /// <summary>The size of the sample.</summary>
    public int Count { get; }

    /// <summary>Which quantile: 0.5 for the median.</summary>
    public double Chance { get; }

    /// <summary>
    /// The quantile of the sample, by <see cref="QuantileDefinition.Linear"/>, in the unit of the values.
    /// </summary>
    public double Estimate { get; }

    /// <summary>In the unit of the values.</summary>
    public Interval Interval { get; }

    /// <summary>
    /// The rank of the value at the lower end; 0 when the sample does not bound the quantile from below.
    /// </summary>
    public int LowRank { get; }

    /// <summary>The rank of the value at the upper end; n + 1 when the sample does not bound it from above.</summary>
    public int HighRank { get; }

    /// <summary>The chance that the interval contains the quantile, if values are not repeated.</summary>
    public double Coverage { get; }

    /// <param name="values">In any order, not empty.</param>
    /// <param name="chance">0.5 for the median; above 0 and below 1.</param>
    public static QuantileEstimate Of(IEnumerable<double> values, double chance, double confidence = 0.95)
    {
        Arguments.ThrowIfNotBetweenZeroAndOne(chance);
        Arguments.ThrowIfNotBetweenZeroAndOne(confidence);
        return new(SampleQuantile.Sorted(values), chance, confidence);
    }

    /// <summary>
    /// The smallest sample whose largest value is a one-sided upper bound of the quantile: the smallest n with
    /// p to the n at most 1 - confidence.
    /// </summary>
    public static int SmallestBoundedSample(double chance, double confidence = 0.95)
    {
        Arguments.ThrowIfNotBetweenZeroAndOne(chance);
        Arguments.ThrowIfNotBetweenZeroAndOne(confidence);
        var count = 1;
        for (var all = chance; all > 1 - confidence; all *= chance)
            count++;
        return count;
    }
}
