using System.Collections.Immutable;

namespace RsrActors.Host.Benchmarks;

/// <param name="Ratio">The ratio to the baseline of the same run; null when there is none.</param>
internal sealed record BenchmarkFigure(string What, double Value, string Unit, double? Ratio);

/// <summary>The results of one run of a benchmark.</summary>
internal sealed record BenchmarkFigures(ImmutableArray<BenchmarkFigure> Lines)
{
    /// <summary>The median of each figure, and of each ratio, over several runs.</summary>
    public static BenchmarkFigures Median(IReadOnlyList<BenchmarkFigures> runs) => new(
        [.. Enumerable.Range(0, runs[0].Lines.Length).Select(i => runs[0].Lines[i] with
        {
            Value = Median(runs.Select(run => run.Lines[i].Value)),
            Ratio = runs[0].Lines[i].Ratio is null ? null : Median(runs.Select(run => run.Lines[i].Ratio!.Value)),
        })]);

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
