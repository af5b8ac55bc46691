using MathNet.Numerics;

namespace RsrActors.Model.Statistics.Estimates;

/// <summary>
/// The quantile of Student's t distribution, to about 12 digits up to a hundred degrees of freedom, and to 9 digits
/// up to a million: the root of its tail, which is half of the regularized incomplete beta function
/// I(v / (v + t²); v / 2, 1 / 2) (Abramowitz and Stegun 1964, 26.7.1).
/// </summary>
/// <remarks>
/// The quantile of MathNet.Numerics searches between -800 and 800 only, and throws beyond; the corrected level of many
/// comparisons with two replications lies beyond. The beta function is that of MathNet.Numerics. It reaches reports
/// and the length of an experiment, never a decision of a simulated rule.
/// </remarks>
public static class StudentQuantile
{
    /// <param name="chance">Above 0 and below 1: 0.975 for a two-sided interval of 95 %.</param>
    /// <param name="freedom">The degrees of freedom, above 0; not necessarily whole.</param>
    public static double Of(double chance, double freedom)
    {
        Arguments.ThrowIfNotBetweenZeroAndOne(chance);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(freedom);
        return chance < 0.5 ? -OfTail(chance, freedom) : OfTail(1 - chance, freedom);
    }

    /// <summary>The value that is exceeded with the given chance, at most one half.</summary>
    internal static double OfTail(double tail, double freedom)
    {
        if (tail >= 0.5)
            return 0;
        var (low, high) = (0.0, 1.0);
        while (Tail(high, freedom) > tail)
            (low, high) = (high, 2 * high);
        return BrentRoot.Find(
            low, high, Tail(low, freedom) - tail, Tail(high, freedom) - tail, 0, t => Tail(t, freedom) - tail);
    }

    /// <summary>The chance of a value above <paramref name="t"/>, which is not below 0.</summary>
    private static double Tail(double t, double freedom) =>
        0.5 * SpecialFunctions.BetaRegularized(freedom / 2, 0.5, freedom / (freedom + t * t));
}
