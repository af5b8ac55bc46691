namespace RsrActors.Model.Statistics.Estimates;

/// <summary>
/// The mean of independent replications with its t-interval, mean ± t(n - 1, 1 - α/2) S / √n: Law, Simulation Modeling
/// and Analysis (5th edition, 2015), section 4.5.
/// </summary>
/// <remarks>
/// With one replication, and where a value is +infinity, the sample does not bound the mean: the half-width is
/// infinite.
/// </remarks>
public sealed record MeanEstimate
{
    private MeanEstimate(SampleMoments sample, double confidence)
    {
        Sample = sample;
        Confidence = confidence;
        HalfWidth = HalfWidthOf(sample, sample.Count, confidence);
    }

    /// <summary>Count, mean and spread, in the unit of the values.</summary>
    public SampleMoments Sample { get; }

    /// <summary>The chance that the interval contains the mean: 0.95 for 95 %.</summary>
    public double Confidence { get; }

    public double Mean => Sample.Mean;

    /// <summary>Half the width of the interval, in the unit of the values.</summary>
    public double HalfWidth { get; }

    /// <summary>The half-width as a share of the mean; 0 when all values are equal, also when they are 0.</summary>
    public double RelativeHalfWidth => HalfWidth == 0 ? 0 : HalfWidth / Math.Abs(Mean);

    public Interval Interval => Interval.Around(Mean, HalfWidth);

    /// <param name="values">Not empty.</param>
    public static MeanEstimate Of(IEnumerable<double> values, double confidence = 0.95) =>
        Of(SampleMoments.Of(values), confidence);

    /// <param name="sample">Not empty.</param>
    public static MeanEstimate Of(SampleMoments sample, double confidence = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sample.Count, 1);
        Arguments.ThrowIfNotBetweenZeroAndOne(confidence);
        return new(sample, confidence);
    }

    /// <summary>The half-width that the spread of this sample would have with another count.</summary>
    internal static double HalfWidthOf(SampleMoments sample, int count, double confidence) =>
        count > 1 && double.IsFinite(sample.Variance)
            ? StudentQuantile.OfTail((1 - confidence) / 2, count - 1) * Math.Sqrt(sample.Variance / count)
            : double.PositiveInfinity;
}
