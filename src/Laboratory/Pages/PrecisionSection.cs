using System.Collections.Immutable;
using RsrActors.Charts;
using RsrActors.Laboratory.Measures;
using RsrActors.Model.Statistics.Comparisons;
using RsrActors.Model.Statistics.Estimates;
using RsrActors.Reports.Numbers;

namespace RsrActors.Laboratory.Pages;

/// <summary>How precise the means are, how that grew with the runs, and what common random numbers gained.</summary>
internal static class PrecisionSection
{
    private const int MostLines = 8;
    private const int MostPoints = 60;

    public static void Write(HtmlPage page, ExperimentView view)
    {
        page.Paragraph(
            "Half the width of the 95 % interval of each mean, after so many replications. It shrinks like one over "
            + "the square root of their number: four times as many runs make it half as wide.");
        var isFirst = true;
        foreach (var one in view.Summary.Shown.Where(_ => view.IsCharted))
        {
            string[] charts =
            [
                .. view.Groups.SelectMany(group => group.Cells.Chunk(MostLines)
                    .Select(cells => ChartOf(view, one.Measure, group, cells))).OfType<string>(),
            ];
            if (charts.Length == 0)
            {
                page.Paragraph(
                    $"{one.Measure.Name}: all runs of each cell are equal, or there is one, so there is no width.");
            }
            else if (isFirst)
                page.Figure($"Precision of {one.Measure.Name}, by replications.", charts);
            else
            {
                page.Folded(
                    $"{one.Measure.Name}: precision by replications", () => page.Figure(one.Measure.Name, charts));
            }

            isFirst &= charts.Length == 0;
        }

        WriteGain(page, view);
    }

    private static string? ChartOf(ExperimentView view, Measure measure, CellGroup group, int[] cells)
    {
        ImmutableArray<ChartLine> lines =
            [.. cells.Select(cell => new ChartLine(view.ShortNameOf(cell), WidthsOf(view, measure, cell)))];
        return lines.Any(line => line.Points.Any(point => point.Y > 0))
            ? LineChart.Draw(
                new(
                    $"Precision of {measure.Name}{MeasureSection.In(group)}",
                    string.Join("; ", lines.Where(line => !line.Points.IsEmpty)
                        .Select(line => $"{line.Name}: {ShortNumber.Of((decimal)line.Points[^1].Y)} after all")),
                    "replications", $"half the width, {measure.Unit}{MeasureSection.In(group)}"),
                lines, areWhole: true)
            : null;
    }

    private static ImmutableArray<(double X, double Y)> WidthsOf(ExperimentView view, Measure measure, int cell)
    {
        var values = view.ValuesOf(measure, cell);
        var step = Math.Max(1, values.Length / MostPoints);
        var points = ImmutableArray.CreateBuilder<(double X, double Y)>();
        var sample = default(SampleMoments);
        for (var i = 0; i < values.Length; i++)
        {
            sample = sample.Add(double.IsPositiveInfinity(values[i]) ? view.HoursOf(cell) : values[i]);
            if (sample.Count < 2 || (sample.Count % step != 0 && sample.Count < values.Length))
                continue;
            var half = MeanEstimate.Of(sample).HalfWidth;
            if (ChartNumbers.CanDraw(half))
                points.Add((sample.Count, half));
        }

        return points.ToImmutable();
    }

    private static void WriteGain(HtmlPage page, ExperimentView view)
    {
        page.Subheading("What common random numbers gained");
        var rows = view.Summary.Shown
            .Select(one => new HtmlRows(
                one.Measure.Name,
                one.Cells.Select((cell, place) => (place, cell.Difference))
                    .Where(row => row.Difference is not null)
                    .Select(row => (string[])[
                        view.NameOf(row.place), CorrelationOf(row.Difference!), .. GainOf(row.Difference!)])))
            .Where(group => group.Rows.Any()).ToArray();
        if (rows.Length == 0)
        {
            page.Paragraph("No cell is compared with another one.");
            return;
        }

        page.Paragraph(
            "Cells share the seed of each replication. Where both react to the same chance, their runs rise and fall "
            + "together (a correlation near 1), and the difference is known from fewer runs: by the factor below. A "
            + "factor near 1: it did not help. Below 1: it did harm, and independent seeds would have been better for "
            + "that difference.");
        page.Folded("Each difference to the first cell", () => page.Table(
            "Correlation with the first cell, and how many times as many runs independent seeds would have needed.",
            [
                new("cell"), new("correlation", HtmlColumnKind.Number), new("factor", HtmlColumnKind.Number),
                new("in words"),
            ],
            rows));
    }

    private static string CorrelationOf(PairedComparison paired) =>
        double.IsFinite(paired.Correlation) ? $"{Number(paired.Correlation)}" : "-";

    private static string[] GainOf(PairedComparison paired) => paired switch
    {
        { VarianceReduction: var gain } when double.IsNaN(gain) => ["-", "all runs of both cells are equal"],
        { VarianceReduction: var gain } when double.IsInfinity(gain) => ["∞", "all differences are equal"],
        { VarianceReduction: var gain, Correlation: var correlation } when double.IsNaN(correlation) =>
            [Number(gain), "all runs of one cell are equal, so there is nothing to share"],
        { VarianceReduction: var gain } =>
            [Number(gain), gain < 0.95 ? "it does harm" : gain < 1.05 ? "no gain" : "it helps"],
    };

    private static string Number(double value) =>
        ChartNumbers.CanDraw(value) ? ShortNumber.Of((decimal)value) : "above 1e15";
}
