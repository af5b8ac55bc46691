using RsrActors.Model.Simulation;

namespace RsrActors.Model.Statistics.Comparisons;

/// <summary>
/// The chance ∫ f(s) ∫ h(z, √2 g s) φ(z) dz ds of statistics that share their denominator s, where s² is chi-square
/// divided by its degrees of freedom, and the quantiles of such chances.
/// </summary>
/// <remarks>
/// Both integrals are sums over equal steps, in z and in the logarithm of s: for such integrands their error falls
/// exponentially with the step. The result has about 10 digits.
/// </remarks>
internal static class StudentIntegral
{
    private const double StepOfZ = 0.2;

    private const double LargestZ = 8.6;

    /// <summary>Terms below e to the minus this are left out.</summary>
    private const double Negligible = 40;

    /// <summary>The value between two bounds at which a multiple of the integral is a chance.</summary>
    /// <param name="freedom">Degrees of freedom of the denominator.</param>
    /// <param name="factor">By which the integral is multiplied.</param>
    /// <param name="h">Of z and √2 g s.</param>
    public static double Quantile(
        double low, double high, double freedom, double chance, int factor, Func<double, double, double> h)
    {
        if (low == high)
            return low;
        var scales = Scales(freedom);
        return BrentRoot.Find(low, high, Excess(low), Excess(high), 1e-12, Excess);

        double Excess(double g) => factor * Integral(g, scales, h) - chance;
    }

    public static double Power(double x, int exponent)
    {
        var power = 1.0;
        for (var square = x; exponent > 0; exponent >>= 1, square *= square)
            power *= (exponent & 1) == 1 ? square : 1;
        return power;
    }

    private static double Integral(
        double g, (double Scale, double Weight)[] scales, Func<double, double, double> h)
    {
        var sum = 0.0;
        foreach (var (scale, weight) in scales)
        {
            var shift = Math.Sqrt(2) * g * scale;
            var inner = 0.0;
            for (var z = -LargestZ; z <= LargestZ + StepOfZ / 2; z += StepOfZ)
                inner += h(z, shift) * PortableMath.Exp(-z * z / 2);
            sum += weight * inner;
        }

        return sum * StepOfZ / Math.Sqrt(2 * Math.PI);
    }

    /// <summary>
    /// Values of s with weights that add up to 1. With u = ln s the density is proportional to exp(v (u - e^(2u) / 2)),
    /// which is largest at 0.
    /// </summary>
    private static (double Scale, double Weight)[] Scales(double freedom)
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
}
