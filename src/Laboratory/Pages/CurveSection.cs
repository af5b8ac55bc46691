using System.Collections.Immutable;
using RsrActors.Charts;
using RsrActors.Laboratory.Results;
using RsrActors.Reports.Numbers;

namespace RsrActors.Laboratory.Pages;

/// <summary>How protection grows in each cell, and how far its runs lie apart.</summary>
internal static class CurveSection
{
    /// <summary>More points are not visible in a chart so small.</summary>
    private const int MostPoints = 121;
    private const double Percent = 100;

    public static void Write(HtmlPage page, ExperimentView view)
    {
        var curves = ProtectionCurves.Of(view.Plan, view.Rows).Where(curve => curve.Hours.Length > 1)
            .ToDictionary(curve => curve.Cell);
        if (curves.Count == 0 || !view.IsCharted)
        {
            page.Paragraph(view.IsCharted
                ? "No run has a curve."
                : "There are too many cells for charts; curves.parquet has the curves of all.");
            return;
        }

        page.Paragraph(
            "A device is protected when it runs content without the vulnerabilities of the scenario that concern it; "
            + "in a scenario without vulnerabilities, when it has the fixes of the newest response. The share is that "
            + "of the fleet, at each full hour.");
        var highest = Percent * curves.Values.Max(curve => curve.Hours.Max(hour => hour.P95));
        foreach (var group in view.Groups.Where(group => group.Cells.Any(curves.ContainsKey)))
        {
            if (group.Name.Length > 0)
                page.Minor(group.Name);
            var drawn = group.Cells.Where(curves.ContainsKey).ToArray();
            page.Figure(
                "Line: the median over the runs. Dark band: half of the runs. Light band: nine runs of ten. Each at "
                + "its hour by itself, so the line is no single run."
                + (drawn.Length > 1 ? $" Dashed: the median of {view.ShortNameOf(drawn[0])}, for comparison." : ""),
                drawn.Select(cell => ChartOf(view, curves[cell], cell == drawn[0] ? null : curves[drawn[0]], highest)));
        }
    }

    private static string ChartOf(ExperimentView view, ProtectionCurve curve, ProtectionCurve? first, double highest)
    {
        var unit = TimeUnit.For(curve.Hours.Length - 1);
        var end = curve.Hours[^1];
        return FanChart.Draw(
            new(
                view.ShortNameOf(curve.Cell),
                $"Protected at the end: median {Share(end.Median)}, nine runs of ten between {Share(end.P05)} and "
                + $"{Share(end.P95)}; {HumanText.Count(curve.Runs, "run")}.",
                $"{unit.Name} since the scenario's start", "protected, % of the fleet"),
            [
                .. Thinned(curve.Hours).Select(hour => new FanPoint(
                    unit.Of(hour.Hour), Percent * hour.P05, Percent * hour.P25, Percent * hour.Median,
                    Percent * hour.P75, Percent * hour.P95)),
            ],
            first is null ? [] : [.. Thinned(first.Hours).Select(hour => (unit.Of(hour.Hour), Percent * hour.Median))],
            highest);
    }

    /// <summary>Every so many hours, and the last one.</summary>
    private static IEnumerable<CurveHour> Thinned(ImmutableArray<CurveHour> hours)
    {
        var step = (hours.Length + MostPoints - 2) / (MostPoints - 1);
        return hours.Where((_, place) => place % step == 0 || place == hours.Length - 1);
    }

    private static string Share(double share) => ShortNumber.Percent((decimal)share);
}
