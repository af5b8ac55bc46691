using MathNet.Numerics.Distributions;
using RsrActors.Model.Simulation;
using RsrActors.Model.Statistics.Estimates;

namespace RsrActors.Model.Statistics.Comparisons;

/// <summary>
/// The quantile of the largest difference of any two of several means, divided by the standard error of a difference:
/// the critical value of comparisons of all pairs, q / √2. Tukey, The problem of multiple comparisons (1953); Miller,
/// Simultaneous Statistical Inference (2nd edition, 1981), section 2.1.
/// </summary>
/// <remarks>
/// P(largest ≤ g) = ∫ f(s) k ∫ (Φ(z + √2 g s) - Φ(z))^(k-1) φ(z) dz ds, where z is the smallest of the k means. The sums
/// are those of <see cref="LargestOfTs"/>.
/// </remarks>
internal static class StudentizedRange
{
    /// <param name="count">k, how many means there are, at least two.</param>
    /// <param name="freedom">Degrees of freedom of the denominator.</param>
    /// <param name="chance">0.95 for 95 %, at least one half.</param>
    public static double Quantile(int count, double freedom, double chance)
    {
        var scales = LargestOfTs.Scales(freedom);

        // One pair alone, and all with their tails added, bound the quantile.
        var low = StudentQuantile.OfTail((1 - chance) / 2, freedom);
        var high = StudentQuantile.OfTail((1 - chance) / ((double)count * (count - 1)), freedom);
        return count == 2 ? low : BrentRoot.Find(low, high, Excess(low), Excess(high), 1e-12, Excess);

        double Excess(double g) => ChanceOfAtMost(g, count, scales) - chance;
    }

    private static double ChanceOfAtMost(double g, int count, (double Scale, double Weight)[] scales)
    {
        var sum = 0.0;
        foreach (var (scale, weight) in scales)
        {
            var shift = Math.Sqrt(2) * g * scale;
            var inner = 0.0;
            for (var z = -LargestOfTs.LargestZ; z <= LargestOfTs.LargestZ + LargestOfTs.StepOfZ / 2;
                z += LargestOfTs.StepOfZ)
            {
                inner += LargestOfTs.Power(Normal.CDF(0, 1, z + shift) - Normal.CDF(0, 1, z), count - 1)
                    * PortableMath.Exp(-z * z / 2);
            }

            sum += weight * inner;
        }

        return count * sum * LargestOfTs.StepOfZ / Math.Sqrt(2 * Math.PI);
    }
}
