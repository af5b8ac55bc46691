using RsrActors.Model.Simulation;

namespace RsrActors.Model.Statistics;

/// <summary>
/// An interval of a mean that holds at all sample sizes at once, asymptotically: Waudby-Smith, Arbour, Sinha, Kennedy
/// and Ramdas, Time-uniform central limit theory, Annals of Statistics 52 (2024), as GrowthBook's sequential test uses
/// it. The one-sided bound is the closed form of the half-normal mixture (Howard, Ramdas, McAuliffe and Sekhon, Annals
/// of Statistics 49 (2021)).
/// </summary>
public static class ConfidenceSequence
{
    /// <summary>From the estimate to the one-sided bound.</summary>
    /// <param name="standardError">Of the estimate.</param>
    /// <param name="count">The size of both samples together, above zero.</param>
    /// <param name="tuning">The sample size at which the interval is tightest; GrowthBook's default is 5,000.</param>
    public static double OneSidedWidth(double standardError, double count, double alpha, double tuning)
    {
        var level = -2 * PortableMath.Log(2 * alpha);
        var rho2 = (level + PortableMath.Log(level + 1)) / tuning;
        var scale = count * rho2 + 1;
        return standardError * Math.Sqrt(count)
            * Math.Sqrt(2 * scale / (count * count * rho2) * PortableMath.Log1P(Math.Sqrt(scale) / (2 * alpha)));
    }
}
