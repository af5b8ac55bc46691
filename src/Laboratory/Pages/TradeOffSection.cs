using System.Collections.Immutable;
using RsrActors.Charts;
using RsrActors.Laboratory.Designs;
using RsrActors.Laboratory.Results;

namespace RsrActors.Laboratory.Pages;

/// <summary>Exposure against harm, and false halts against delay.</summary>
internal static class TradeOffSection
{
    private const double Percent = 100;

    public static void Write(HtmlPage page, ExperimentView view)
    {
        if (!view.IsCharted)
        {
            page.Paragraph("There are too many cells for charts.");
            return;
        }

        if (!WriteFront(page, view) & !WriteHalts(page, view))
            page.Paragraph("These scenarios do not measure what would be traded.");
    }

    /// <returns>Whether something was written.</returns>
    private static bool WriteFront(HtmlPage page, ExperimentView view)
    {
        if (view.Find("exposed-hours") is not { } exposed || view.Find("devices-harmed") is not { } harmed)
            return false;
        page.Subheading("Exposure against harm");
        page.Paragraph(
            "A slower rollout leaves devices exposed for longer; a faster one harms more of them if the response is "
            + "harmful. Both are better when smaller.");
        foreach (var group in view.Groups)
        {
            ImmutableArray<ChartPoint> points =
            [
                .. group.Cells
                    .Select(cell => (
                        Name: view.ShortNameOf(cell), X: ChartNumbers.Of(exposed.Cells[cell]),
                        Y: ChartNumbers.Of(harmed.Cells[cell])))
                    .Where(point => point is { X: not null, Y: not null })
                    .Select(point => new ChartPoint(point.Name, point.X!.Value, point.Y!.Value)),
            ];
            if (points.All(point => point.Y.Value == 0))
            {
                page.Paragraph($"{MeasureSection.Of(group, "no")} run harmed a device, so there is "
                    + "nothing to trade.");
                continue;
            }

            page.Figure(
                $"{MeasureSection.Of(group, "means")} with 95 % intervals. The broad light line "
                + "is the Pareto front. A grey ring is dominated: another cell has at most as much of both, and less "
                + "of one. Cells whose crosses overlap may change places with more runs.",
                ParetoChart.Draw(
                    new(
                        $"Exposure against harm{MeasureSection.In(group)}",
                        string.Join("; ", points.Select(point => $"{point.Name}: {Text(point.X.Value)} device-hours "
                            + $"exposed, {Text(point.Y.Value)} devices harmed")),
                        "exposed-hours, device-hours", "devices-harmed, devices"),
                    points));
        }

        return true;
    }

    /// <summary>A rule halts harmless responses, too; a rule that never does may be slow.</summary>
    /// <returns>Whether something was written.</returns>
    private static bool WriteHalts(HtmlPage page, ExperimentView view)
    {
        if (view.Find("halted-after") is not { } halted || view.Find("false-halt") is not { } falseHalt)
            return false;
        var harmless = view.Groups.Where(group => group.Cells.All(cell => IsHarmless(view, cell))).ToArray();
        var harmful = view.Groups.Where(group => !group.Cells.Any(cell => IsHarmless(view, cell))).ToArray();
        if (harmless.Length == 0 || harmful.Length == 0
            || view.Plan.Experiment.Design is not ExperimentDesign.Full)
        {
            return false;
        }

        page.Subheading("False halts against delay");
        page.Paragraph(
            "A rule that halts at the first crash is soon, and halts harmless responses, too. Both are better when "
                + "smaller.");
        foreach (var bad in harmful)
        {
            foreach (var good in harmless)
                WriteHalts(page, view, (halted, bad), (falseHalt, good));
        }

        return true;
    }

    private static void WriteHalts(
        HtmlPage page, ExperimentView view, (MeasureSummary Measure, CellGroup Group) delay,
        (MeasureSummary Measure, CellGroup Group) falseHalt)
    {
        var unit = TimeUnit.For(view.HoursOf(delay.Group));
        var points = ImmutableArray.CreateBuilder<ChartPoint>();
        foreach (var cell in delay.Group.Cells)
        {
            var name = view.ShortNameOf(cell);
            var other = falseHalt.Group.Cells.FirstOrDefault(one => view.ShortNameOf(one) == name, -1);
            if (other >= 0 && ChartNumbers.Of(delay.Measure.Cells[cell]) is { } hours
                && falseHalt.Measure.Cells[other].Share is { } share)
            {
                points.Add(new(
                    name, new(unit.Of(hours.Value), unit.Of(hours.Low), unit.Of(hours.High)),
                    new(Percent * share.Share, Percent * share.Wilson.Low, Percent * share.Wilson.High)));
            }
        }

        if (points.Count == 0)
            return;
        page.Figure(
            "Across: the mean time until the rule halts, where never counts as the time to the end of the run, with "
            + "its 95 % interval. Up: the share of runs with a harmless response that it halts, with Wilson's 95 % "
            + "interval.",
            TradeOffChart.Draw(
                new(
                    $"False halts, {falseHalt.Group.Name}, against delay, {delay.Group.Name}",
                    string.Join("; ", points.Select(point => $"{point.Name}: halted after {Text(point.X.Value)} "
                        + $"{unit.Name}, false halts in {Text(point.Y.Value)} % of the runs")),
                    $"halted-after, {delay.Group.Name}, {unit.Name}",
                    $"false-halt, {falseHalt.Group.Name}, % of the runs"),
                points.ToImmutable()));
    }

    private static bool IsHarmless(ExperimentView view, int cell) =>
        !view.Plan.Cells[cell].Scenario.HarmfulReleases.Any();

    private static string Text(double value) => Reports.Numbers.ShortNumber.Of((decimal)value);
}
