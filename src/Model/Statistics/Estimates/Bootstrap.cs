using System.Collections.Immutable;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Statistics.Estimates;

/// <summary>
/// The standard error of any statistic, from samples drawn with replacement out of the sample: Efron, Bootstrap
/// methods: another look at the jackknife, Annals of Statistics 7 (1979) 1-26.
/// </summary>
public static class Bootstrap
{
    /// <summary>The standard errors of several statistics of the same sample, in their units.</summary>
    /// <param name="size">How many members the sample has, from 0 on.</param>
    /// <param name="resamples">How many samples are drawn, at least 2; 100 is usual for a standard error.</param>
    /// <param name="seed">The same seed draws the same samples.</param>
    /// <param name="statistics">The statistics of drawn members, always as many.</param>
    public static ImmutableArray<double> StandardErrors(
        int size, int resamples, ulong seed, Func<ImmutableArray<int>, ImmutableArray<double>> statistics)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 2);
        ArgumentNullException.ThrowIfNull(statistics);
        ImmutableArray<ImmutableArray<double>> drawn =
        [
            .. Enumerable.Range(0, resamples)
                .Select(resample => statistics(Members(size, new(seed, (ulong)resample)))),
        ];
        return
        [
            .. Enumerable.Range(0, drawn[0].Length).Select(i => SpreadOf(drawn, i)),
        ];
    }

    private static ImmutableArray<int> Members(int size, Dice dice) =>
        [.. Enumerable.Range(0, size).Select(n => IndexDraws.Below(size, dice, Purpose.Resample, n))];

    /// <summary>NaN where a statistic of a resample is undefined.</summary>
    private static double SpreadOf(ImmutableArray<ImmutableArray<double>> drawn, int i) =>
        drawn.All(statistics => double.IsFinite(statistics[i]))
            ? SampleMoments.Of(drawn.Select(statistics => statistics[i])).StandardDeviation
            : double.NaN;
}
