using System.Collections.Immutable;
using RsrActors.Model.Statistics.Estimates;

namespace RsrActors.Model.Statistics.Comparisons;

/// <summary>One of several paired comparisons of systems, by their places from 0.</summary>
public sealed record SystemPair(int First, int Second, PairedComparison Comparison);

/// <summary>
/// Several intervals that hold at the same time: each gets its part of the chance to be wrong (Law, Simulation Modeling
/// and Analysis, 5th edition, 2015, section 10.3). It holds however the intervals depend on each other, so also under
/// common random numbers.
/// </summary>
public static class Bonferroni
{
    /// <summary>The confidence of each interval, so that all together have the given one: 1 - α / c.</summary>
    public static double ConfidenceOfEach(double confidence, int comparisons)
    {
        Arguments.ThrowIfNotBetweenZeroAndOne(confidence);
        ArgumentOutOfRangeException.ThrowIfLessThan(comparisons, 1);
        return 1 - (1 - confidence) / comparisons;
    }

    /// <summary>Each system with each later one: k (k - 1) / 2 comparisons.</summary>
    /// <param name="systems">For each system its values, with the replications in the same order.</param>
    /// <param name="confidence">Of all intervals together.</param>
    public static ImmutableArray<SystemPair> AllPairs(
        IReadOnlyList<IReadOnlyList<double>> systems, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(systems);
        return Compare(systems, confidence, [
            .. Enumerable.Range(0, systems.Count)
                .SelectMany(first => Enumerable.Range(first + 1, systems.Count - first - 1)
                    .Select(second => (first, second))),
        ]);
    }

    /// <summary>Each system with one of them, which comes second: k - 1 comparisons.</summary>
    /// <param name="systems">For each system its values, with the replications in the same order.</param>
    /// <param name="control">The place of the system with which the others are compared.</param>
    /// <param name="confidence">Of all intervals together.</param>
    public static ImmutableArray<SystemPair> AgainstControl(
        IReadOnlyList<IReadOnlyList<double>> systems, int control, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(systems);
        ArgumentOutOfRangeException.ThrowIfNegative(control);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(control, systems.Count);
        return Compare(systems, confidence, [
            .. Enumerable.Range(0, systems.Count).Where(system => system != control)
                .Select(system => (system, control)),
        ]);
    }

    private static ImmutableArray<SystemPair> Compare(
        IReadOnlyList<IReadOnlyList<double>> systems, double confidence, ImmutableArray<(int First, int Second)> pairs)
    {
        if (pairs.IsEmpty)
            return [];
        var each = ConfidenceOfEach(confidence, pairs.Length);
        return
        [
            .. pairs.Select(pair => new SystemPair(
                pair.First, pair.Second, PairedComparison.Of(systems[pair.First], systems[pair.Second], each))),
        ];
    }
}
