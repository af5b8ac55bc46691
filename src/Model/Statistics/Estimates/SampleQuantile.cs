using System.Collections.Immutable;
using System.Diagnostics;

namespace RsrActors.Model.Statistics.Estimates;

/// <summary>
/// Which of the definitions of a sample's quantile: Hyndman and Fan, Sample quantiles in statistical packages, American
/// Statistician 50 (1996) 361-365. The numbers are theirs, and those of R's quantile.
/// </summary>
public enum QuantileDefinition
{
    /// <summary>A value of the sample: the smallest one with at least this share at or below it.</summary>
    InverseOfDistribution = 1,

    /// <summary>Weibull's: linear between values, at (n + 1) p.</summary>
    Weibull = 6,

    /// <summary>R's default: linear between values, at 1 + (n - 1) p.</summary>
    Linear = 7,
}

/// <summary>
/// A quantile of a sample, in the unit of its values. What never happened is +infinity and is sorted last; between a
/// value and +infinity there is only +infinity.
/// </summary>
public static class SampleQuantile
{
    /// <summary>So that a position is not missed by a rounding error: 0.07 × 100 is above 7.</summary>
    private const double Tolerance = 1e-12;

    /// <param name="values">In any order, not empty.</param>
    /// <param name="chance">0.5 for the median; above 0 and below 1.</param>
    public static double Of(
        IEnumerable<double> values, double chance, QuantileDefinition definition = QuantileDefinition.Linear)
    {
        Arguments.ThrowIfNotBetweenZeroAndOne(chance);
        return OfSorted(Sorted(values), chance, definition);
    }

    /// <summary>Several quantiles of one sample, in the order of their chances.</summary>
    /// <param name="values">In any order, not empty.</param>
    /// <param name="chances">Each above 0 and below 1.</param>
    public static ImmutableArray<double> OfAll(
        IEnumerable<double> values, ImmutableArray<double> chances,
        QuantileDefinition definition = QuantileDefinition.Linear)
    {
        foreach (var chance in chances)
            Arguments.ThrowIfNotBetweenZeroAndOne(chance);
        var sorted = Sorted(values);
        return [.. chances.Select(chance => OfSorted(sorted, chance, definition))];
    }

    internal static double[] Sorted(IEnumerable<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        double[] sorted = [.. values];
        ArgumentOutOfRangeException.ThrowIfZero(sorted.Length, nameof(values));
        foreach (var value in sorted)
            Arguments.ThrowIfNoValue(value, nameof(values));
        Array.Sort(sorted);
        return sorted;
    }

    internal static double OfSorted(double[] sorted, double chance, QuantileDefinition definition)
    {
        var n = sorted.Length;
        var position = definition switch
        {
            QuantileDefinition.InverseOfDistribution => Math.Ceiling(n * chance - Tolerance * n),
            QuantileDefinition.Weibull => (n + 1) * chance,
            QuantileDefinition.Linear => 1 + (n - 1) * chance,
            _ => throw new UnreachableException(),
        };
        position = Math.Clamp(position, 1, n);
        var below = (int)Math.Floor(position + Tolerance * n);
        var share = position - below;
        var low = sorted[below - 1];
        if (share <= Tolerance * n || below == n)
            return low;
        var high = sorted[below];
        return double.IsFinite(high) ? low + share * (high - low) : high;
    }
}
