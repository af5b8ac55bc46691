using RsrActors.Model.Statistics;

namespace RsrActors.Host.Benchmarks;

/// <summary>How many of a number of independent trials came out one way.</summary>
internal readonly record struct BinomialShare(int Count, int Trials)
{
    public double Share => (double)Count / Trials;

    /// <summary>Where the chance lies, by Clopper and Pearson (1934): never too narrow.</summary>
    public (double Low, double High) Interval(double confidence = 0.95)
    {
        // Two counts over equal exposures are compared by just this interval, of the odds.
        var (low, high) = new PoissonComparison(new(Count, 1), new(Trials - Count, 1)).Interval(confidence);
        return (low / (1 + low), double.IsPositiveInfinity(high) ? 1 : high / (1 + high));
    }
}
