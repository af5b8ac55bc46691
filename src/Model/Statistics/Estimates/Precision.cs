using System.Diagnostics;

namespace RsrActors.Model.Statistics.Estimates;

/// <summary>
/// How exactly a mean is to be known: Law, Simulation Modeling and Analysis (5th edition, 2015), section 9.4.1.
/// </summary>
public abstract record Precision
{
    private Precision()
    {
    }

    /// <summary>
    /// The mean is off by at most this share of the true mean. The half-width divided by the mean is then at most
    /// γ / (1 + γ), because the mean in the denominator is itself an estimate.
    /// </summary>
    /// <param name="Error">γ: 0.1 for 10 %.</param>
    public sealed record Relative(double Error) : Precision
    {
        public double Error { get; } = Error > 0
            ? Error
            : throw new ArgumentOutOfRangeException(nameof(Error), Error, "It must be above 0.");
    }

    /// <summary>The half-width is at most this, in the unit of the values.</summary>
    /// <param name="HalfWidth">β.</param>
    public sealed record Absolute(double HalfWidth) : Precision
    {
        public double HalfWidth { get; } = HalfWidth > 0
            ? HalfWidth
            : throw new ArgumentOutOfRangeException(nameof(HalfWidth), HalfWidth, "It must be above 0.");
    }

    /// <summary>
    /// A relative precision of a mean of 0 is met by equal values only; none is met where a value is +infinity.
    /// </summary>
    public bool IsMetBy(MeanEstimate estimate)
    {
        ArgumentNullException.ThrowIfNull(estimate);
        return IsMet(estimate.Mean, estimate.HalfWidth);
    }

    /// <summary>
    /// How many replications would do, if the spread stayed what it is: the smallest i ≥ n with
    /// t(i - 1, 1 - α/2) S / √i within the precision (Law 2015, section 9.4.1).
    /// </summary>
    /// <returns>Null when more than <paramref name="atMost"/> are needed.</returns>
    public int? NeedAfter(MeanEstimate estimate, int atMost)
    {
        ArgumentNullException.ThrowIfNull(estimate);
        var sample = estimate.Sample;
        if (!Is(atMost))
            return null;
        var (low, high) = (sample.Count, atMost);
        while (low < high)
        {
            // The half-width falls as the count grows.
            var middle = low + (high - low) / 2;
            (low, high) = Is(middle) ? (low, middle) : (middle + 1, high);
        }

        return low;

        bool Is(int count) => count >= sample.Count
            && IsMet(sample.Mean, MeanEstimate.HalfWidthOf(sample, count, estimate.Confidence));
    }

    private bool IsMet(double mean, double halfWidth) => double.IsFinite(halfWidth) && halfWidth <= this switch
    {
        Relative relative => relative.Error / (1 + relative.Error) * Math.Abs(mean),
        Absolute absolute => absolute.HalfWidth,
        _ => throw new UnreachableException(),
    };
}
