namespace RsrActors.Model.Statistics.Estimates;

/// <summary>
/// The share of replications in which something happened, with two intervals. Wilson's is near the confidence on
/// average, that of Clopper and Pearson never below it.
/// </summary>
public sealed record ProportionEstimate
{
    private ProportionEstimate(int count, int trials, double confidence)
    {
        Count = count;
        Trials = trials;
        Confidence = confidence;
    }

    /// <summary>In how many it happened.</summary>
    public int Count { get; }

    /// <summary>How many replications there are.</summary>
    public int Trials { get; }

    public double Confidence { get; }

    /// <summary>Between 0 and 1.</summary>
    public double Share => (double)Count / Trials;

    /// <summary>
    /// Wilson, Probable inference, the law of succession, and statistical inference, Journal of the American
    /// Statistical Association 22 (1927) 209-212, without a correction for continuity.
    /// </summary>
    public Interval Wilson
    {
        get
        {
            var z = NormalQuantile.Of((1 + Confidence) / 2);
            var shrinking = 1 + z * z / Trials;
            var centre = (Share + z * z / (2 * Trials)) / shrinking;
            var halfWidth = z / shrinking
                * Math.Sqrt(Share * (1 - Share) / Trials + z * z / (4.0 * Trials * Trials));
            return new(Count == 0 ? 0 : centre - halfWidth, Count == Trials ? 1 : centre + halfWidth);
        }
    }

    /// <summary>
    /// Clopper and Pearson, The use of confidence or fiducial limits illustrated in the case of the binomial,
    /// Biometrika 26 (1934) 404-413, by quantiles of the beta distribution.
    /// </summary>
    public Interval ClopperPearson
    {
        get
        {
            var tail = (1 - Confidence) / 2;
            return new(
                Count == 0 ? 0 : BetaQuantile.Of(tail, Count, Trials - Count + 1),
                Count == Trials ? 1 : BetaQuantile.Of(1 - tail, Count + 1, Trials - Count));
        }
    }

    /// <param name="trials">At least 1.</param>
    public static ProportionEstimate Of(int count, int trials, double confidence = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, trials);
        Arguments.ThrowIfNotBetweenZeroAndOne(confidence);
        return new(count, trials, confidence);
    }
}
