using MathNet.Numerics;

namespace RsrActors.Model.Statistics.Estimates;

/// <summary>
/// The quantile of the beta distribution, to about 12 digits, as the root of its distribution function.
/// </summary>
internal static class BetaQuantile
{
    public static double Of(double chance, double a, double b) => BrentRoot.Find(
        0, 1, -chance, 1 - chance, 0, x => SpecialFunctions.BetaRegularized(a, b, x) - chance);
}
