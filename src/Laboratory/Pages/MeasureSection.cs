using System.Collections.Immutable;
using RsrActors.Charts;
using RsrActors.Laboratory.Designs;
using RsrActors.Laboratory.Measures;
using RsrActors.Laboratory.Output;
using RsrActors.Laboratory.Results;

namespace RsrActors.Laboratory.Pages;

/// <summary>For each measure that is shown: a table of the cells, and the differences to the first cell.</summary>
internal static class MeasureSection
{
    public static void Write(HtmlPage page, ExperimentView view)
    {
        if (view.Plan.Experiment.Design is ExperimentDesign.Sampled)
        {
            EffectSection.Write(page, view);
            return;
        }

        if (!view.IsCharted)
        {
            page.Note(
                $"The experiment has more than {ExperimentView.MostCharted} cells. The page has tables of them and no "
                + "charts; curves.parquet and runs.parquet have everything.");
        }

        foreach (var one in view.Summary.Shown)
            Write(page, view, one);
    }

    private static void Write(HtmlPage page, ExperimentView view, MeasureSummary one)
    {
        var measure = one.Measure;
        page.Subheading(measure.Name);
        page.Paragraph(measure.Meaning);
        var columns = SummaryTable.HeadingsOf(measure)
            .Select(heading => new HtmlColumn(heading, heading switch
            {
                "cell" => HtmlColumnKind.Text,
                "mark" => HtmlColumnKind.Mark,
                _ => HtmlColumnKind.Number,
            }))
            .ToArray();
        page.Table(
            measure.Kind == MeasureKind.YesNo
                ? $"The mean is the share of the runs with yes, from 0 to 1; {MeasureText.Direction(measure)}."
                : $"In {measure.Unit}; {MeasureText.Direction(measure)}.",
            columns,
            view.Groups.Select(group => new HtmlRows(
                group.Name.Length > 0 ? $"condition {group.Name}" : "",
                group.Cells.Select(cell =>
                    (string[])[view.ShortNameOf(cell), .. SummaryTable.Row(view.Summary, one, cell)[1..]]))));
        WriteDifferences(page, view, one);
    }

    private static void WriteDifferences(HtmlPage page, ExperimentView view, MeasureSummary one)
    {
        if (!view.IsCharted)
            return;
        var groups = view.Groups.Where(group => group.Cells.Any(cell => HasDifference(one.Cells[cell]))).ToArray();
        var equal = groups.Where(group => group.Cells.All(cell => one.Cells[cell].Difference is not { } paired
            || paired is { Difference: 0, Estimate.HalfWidth: 0 })).ToArray();
        foreach (var group in equal)
            page.Paragraph($"{Of(group, "all")} differences to {view.ShortNameOf(group.Cells[0])} are 0.");
        string[] charts = [.. groups.Except(equal).Select(group => ChartOf(view, one, group))];
        if (charts.Length == 0)
            return;
        var counted = one.Measure.Kind == MeasureKind.Time
            ? " In a difference a time that never came counts as the time to the end of the run."
            : "";
        page.Figure(
            "Paired differences to the first cell, run by run with the same seed: mean and 95 % interval, each by "
            + "itself. A filled dot: the interval leaves zero out. A ring: it does not, so the runs do not tell which "
            + $"of the two is larger.{counted}",
            charts);
    }

    private static string ChartOf(ExperimentView view, MeasureSummary one, CellGroup group)
    {
        var measure = one.Measure;
        var first = view.ShortNameOf(group.Cells[0]);
        ImmutableArray<DifferenceRow> rows =
        [
            .. group.Cells.Select((cell, place) => RowOf(
                measure, view.ShortNameOf(cell), one.Cells[cell],
                place == 0 ? "the others minus this one" : "no common run")),
        ];
        return DifferenceChart.Draw(
            new(
                $"Differences in {measure.Name}{In(group)}",
                string.Join("; ", rows.Select(row => $"{row.Name}: {row.Numbers}")),
                $"{measure.Name} minus that of {first}{In(group)}, {measure.Unit}", ""),
            rows);
    }

    private static DifferenceRow RowOf(Measure measure, string name, CellSummary cell, string without)
    {
        if (!HasDifference(cell))
            return new(name, null, cell.Runs == 0 ? "no run" : without);
        var (difference, interval) = (cell.Difference!.Difference, cell.Difference.Interval);
        return new(
            name, new(difference, interval.Low, interval.High),
            double.IsFinite(interval.Low)
                ? $"{MeasureText.Signed(measure, difference)}  "
                    + $"({MeasureText.Short(measure, interval.Low)} to {MeasureText.Short(measure, interval.High)})"
                : $"{MeasureText.Signed(measure, difference)}  (one run: no interval)");
    }

    private static bool HasDifference(CellSummary cell) =>
        cell.Difference is { Difference: var value } && ChartNumbers.CanDraw(value);

    /// <summary>The beginning of a sentence about a condition, if there is one.</summary>
    internal static string Of(CellGroup group, string word) =>
        group.Name.Length > 0 ? $"Condition {group.Name}: {word}" : char.ToUpperInvariant(word[0]) + word[1..];

    internal static string In(CellGroup group) => group.Name.Length > 0 ? $", {group.Name}" : "";
}
