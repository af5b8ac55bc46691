using RsrActors.Reports.Layout;
using RsrActors.Reports.Numbers;

namespace RsrActors.Laboratory.Calibration;

/// <summary>A forecast as lines for people.</summary>
internal static class ForecastText
{
    private const int TextWidth = 100;

    public static readonly string[] Headings = ["day", "5 %", "25 %", "median", "75 %", "95 %"];

    private static readonly string[] Heading = ["", "Forecast: the share in the days to come"];

    public static IEnumerable<string> Of(CalibrationResult result)
    {
        if (result.Forecast is not { } forecast)
            return [];
        return Heading
            .Concat(TextTable.Whole(
                Headings, [true, true, true, true, true, true], TextWidth, [.. forecast.Bands.Select(Row)])
                .Select(line => $"  {line}"))
            .Append("")
            .Concat(Sentences(forecast).SelectMany(text => TextLines.Of(text, TextWidth, "", "  ")));
    }

    public static string[] Row(ForecastBand band) =>
    [
        HumanText.DayNumber((decimal)band.Moment.After.TotalSeconds),
        .. ((double[])[band.P05, band.P25, band.Median, band.P75, band.P95]).Select(CalibrationText.Percent),
    ];

    public static IEnumerable<string> Sentences(AdoptionForecast forecast)
    {
        var reached = forecast.Reached;
        var never = CalibrationText.Percent(reached.Never);
        yield return $"{CalibrationText.Percent(reached.Share)} of the devices have it, in days since the publication: "
            + $"median {Day(reached.Median)}, 90 % interval {Day(reached.Low)} to {Day(reached.High)}, over "
            + $"{HumanText.Count(forecast.Draws, "draw")} of the posterior. In {never} of the draws that does not come "
            + "by the end of the forecast, which counts as never.";
        foreach (var trial in forecast.BackTests)
        {
            yield return $"Tried on the observed points: fitted to the first {trial.Fitted}, the 90 % bands contain "
                + $"{trial.Within90} of the {trial.Predicted} others, the 50 % bands {trial.Within50}.";
        }

        if (forecast.BackTests.IsEmpty)
            yield return "There are too few observed points to try the bands on them.";
    }

    private static string Day(double days) => double.IsInfinity(days) ? "never" : CalibrationText.Number(days);
}
