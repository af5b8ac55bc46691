using System.Collections.Immutable;
using RsrActors.Reports.Layout;

namespace RsrActors.Host.Benchmarks;

/// <summary>The memory that was resident at a day of the run.</summary>
/// <param name="Left">
/// What the last collection left, which may include garbage of older generations; 0 before the first collection.
/// </param>
internal readonly record struct MemorySample(decimal Day, decimal Megabytes, decimal Left);

/// <summary>Medians, in megabytes, of the tenth of the run after the warm-up, and of its last tenth.</summary>
internal readonly record struct MemoryTenths(decimal Early, decimal Late)
{
    /// <summary>About 1 when memory does not grow; null when the early median is 0.</summary>
    public decimal? Growth => Early == 0 ? null : Late / Early;
}

/// <summary>Resident memory over the virtual days of a run, and what the collector leaves of it.</summary>
/// <param name="samples">In the order in which they were taken; at least one.</param>
/// <param name="days">How long the scenario is.</param>
internal sealed class MemoryCurve(ImmutableArray<MemorySample> samples, decimal days)
{
    private const int Height = 10;
    private const int ScaleWidth = 10;
    private static readonly decimal[] NiceSteps = [1, 1.5m, 2, 2.5m, 3, 4, 5, 6, 8];

    /// <summary>
    /// The day at which the figures begin: before it the program is compiled, the caches fill and the collector adapts.
    /// It is earlier in a short run.
    /// </summary>
    public decimal WarmUp { get; } = Math.Min(3, days / 4);

    public MemoryTenths Resident => Tenths(sample => sample.Megabytes);

    public MemoryTenths Left => Tenths(sample => sample.Left);

    /// <summary>
    /// The curve as characters: each column shows its highest sample, and below it the most that the collector left.
    /// </summary>
    public IEnumerable<string> Draw(int width)
    {
        var chart = new CharacterChart(width, ScaleWidth, Height, Top(), "MB", days);
        return
        [
            .. chart.Plot(column =>
                {
                    var within = Within(days * column / chart.Columns, days * (column + 1) / chart.Columns);
                    return [('l', within.Max(sample => sample.Left)), ('m', within.Max(sample => sample.Megabytes))];
                })
                .Select(line => (line.Scale + line.Characters).TrimEnd()),
            .. chart.TimeAxis(),
        ];
    }

    private MemoryTenths Tenths(Func<MemorySample, decimal> of) => new(
        Median(of, WarmUp, WarmUp + days / 10), Median(of, days - days / 10, days));

    private decimal Median(Func<MemorySample, decimal> of, decimal from, decimal to) =>
        (decimal)BenchmarkFigures.Median(Within(from, to).Select(sample => (double)of(sample)));

    /// <summary>Where a fast run has no sample, the last one before is used.</summary>
    private MemorySample[] Within(decimal from, decimal to)
    {
        var within = samples.Where(sample => sample.Day >= from && sample.Day <= to).ToArray();
        return within.Length > 0 ? within : [samples.LastOrDefault(sample => sample.Day < from, samples[0])];
    }

    /// <summary>
    /// The smallest scale that holds all samples and has a round step from label to label; every second line has a
    /// label.
    /// </summary>
    private decimal Top()
    {
        var step = samples.Max(sample => sample.Megabytes) * 2 / Height;
        var power = 1m;
        while (power * 10 <= step)
            power *= 10;
        return NiceSteps.Append(10).First(nice => nice * power >= step) * power * Height / 2;
    }
}
