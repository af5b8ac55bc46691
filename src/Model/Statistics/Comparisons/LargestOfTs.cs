using MathNet.Numerics.Distributions;
using RsrActors.Model.Simulation;
using RsrActors.Model.Statistics.Estimates;

namespace RsrActors.Model.Statistics.Comparisons;

/// <summary>
/// The quantile of the largest of several t variables that share their denominator and correlate by one half: the
/// critical value g of comparisons with the best, or with a control (Dunnett 1955; Hsu 1984).
/// </summary>
/// <remarks>
/// P(largest ≤ g) = ∫ f(s) ∫ Φ(z + √2 g s)^m φ(z) dz ds, where s² is chi-square divided by its degrees of freedom.
/// Both integrals are sums over equal steps, in z and in the logarithm of s: for such integrands their error falls
/// exponentially with the step. The result has about 10 digits.
/// </remarks>
internal static class LargestOfTs
{
    internal const double StepOfZ = 0.2;

    internal const double LargestZ = 8.6;

    /// <summary>Terms below e to the minus this are left out.</summary>
    private const double Negligible = 40;

    /// <param name="count">m, how many variables there are.</param>
    /// <param name="freedom">Degrees of freedom of the denominator.</param>
    /// <param name="chance">0.95 for 95 %, at least one half.</param>
    public static double Quantile(int count, double freedom, double chance)
    {
        var scales = Scales(freedom);

        // One variable alone, and all with their tails added, bound the quantile.
        var low = StudentQuantile.OfTail(1 - chance, freedom);
        var high = StudentQuantile.OfTail((1 - chance) / count, freedom);
        return low == high ? low : BrentRoot.Find(low, high, Excess(low), Excess(high), 1e-12, Excess);

        double Excess(double g) => ChanceOfAtMost(g, count, scales) - chance;
    }

    private static double ChanceOfAtMost(double g, int count, (double Scale, double Weight)[] scales)
    {
        var sum = 0.0;
        foreach (var (scale, weight) in scales)
        {
            var shift = Math.Sqrt(2) * g * scale;
            var inner = 0.0;
            for (var z = -LargestZ; z <= LargestZ + StepOfZ / 2; z += StepOfZ)
                inner += Power(Normal.CDF(0, 1, z + shift), count) * PortableMath.Exp(-z * z / 2);
            sum += weight * inner;
        }

        return sum * StepOfZ / Math.Sqrt(2 * Math.PI);
    }

    /// <summary>
    /// Values of s with weights that add up to 1. With u = ln s the density is proportional to exp(v (u - e^(2u) / 2)),
    /// which is largest at 0.
    /// </summary>
    internal static (double Scale, double Weight)[] Scales(double freedom)
    {
        var step = 0.5 / Math.Sqrt(2 * freedom);
        List<(double Scale, double Weight)> scales = [];
        Add(0, step);
        Add(-step, -step);
        var all = scales.Sum(scale => scale.Weight);
        return [.. scales.Select(scale => (scale.Scale, scale.Weight / all))];

        void Add(double first, double by)
        {
            for (var u = first; ; u += by)
            {
                var exponent = freedom * (u + 0.5 - PortableMath.Exp(2 * u) / 2);
                if (exponent < -Negligible)
                    return;
                scales.Add((PortableMath.Exp(u), PortableMath.Exp(exponent)));
            }
        }
    }

    internal static double Power(double x, int exponent)
    {
        var power = 1.0;
        for (var square = x; exponent > 0; exponent >>= 1, square *= square)
            power *= (exponent & 1) == 1 ? square : 1;
        return power;
    }
}
