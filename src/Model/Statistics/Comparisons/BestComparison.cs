using System.Collections.Immutable;
using RsrActors.Model.Statistics.Estimates;

namespace RsrActors.Model.Statistics.Comparisons;

/// <summary>What a comparison with the best says about a system.</summary>
public enum BestVerdict
{
    /// <summary>The system is the best: no other one is better.</summary>
    Best,

    /// <summary>The system is not the best.</summary>
    NotBest,

    /// <summary>The replications do not tell.</summary>
    Open,
}

/// <summary>One system compared with the best of the others.</summary>
/// <param name="System">Its place, from 0.</param>
/// <param name="Mean">In the unit of the values.</param>
/// <param name="Difference">Its mean minus the best mean of the others.</param>
/// <param name="Interval">Of that difference; 0 is in it or at one of its ends.</param>
/// <param name="Verdict">
/// From the interval. Of systems that are equally good it may say of any that it is not the best: none of them is
/// better than all others, and the confidence is no bound for how often it does.
/// </param>
public sealed record SystemAgainstBest(
    int System, double Mean, double Difference, Interval Interval, BestVerdict Verdict)
{
    /// <summary>
    /// The same where systems may be equally good. Best: it is better than every other one. Not the best: another one
    /// is better. With the confidence no mark of any system is wrong.
    /// </summary>
    public required BestVerdict Mark { get; init; }
}

/// <summary>
/// Multiple comparisons with the best under common random numbers: for each system, an interval of the difference
/// between its mean and the best mean of the others, all at the same time. Nelson and Matejcik, Using common random
/// numbers for indifference-zone selection and multiple comparisons in simulation, Management Science 41 (1995)
/// 1935-1945, procedure NM; the intervals are those of Hsu, Annals of Statistics 12 (1984) 1136-1144.
/// </summary>
/// <remarks>
/// It assumes that all differences between systems have the same variance (sphericity), which common random numbers
/// make plausible; the paper finds it robust against other covariances.
/// S² = 2 Σ Σ (Xij - Xi. - X.j + X..)² / ((k - 1)(n - 1)), and the intervals have the half-width w = g S / √n, where g
/// is a quantile of the largest of k - 1 t variables with (k - 1)(n - 1) degrees of freedom that correlate by one half.
/// </remarks>
public sealed record BestComparison
{
    private BestComparison()
    {
    }

    /// <summary>In the order of the input.</summary>
    public required ImmutableArray<SystemAgainstBest> Systems { get; init; }

    /// <summary>n, of each system.</summary>
    public required int Replications { get; init; }

    /// <summary>S², the common variance of a difference of two systems.</summary>
    public required double Variance { get; init; }

    /// <summary>g.</summary>
    public required double CriticalValue { get; init; }

    /// <summary>w, in the unit of the values.</summary>
    public double HalfWidth => CriticalValue * Math.Sqrt(Variance / Replications);

    /// <summary>
    /// The critical value of differences of all pairs, <see cref="StudentizedRange"/>, which makes the marks.
    /// </summary>
    public required double PairCriticalValue { get; init; }

    /// <summary>
    /// Two systems whose means differ by it are not equally good, in the unit of the values.
    /// </summary>
    public double PairHalfWidth => PairCriticalValue * Math.Sqrt(Variance / Replications);

    /// <param name="systems">
    /// For each system its values, with the replications in the same order: at least two systems and two replications,
    /// all values finite. What may never happen has no mean; cut it off at the end of the run, or compare proportions.
    /// </param>
    /// <param name="confidence">Of all intervals together, at least one half.</param>
    public static BestComparison Of(
        IReadOnlyList<IReadOnlyList<double>> systems, Better better, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(systems);
        ArgumentOutOfRangeException.ThrowIfLessThan(systems.Count, 2);
        var (k, n) = (systems.Count, systems[0].Count);
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 2, nameof(systems));
        foreach (var system in systems)
        {
            Arguments.ThrowIfDifferentCounts(n, system.Count, nameof(systems));
            foreach (var value in system)
                Arguments.ThrowIfNotFinite(value, nameof(systems));
        }

        double[] means = [.. systems.Select(system => SampleMoments.Of(system).Mean)];
        var variance = VarianceOfDifference(systems, means);
        var g = CriticalValueOf(k, n, confidence);
        var pairs = StudentizedRange.Quantile(k, (double)(k - 1) * (n - 1), confidence);
        var (width, pairWidth) = (g * Math.Sqrt(variance / n), pairs * Math.Sqrt(variance / n));
        return new()
        {
            Systems = [.. Enumerable.Range(0, k).Select(system => Compare(system, means, better, width, pairWidth))],
            Replications = n,
            Variance = variance,
            CriticalValue = g,
            PairCriticalValue = pairs,
        };
    }

    /// <summary>g, for k systems with n replications each.</summary>
    public static double CriticalValueOf(int systems, int replications, double confidence)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(systems, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(replications, 2);
        Arguments.ThrowIfNotBetweenZeroAndOne(confidence);
        ArgumentOutOfRangeException.ThrowIfLessThan(confidence, 0.5);
        return LargestOfTs.Quantile(systems - 1, (double)(systems - 1) * (replications - 1), confidence);
    }

    /// <summary>
    /// Procedure NM: with so many replications in all the half-width is at most the given one, and the system with the
    /// best mean is the best with the confidence, if it is better than the others by the half-width or more:
    /// N = max(n, ⌈(g S / d)²⌉).
    /// </summary>
    /// <param name="halfWidth">d, above 0, in the unit of the values.</param>
    public int ReplicationsFor(double halfWidth)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(halfWidth);
        var ratio = CriticalValue / halfWidth;
        return (int)Math.Min(int.MaxValue, Math.Max(Replications, Math.Ceiling(ratio * ratio * Variance)));
    }

    private static double VarianceOfDifference(IReadOnlyList<IReadOnlyList<double>> systems, double[] means)
    {
        var (k, n) = (systems.Count, systems[0].Count);
        var all = means.Average();
        var sum = 0.0;
        for (var j = 0; j < n; j++)
        {
            var replication = systems.Average(system => system[j]);
            for (var i = 0; i < k; i++)
            {
                var rest = systems[i][j] - means[i] - replication + all;
                sum += rest * rest;
            }
        }

        return 2 * sum / ((double)(k - 1) * (n - 1));
    }

    private static SystemAgainstBest Compare(
        int system, double[] means, Better better, double width, double pairWidth)
    {
        var others = means.Where((_, other) => other != system);
        var difference = means[system] - (better == Better.Larger ? others.Max() : others.Min());
        var interval = new Interval(Math.Min(0, difference - width), Math.Max(0, difference + width));
        var (isBest, isNotBest) = better == Better.Larger
            ? (interval.Low >= 0, interval.High <= 0)
            : (interval.High <= 0, interval.Low >= 0);
        return new(
            system, means[system], difference, interval,
            isBest ? BestVerdict.Best : isNotBest ? BestVerdict.NotBest : BestVerdict.Open)
        {
            Mark = MarkOf(better == Better.Larger ? difference : -difference, pairWidth),
        };
    }

    /// <param name="ahead">By how much the system is better than the best of the others.</param>
    private static BestVerdict MarkOf(double ahead, double pairWidth) =>
        ahead == 0 || Math.Abs(ahead) < pairWidth ? BestVerdict.Open
        : ahead > 0 ? BestVerdict.Best
        : BestVerdict.NotBest;
}
