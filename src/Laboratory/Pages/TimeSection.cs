using System.Collections.Immutable;
using RsrActors.Charts;
using RsrActors.Laboratory.Measures;

namespace RsrActors.Laboratory.Pages;

/// <summary>The distributions of the times until harm is detected, and until a rule halts.</summary>
internal static class TimeSection
{
    /// <summary>More lines in one chart cannot be told apart.</summary>
    private const int MostLines = 8;

    private static readonly (string Measure, string Happened)[] Events =
    [
        ("detected-after", "crash analytics had detected harm"),
        ("halted-after", "the rollout rule had halted or withdrawn the response"),
    ];

    public static void Write(HtmlPage page, ExperimentView view)
    {
        var isEmpty = true;
        foreach (var (name, happened) in Events)
        {
            if (view.Find(name) is not { } one)
                continue;
            isEmpty = false;
            page.Subheading(one.Measure.Name);
            page.Paragraph(one.Measure.Meaning);
            foreach (var group in view.Groups)
                Write(page, view, one.Measure, group, happened);
        }

        if (isEmpty)
            page.Paragraph("These scenarios have no event whose time could be drawn.");
    }

    private static void Write(HtmlPage page, ExperimentView view, Measure measure, CellGroup group, string happened)
    {
        ChartSample[] samples =
        [
            .. group.Cells.Select(cell => new ChartSample(view.ShortNameOf(cell), view.ValuesOf(measure, cell)))
                .Where(sample => !sample.Times.IsEmpty),
        ];
        if (samples.All(sample => sample.Times.All(double.IsPositiveInfinity)))
        {
            page.Paragraph($"{MeasureSection.Of(group, "never")} in any run.");
            return;
        }

        if (!view.IsCharted)
            return;
        page.Figure(
            $"{MeasureSection.Of(group, "the")} share of the runs in which {happened} by each "
            + "moment; after the end of the axis there is no further one. Right of the gap: how many runs never came "
            + "to it, as a bar from that share up to 100 %.",
            samples.Chunk(MostLines).Select(some => ChartOf(measure, group, [.. some])));
    }

    private static string ChartOf(Measure measure, CellGroup group, ImmutableArray<ChartSample> samples)
    {
        var last = samples.SelectMany(sample => sample.Times).Where(double.IsFinite).DefaultIfEmpty(0).Max();
        var unit = TimeUnit.For(last);
        return DistributionChart.Draw(
            new(
                $"Distribution of {measure.Name}{MeasureSection.In(group)}",
                string.Join("; ", samples.Select(sample =>
                    $"{sample.Name}: in {sample.Times.Count(double.IsFinite)} of {sample.Times.Length} runs")),
                $"{unit.Name} from the publication", "share of the runs, %"),
            [
                .. samples.Select(sample =>
                    sample with { Times = [.. sample.Times.Select(unit.Of)] }),
            ]);
    }
}
