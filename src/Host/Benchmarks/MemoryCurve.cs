using System.Collections.Immutable;
using RsrActors.Reports.Layout;

namespace RsrActors.Host.Benchmarks;

/// <summary>How much memory was resident when a run had come so far.</summary>
/// <param name="Left">
/// What the last collection left, which may be garbage of its older generations; 0 before the first.
/// </param>
internal readonly record struct MemorySample(decimal Day, decimal Megabytes, decimal Left);

/// <summary>Medians, in megabytes, of a tenth of the run that follows on the warm-up, and of its last tenth.</summary>
internal readonly record struct MemoryTenths(decimal Early, decimal Late)
{
    /// <summary>Near 1 when memory is flat; null when there was nothing at first.</summary>
    public decimal? Growth => Early == 0 ? null : Late / Early;
}

/// <summary>Resident memory over the virtual days of a run, and what the collector leaves of it.</summary>
/// <param name="samples">In the order they were taken in, one at least.</param>
/// <param name="days">How long the scenario is.</param>
internal sealed class MemoryCurve(ImmutableArray<MemorySample> samples, decimal days)
{
    private const int Height = 10;
    private const int ScaleWidth = 10;
    private static readonly decimal[] NiceSteps = [1, 1.5m, 2, 2.5m, 3, 4, 5, 6, 8];

    /// <summary>
    /// When the figures begin: until then the program is compiled, the caches fill and the collector finds its pace. A
    /// short run has less of it.
    /// </summary>
    public decimal WarmUp { get; } = Math.Min(3, days / 4);

    public MemoryTenths Resident => Tenths(sample => sample.Megabytes);

    public MemoryTenths Left => Tenths(sample => sample.Left);

    /// <summary>The curve as letters: each column as high as the highest sample in it, what was left below.</summary>
    public IEnumerable<string> Draw(int width)
    {
        var chart = new LetterChart(width, ScaleWidth, Height, Top(), "MB", days);
        return
        [
            .. chart.Plot(column =>
                {
                    var within = Within(days * column / chart.Columns, days * (column + 1) / chart.Columns);
                    return [('l', within.Max(sample => sample.Left)), ('m', within.Max(sample => sample.Megabytes))];
                })
                .Select(line => (line.Scale + line.Letters).TrimEnd()),
            .. chart.TimeAxis(),
        ];
    }

    private MemoryTenths Tenths(Func<MemorySample, decimal> of) => new(
        Median(of, WarmUp, WarmUp + days / 10), Median(of, days - days / 10, days));

    private decimal Median(Func<MemorySample, decimal> of, decimal from, decimal to) =>
        (decimal)BenchmarkFigures.Median(Within(from, to).Select(sample => (double)of(sample)));

    /// <summary>Where a fast run left no sample, the last one before says it.</summary>
    private MemorySample[] Within(decimal from, decimal to)
    {
        var within = samples.Where(sample => sample.Day >= from && sample.Day <= to).ToArray();
        return within.Length > 0 ? within : [samples.LastOrDefault(sample => sample.Day < from, samples[0])];
    }

    /// <summary>
    /// The least round scale that all samples fit in: a round step from label to label, every second line.
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
