using RsrActors.Model.Statistics.Estimates;

namespace RsrActors.Model.Statistics.Comparisons;

/// <summary>
/// The difference of the means of two systems whose replications share their random numbers: the mean of the
/// differences with its t-interval (Law, Simulation Modeling and Analysis, 5th edition, 2015, section 10.2.1).
/// </summary>
/// <remarks>
/// Where a value is +infinity there is no difference of means: the difference is NaN and the interval everything.
/// Compare quantiles or proportions then.
/// </remarks>
public sealed record PairedComparison
{
    private PairedComparison(MeanEstimate difference, double correlation, double varianceReduction)
    {
        Estimate = difference;
        Correlation = correlation;
        VarianceReduction = varianceReduction;
    }

    /// <summary>Count, mean and interval of the differences, first minus second, in the unit of the values.</summary>
    public MeanEstimate Estimate { get; }

    /// <summary>First mean minus second mean; NaN where a value is +infinity.</summary>
    public double Difference => double.IsFinite(Estimate.Mean) ? Estimate.Mean : double.NaN;

    public Interval Interval => Estimate.Interval;

    /// <summary>Of the two samples, between -1 and 1; NaN when all values of one are equal.</summary>
    public double Correlation { get; }

    /// <summary>
    /// (S1² + S2²) / S_D²: by this factor fewer replications are needed than without common random numbers. Below 1
    /// pairing does harm. Infinite when all differences are equal, NaN when all values of each sample are.
    /// </summary>
    public double VarianceReduction { get; }

    /// <param name="first">One value for each replication, at least one.</param>
    /// <param name="second">The values of the same replications, in the same order.</param>
    public static PairedComparison Of(
        IReadOnlyList<double> first, IReadOnlyList<double> second, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        Arguments.ThrowIfDifferentCounts(first.Count, second.Count);
        var (one, other) = (SampleMoments.Of(first), SampleMoments.Of(second));
        if (!double.IsFinite(one.Mean) || !double.IsFinite(other.Mean))
        {
            var unknown = new SampleMoments(one.Count, double.PositiveInfinity, double.NaN);
            return new(MeanEstimate.Of(unknown, confidence), double.NaN, double.NaN);
        }

        var difference = SampleMoments.Of(first.Zip(second, (x, y) => x - y));
        var products = first.Zip(second, (x, y) => (x - one.Mean) * (y - other.Mean)).Sum();
        return new(
            MeanEstimate.Of(difference, confidence),
            products / Math.Sqrt(one.SquaredDeviations * other.SquaredDeviations),
            (one.SquaredDeviations + other.SquaredDeviations) / difference.SquaredDeviations);
    }
}
