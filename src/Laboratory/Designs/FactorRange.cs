using System.Collections.Immutable;
using RsrActors.Model.Statistics.Designs;

namespace RsrActors.Laboratory.Designs;

/// <summary>All values of a key between two ends, and how likely they are.</summary>
/// <param name="Key">Of the scenario.</param>
/// <param name="Unit">Of all numbers of the distribution; empty without one.</param>
public sealed record FactorRange(string Key, FactorDistribution Distribution, string Unit)
{
    /// <summary>More values of one factor are refused.</summary>
    public const int MostSteps = 10_000;

    /// <summary>Whether only whole numbers of the unit are values.</summary>
    public bool IsWhole { get; init; }

    /// <summary>
    /// How many values a full or paired design takes; null when none was given. Those of a range reach from end to end,
    /// evenly spaced; those of another distribution are the middles of equally likely parts.
    /// </summary>
    public int? Steps { get; init; }

    /// <summary>The values that a full or paired design takes; empty without <see cref="Steps"/>.</summary>
    public ImmutableArray<Level> Levels => Steps is { } steps
        ? [.. Enumerable.Range(0, steps).Select(step => At(ChanceOf(step, steps)))]
        : [];

    /// <summary>The value at a coordinate of a design.</summary>
    /// <param name="coordinate">At least 0, at most 1.</param>
    public Level At(double coordinate)
    {
        var number = new RangeNumber(NumberAt(coordinate), Unit);
        return new($"{number}", [$"{Key}={number}"]) { Number = number.Number };
    }

    private double NumberAt(double coordinate) => (IsWhole, Distribution) switch
    {
        // Each whole number has an equal part of the axis.
        (true, FactorDistribution.Uniform { From: var from, To: var to }) =>
            Math.Min(Math.Floor(from + coordinate * (to - from + 1)), to),
        (true, _) => Math.Round(Distribution.Quantile(coordinate)),
        _ => Distribution.Quantile(coordinate),
    };

    private double ChanceOf(int step, int steps) =>
        Distribution is FactorDistribution.Uniform or FactorDistribution.LogUniform && steps > 1
            ? (double)step / (steps - 1)
            : (step + 0.5) / steps;
}
