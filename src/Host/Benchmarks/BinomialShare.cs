using RsrActors.Model.Statistics;

namespace RsrActors.Host.Benchmarks;

/// <summary>How many of a number of independent trials had one of two outcomes.</summary>
internal readonly record struct BinomialShare(int Count, int Trials)
{
    public double Share => (double)Count / Trials;

    /// <summary>
    /// The interval of Clopper and Pearson (1934) for the chance: its coverage is at least the confidence.
    /// </summary>
    public (double Low, double High) Interval(double confidence = 0.95)
    {
        // The comparison of two counts over equal exposures gives this interval for the odds.
        var (low, high) = new PoissonComparison(new(Count, 1), new(Trials - Count, 1)).Interval(confidence);
        return (low / (1 + low), double.IsPositiveInfinity(high) ? 1 : high / (1 + high));
    }
}
