using MathNet.Numerics.Distributions;
using RsrActors.Model.Statistics.Estimates;

namespace RsrActors.Model.Statistics.Comparisons;

/// <summary>
/// The quantile of the largest difference of any two of several means, divided by the standard error of a difference:
/// the critical value of comparisons of all pairs, q / √2. Tukey, The problem of multiple comparisons (1953); Miller,
/// Simultaneous Statistical Inference (2nd edition, 1981), section 2.1.
/// </summary>
/// <remarks>
/// P(largest ≤ g) = k ∫ f(s) ∫ (Φ(z + √2 g s) - Φ(z))^(k-1) φ(z) dz ds, where z is the smallest of the k means
/// (<see cref="StudentIntegral"/>).
/// </remarks>
internal static class StudentizedRange
{
    /// <param name="count">k, how many means there are, at least two.</param>
    /// <param name="freedom">Degrees of freedom of the denominator.</param>
    /// <param name="chance">0.95 for 95 %, at least one half.</param>
    public static double Quantile(int count, double freedom, double chance)
    {
        // One pair alone, and all with their tails added, bound the quantile; of two means they are equal.
        var low = StudentQuantile.OfTail((1 - chance) / 2, freedom);
        var high = StudentQuantile.OfTail((1 - chance) / ((double)count * (count - 1)), freedom);
        return StudentIntegral.Quantile(
            low, high, freedom, chance, count,
            (z, shift) => StudentIntegral.Power(Normal.CDF(0, 1, z + shift) - Normal.CDF(0, 1, z), count - 1));
    }
}
