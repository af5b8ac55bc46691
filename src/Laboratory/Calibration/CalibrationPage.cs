using RsrActors.Charts;
using RsrActors.Laboratory.Pages;
using RsrActors.Reports.Numbers;

namespace RsrActors.Laboratory.Calibration;

/// <summary><c>report.html</c> of a calibration or a forecast. Equal results give equal bytes.</summary>
public static class CalibrationPage
{
    private const double Percent = 100;

    /// <param name="program">The version of the program.</param>
    public static string Of(CalibrationResult result, string program)
    {
        ArgumentNullException.ThrowIfNull(result);
        var plan = result.Plan;
        var page = new HtmlPage(
            $"{(result.Forecast is null ? "Calibration" : "Forecast")} of {CalibrationText.ReleasesOf(plan)} with "
            + plan.Scenario.Name);
        page.Paragraph(
            $"{HumanText.Count(plan.Observed.Length, "observed point")} of a fleet of "
            + $"{HumanText.Count(plan.ObservedDevices, "device")}, fitted by "
            + $"{HumanText.Count(result.Runs.Length, "run")} of {HumanText.Count(plan.Devices, "device")} and "
            + $"{HumanText.Count(plan.Days, "day")}, seed {plan.Request.Seed}.");
        if (result.Forecast is { } forecast)
            WriteForecast(page, result, forecast);
        page.Heading("What people do");
        page.Table(
            "The best fit, and how sure it is.",
            [
                .. CalibrationText.ParameterHeadings.Select((heading, i) => new HtmlColumn(
                    heading, i is >= 1 and <= 4 ? HtmlColumnKind.Number : HtmlColumnKind.Text)),
            ],
            [new("", result.Parameters.Select(one => CalibrationText.ParameterRow(result, one)))]);
        page.List(CalibrationText.Remarks(result));
        page.Heading("Observed and simulated");
        page.List(CalibrationText.Explained(result));
        WriteCurves(page, result);
        page.Table(
            "Each observed point. A band that does not contain the point ends with !.",
            [
                .. CalibrationText.PointHeadings.Select((heading, i) => new HtmlColumn(
                    heading, i == 0 ? HtmlColumnKind.Text : HtmlColumnKind.Number)),
            ],
            [new("", result.Points.Select(CalibrationText.PointRow))]);
        page.Heading("Files");
        page.Definitions(
        [
            ("behaviour.hocon", "the best fit, to include in a scenario"),
            ("posterior.csv", "draws of the posterior; experiments take them with --posterior"),
            ("runs.csv", "each run, with its parameters, its seed and its shares"),
            ("observed.csv", "the observed points as they were read"),
        ]);
        page.Note($"Written by rsr {program}. The page has no clock, no script and no link to another place.");
        return page.ToString();
    }

    private static void WriteForecast(HtmlPage page, CalibrationResult result, AdoptionForecast forecast)
    {
        page.Heading("The days to come");
        page.List(ForecastText.Sentences(forecast));
        var last = result.Points.MaxBy(point => point.Observed.After)!;
        var now = Percent * last.Observed.Share;
        var bands = forecast.Bands;
        page.Figure(
            "Line: the median of the forecast. Dark band: half of the draws. Light band: nine of ten. It begins at the "
            + "last observed point.",
            FanChart.Draw(
                new(
                    "Forecast",
                    $"On the last day between {CalibrationText.Percent(bands[^1].P05)} and "
                    + $"{CalibrationText.Percent(bands[^1].P95)} in nine draws of ten.",
                    "days since the publication", "have it, % of the devices"),
                [
                    new(last.Observed.After.TotalDays, now, now, now, now, now),
                    .. bands.Select(band => new FanPoint(
                        band.Moment.After.TotalDays, Percent * band.P05, Percent * band.P25, Percent * band.Median,
                        Percent * band.P75, Percent * band.P95)),
                ],
                [], Percent));
        page.Table(
            "Quantiles of the share.",
            [.. ForecastText.Headings.Select(heading => new HtmlColumn(heading, HtmlColumnKind.Number))],
            [new("", bands.Select(ForecastText.Row))]);
    }

    private static void WriteCurves(HtmlPage page, CalibrationResult result)
    {
        foreach (var series in result.Points.GroupBy(point => CalibrationText.PointRow(point)[0]))
        {
            FittedPoint[] points = [.. series.OrderBy(point => point.Observed.After)];
            if (points.Length < 2)
                continue;
            page.Figure(
                "At the times of the observed points. The lines of the band have nine of ten such fleets.",
                LineChart.Draw(
                    new(
                        series.Key,
                        "The largest error is "
                        + $"{CalibrationText.Number(points.Max(point => Math.Abs(point.ErrorPoints)))} "
                        + "percentage points.",
                        "days since the publication", "have it, % of the devices"),
                    [
                        Line("observed", point => point.Observed.Share), Line("simulated", point => point.Simulated),
                        Line("band, low", point => point.Low), Line("band, high", point => point.High),
                        Line("eligible", point => point.Eligible),
                    ],
                    Percent));

            ChartLine Line(string name, Func<FittedPoint, double> share) => new(
                name, [.. points.Select(point => (point.Observed.After.TotalDays, Percent * share(point)))]);
        }
    }
}
