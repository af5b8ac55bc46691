using MathNet.Numerics.Distributions;

namespace RsrActors.Model.Statistics.Estimates;

/// <summary>The distribution function of the standard normal distribution.</summary>
internal static class NormalChance
{
    /// <summary>The chance of a value of at most z.</summary>
    public static double Of(double z) => Normal.CDF(0, 1, z);
}
