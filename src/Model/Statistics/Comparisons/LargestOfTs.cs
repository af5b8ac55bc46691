using MathNet.Numerics.Distributions;
using RsrActors.Model.Statistics.Estimates;

namespace RsrActors.Model.Statistics.Comparisons;

/// <summary>
/// The quantile of the largest of several t variables that share their denominator and correlate by one half: the
/// critical value g of comparisons with the best, or with a control (Dunnett 1955; Hsu 1984).
/// </summary>
/// <remarks>P(largest ≤ g) = ∫ f(s) ∫ Φ(z + √2 g s)^m φ(z) dz ds (<see cref="StudentIntegral"/>).</remarks>
internal static class LargestOfTs
{
    /// <param name="count">m, how many variables there are.</param>
    /// <param name="freedom">Degrees of freedom of the denominator.</param>
    /// <param name="chance">0.95 for 95 %, at least one half.</param>
    public static double Quantile(int count, double freedom, double chance)
    {
        // One variable alone, and all with their tails added, bound the quantile.
        var low = StudentQuantile.OfTail(1 - chance, freedom);
        var high = StudentQuantile.OfTail((1 - chance) / count, freedom);
        return StudentIntegral.Quantile(
            low, high, freedom, chance, 1,
            (z, shift) => StudentIntegral.Power(Normal.CDF(0, 1, z + shift), count));
    }
}
