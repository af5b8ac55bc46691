using System.Collections.Immutable;
using RsrActors.Model.Statistics.Estimates;

namespace RsrActors.Model.Statistics.Designs;

/// <summary>Which part of the variance of a response comes from a group of factors, or from one.</summary>
/// <param name="FactorGroup">Its place, from 0.</param>
/// <param name="First">
/// S, the part that would vanish if the group were known. An estimate may be below 0 or above 1.
/// </param>
/// <param name="FirstInterval">By bootstrap: estimate ± z × standard error.</param>
/// <param name="Total">
/// S_T, the part that would be left if all other factors were known; 0 for a group without effect.
/// </param>
/// <param name="TotalInterval">As <paramref name="FirstInterval"/>.</param>
public sealed record SobolIndex(
    int FactorGroup, double First, Interval FirstInterval, double Total, Interval TotalInterval);

/// <summary>
/// First and total indices from the responses at the points of a <see cref="SaltelliDesign"/>. First index: mean of
/// f_B (f_AB - f_A), divided by the variance (Saltelli et al. 2010, table 2, b). Total index: mean of (f_A - f_AB)²,
/// divided by twice the variance (Jansen, Computer Physics Communications 117 (1999) 35-43; table 2, f). Mean and
/// variance are those of f_A and f_B together; the mean is subtracted first, which makes the first index more exact.
/// </summary>
public sealed record SobolIndices
{
    private SobolIndices()
    {
    }

    /// <summary>Of the responses at A and B, in their unit.</summary>
    public required double Mean { get; init; }

    /// <summary>Of the responses at A and B, with n in the denominator.</summary>
    public required double Variance { get; init; }

    /// <summary>In the order of the groups; NaN when the response does not change.</summary>
    public required ImmutableArray<SobolIndex> PerFactorGroup { get; init; }

    /// <param name="responses">
    /// For each point of the design the response, finite. The runs of a set must share their random numbers, or their
    /// noise counts into the total indices.
    /// </param>
    /// <param name="seed">Of the bootstrap, which draws sets.</param>
    /// <param name="resamples">Of the bootstrap.</param>
    public static SobolIndices Of(
        SaltelliDesign design,
        IReadOnlyList<double> responses,
        ulong seed,
        int resamples = 100,
        double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(responses);
        Arguments.ThrowIfDifferentCounts(design.Points.Length, responses.Count, nameof(responses));
        Arguments.ThrowIfNotBetweenZeroAndOne(confidence);
        foreach (var response in responses)
            Arguments.ThrowIfNotFinite(response, nameof(responses));

        var rows = responses.Chunk(design.PointsPerSet).ToImmutableArray();
        var (mean, variance) = MomentsOf(rows);
        var estimates = IndicesOf(rows);
        var errors = Bootstrap.StandardErrors(
            rows.Length, resamples, seed, sets => IndicesOf([.. sets.Select(i => rows[i])]));
        var z = NormalQuantile.Of((1 + confidence) / 2);
        return new()
        {
            Mean = mean,
            Variance = variance,
            PerFactorGroup =
            [
                .. Enumerable.Range(0, design.FactorGroups.Length).Select(group => new SobolIndex(
                    group,
                    estimates[2 * group], Around(2 * group),
                    estimates[2 * group + 1], Around(2 * group + 1))),
            ],
        };

        Interval Around(int i) => Interval.Around(estimates[i], z * errors[i]);
    }

    /// <summary>First and total index of each group, alternating.</summary>
    private static ImmutableArray<double> IndicesOf(ImmutableArray<double[]> rows)
    {
        var (mean, variance) = MomentsOf(rows);
        var groups = rows[0].Length - 2;
        var indices = ImmutableArray.CreateBuilder<double>(2 * groups);
        for (var group = 0; group < groups; group++)
        {
            var (first, total) = (0.0, 0.0);
            foreach (var row in rows)
            {
                var change = row[group + 1] - row[0];
                first += (row[^1] - mean) * change;
                total += change * change;
            }

            indices.Add(first / rows.Length / variance);
            indices.Add(total / rows.Length / (2 * variance));
        }

        return indices.MoveToImmutable();
    }

    private static (double Mean, double Variance) MomentsOf(ImmutableArray<double[]> rows)
    {
        var sample = default(SampleMoments);
        foreach (var row in rows)
            sample = sample.Add(row[0]).Add(row[^1]);
        return (sample.Mean, sample.SquaredDeviations / sample.Count);
    }
}
