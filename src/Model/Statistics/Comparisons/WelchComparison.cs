using RsrActors.Model.Statistics.Estimates;

namespace RsrActors.Model.Statistics.Comparisons;

/// <summary>
/// The difference of the means of two independent samples, whose sizes and variances may differ: Welch, The
/// generalization of "Student's" problem when several different population variances are involved, Biometrika 34 (1947)
/// 28-35, with the degrees of freedom of Satterthwaite (1946).
/// </summary>
/// <remarks>
/// For samples that share no random numbers, such as two experiments with different seeds. Where a value is +infinity,
/// the difference is NaN and the interval everything.
/// </remarks>
public sealed record WelchComparison
{
    private WelchComparison(SampleMoments first, SampleMoments second, double confidence)
    {
        First = first;
        Second = second;
        Confidence = confidence;
        var (one, other) = (first.Variance / first.Count, second.Variance / second.Count);
        var sum = one + other;
        Difference = double.IsFinite(first.Mean) && double.IsFinite(second.Mean)
            ? first.Mean - second.Mean
            : double.NaN;
        Freedom = sum * sum / (one * one / (first.Count - 1) + other * other / (second.Count - 1));
        HalfWidth = sum == 0 ? 0
            : double.IsNaN(sum) ? double.PositiveInfinity
            : StudentQuantile.OfTail((1 - confidence) / 2, Freedom) * Math.Sqrt(sum);
    }

    public SampleMoments First { get; }

    public SampleMoments Second { get; }

    public double Confidence { get; }

    /// <summary>First mean minus second mean, in the unit of the values.</summary>
    public double Difference { get; }

    /// <summary>Degrees of freedom, rarely whole; NaN when all values of each sample are equal.</summary>
    public double Freedom { get; }

    /// <summary>Half the width of the interval, in the unit of the values.</summary>
    public double HalfWidth { get; }

    public Interval Interval => Interval.Around(Difference, HalfWidth);

    /// <param name="first">Not empty; with one value the interval is everything.</param>
    /// <param name="second">As <paramref name="first"/>.</param>
    public static WelchComparison Of(
        IEnumerable<double> first, IEnumerable<double> second, double confidence = 0.95)
    {
        var (one, other) = (SampleMoments.Of(first), SampleMoments.Of(second));
        ArgumentOutOfRangeException.ThrowIfLessThan(one.Count, 1, nameof(first));
        ArgumentOutOfRangeException.ThrowIfLessThan(other.Count, 1, nameof(second));
        Arguments.ThrowIfNotBetweenZeroAndOne(confidence);
        return new(one, other, confidence);
    }
}
