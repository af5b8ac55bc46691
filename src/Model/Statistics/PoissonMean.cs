using RsrActors.Model.Simulation;

namespace RsrActors.Model.Statistics;

/// <summary>
/// The exact interval for the mean of a Poisson count by Garwood (1936), as R's poisson.test gives it for one count.
/// </summary>
public static class PoissonMean
{
    private const double Negligible = 1e-17;

    public static RatioInterval Interval(long count, double confidence = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var tail = (1 - confidence) / 2;
        return new(
            count == 0 ? 0 : LeastMean(count, PortableMath.Log(tail)),
            LeastMean(count + 1, PortableMath.Log1P(-tail)));
    }

    /// <summary>
    /// The mean at which at least n events have the given chance. The chance's logarithm is concave in the logarithm y
    /// of the mean, with slope n P(n) / P(n or more), so Newton's method from below does not pass the root.
    /// </summary>
    private static double LeastMean(long n, double logChance)
    {
        var y = PortableMath.Log(n);
        for (var i = 0; i < 100; i++)
        {
            var (below, atLeast) = AroundCount(n, PortableMath.Exp(y));
            var step = (logChance - PortableMath.Log(atLeast / (below + atLeast))) * atLeast / n;
            y += step;
            if (Math.Abs(step) < 1e-14)
                break;
        }

        return PortableMath.Exp(y);
    }

    /// <summary>The chances of fewer than n events, and of n or more, as multiples of the chance of n.</summary>
    private static (double Below, double AtLeast) AroundCount(long n, double mean)
    {
        var (below, term) = (0.0, 1.0);
        for (var k = n; k > 0 && term > Negligible * below; k--)
        {
            term *= k / mean;
            below += term;
        }

        var atLeast = term = 1.0;
        for (var k = n + 1; term > Negligible * atLeast; k++)
        {
            term *= mean / k;
            atLeast += term;
        }

        return (below, atLeast);
    }
}
