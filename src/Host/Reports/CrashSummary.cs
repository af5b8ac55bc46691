using System.Globalization;
using Spectre.Console;

namespace RsrActors.Host.Reports;

/// <summary>
/// The part of a <see cref="Summary"/> about crashes: each release that had some, or was found to cause them.
/// </summary>
internal sealed class CrashSummary(IAnsiConsole console, Report report, int width, Func<string, Style> styleOf)
{
    private const string Indent = "  ";

    /// <summary>A space at which no line is broken.</summary>
    private const char Glue = '\u00a0';

    public void Write()
    {
        foreach (var release in report.Crashes?.Releases ?? [])
        {
            if (!release.Applications.IsEmpty || !release.Surveillance.IsEmpty)
                Write(release);
        }

        if (report.WithoutRegressions is { } without)
            Write(without);
    }

    private void Write(ReleaseCrashFigures release)
    {
        console.Write(new Text("Crashes under ", new Style(decoration: Decoration.Bold)));
        console.Write(new Text(release.Id, styleOf(release.Id)));
        console.WriteLine(", times from publication");
        if (!release.Applications.IsEmpty)
            FigureTable.Write(console, width, release.Applications, application => new(application.Id), Lines(release));

        Say("Published list", HumanText.DurationOrNever(release.SecondsToList));
        if (release.SecondsToPause is { } paused)
            Say("Paused", HumanText.Duration(paused));
        if (release.SecondsToWithdrawal is { } withdrawn)
            Say("Withdrawn", HumanText.Duration(withdrawn));
        Say("Recommendations ", Words(release.Recommendations));
        Say("Exposed", $"{DeviceHours(release.DeviceHoursVulnerable)} to the vulnerability"
            + (release.DeviceHoursRegressed > 0 ? $", {DeviceHours(release.DeviceHoursRegressed)} to the regression" : ""));
        Say("Rules", string.Join(", ", release.SecondsToDetection
            .OrderBy(rule => rule.Value ?? decimal.MaxValue)
            .Select(rule => $"{rule.Key} {HumanText.DurationOrNever(rule.Value)}".Replace(' ', Glue))));
        console.WriteLine();
        foreach (var one in release.Surveillance)
            Write(one);
    }

    private static List<FigureLine<ApplicationCrashFigures>> Lines(ReleaseCrashFigures release)
    {
        List<FigureLine<ApplicationCrashFigures>> lines =
        [
            new("crashed on devices", one => HumanText.Count(one.DevicesAffected)),
            new("  that run it still", one => HumanText.Count(one.AffectedStillOn)),
            new("crashes", one => HumanText.Count(one.Crashes)),
        ];
        if (release.Applications.Any(one => one.CrashesCaused is not null))
            lines.Add(new("  caused by the release", one => HumanText.Count(one.CrashesCaused ?? 0)));
        lines.Add(new("first crash", one => HumanText.DurationOrNever(one.SecondsToFirstCrash)));
        if (release.Applications.Any(one => one.SecondsToDetection is not null))
        {
            lines.Add(new("detected", one => HumanText.DurationOrNever(one.SecondsToDetection)));
            lines.Add(new("on the list", one => HumanText.DurationOrNever(one.SecondsToList)));
        }

        lines.Add(new("last such device off it", one => HumanText.DurationOrNever(one.SecondsToLastOff)));
        if (release.SecondsToWithdrawal is not null)
            lines.Add(new("  after withdrawal", one => HumanText.DurationOrNever(one.SecondsFromWithdrawalToLastOff)));
        return lines;
    }

    private void Write(SurveillanceFigures one)
    {
        var forecast = one.Forecast;
        WriteWrapped($"{one.Application} on {one.Platform}: {Finding(one)}", "");
        if (forecast is not null)
        {
            WriteWrapped(
                $"The test: alpha {Percent(forecast.Alpha)}, critical {Number(forecast.CriticalValue)}, until {Number(forecast.Limit)} "
                + $"crashes are expected. At {Number(forecast.RateRatio)} times the rate its power is {Percent(forecast.Power)}"
                + (forecast.ExpectedAtSignal is { } mean ? $", and it signals at {Number(mean)} expected crashes on average." : "."),
                Indent);
        }

        if (one.Detected is { } detected && forecast is not null)
            Explain(detected, forecast);
        console.WriteLine();
    }

    private static string Finding(SurveillanceFigures one) => one switch
    {
        { Detected: { } detected } =>
            $"found after {HumanText.DurationOrNever(detected.SecondsFromPublication)}, at {HumanText.Count(detected.Crashes)} "
            + $"reported crashes where {Number(detected.Expected)} were expected.",
        { ReportedHours: 0 } => "not found: nobody who had it in use shares analytics, and no report of it was sent.",
        { Forecast: { } forecast } =>
            $"not found: too few crashes were reported, {HumanText.Count(one.ReportedCrashes)} where "
            + $"{Number(forecast.ReportedExpected)} of {Number(forecast.Limit)} were expected. That far the power is "
            + $"{Percent(forecast.PowerAtReported)}.",
        _ => $"not found: {HumanText.Count(one.ReportedCrashes)} crashes were reported in {Number(one.ReportedHours)} hours.",
    };

    private void Explain(DetectionFigures detected, ForecastFigures forecast)
    {
        if (detected.PredictedSeconds is { } predicted)
        {
            WriteWrapped(
                $"{HumanText.Count(detected.SharingDevices)} devices ran it and report ({Percent(forecast.OptIn)} of all do). "
                + $"At {Number(forecast.DailyHours)} h a day and {Number(forecast.CrashesPerThousandHours)} crashes in 1000 h "
                + $"they expect {Number(forecast.ExpectedAtSignal ?? 0)} crashes in {HumanText.Duration(predicted)}.",
                Indent);
        }

        if (detected.SecondsRamp is { } ramp)
        {
            WriteWrapped(
                $"It took {HumanText.DurationOrNever(detected.SecondsFromFirstUse)} from the first use: "
                + $"{HumanText.Duration(detected.SecondsGathering ?? 0)} for what was expected at the signal, "
                + $"{HumanText.Duration(ramp)} more as devices came one after the other, "
                + $"{HumanText.Duration(detected.SecondsReporting ?? 0)} until the day's totals were there. "
                + $"The first use was {HumanText.DurationOrNever(detected.SecondsToFirstUse)} after publication.",
                Indent);
        }
    }

    private void Write(WithoutRegressions without)
    {
        console.WriteLine("The same fleet without regressions", new Style(decoration: Decoration.Bold));
        foreach (var one in without.Applications)
        {
            WriteWrapped(
                $"{one.Id}: {HumanText.Count(one.With)} crashes with, {HumanText.Count(one.Without)} without, "
                + $"{HumanText.Count(one.Caused)} more",
                Indent);
        }

        foreach (var one in without.Releases)
            WriteWrapped($"{one.Id}: {one.State}, {DeviceHours(one.DeviceHoursVulnerable)} exposed to the vulnerability", Indent);
        console.WriteLine();
    }

    private static string Words(RecommendationFigures one) =>
        $"{HumanText.Count(one.Shown)} shown, {HumanText.Count(one.Accepted)} accepted, "
        + $"{HumanText.Count(one.Declined)} declined, {HumanText.Count(one.Unanswered)} unanswered";

    private void Say(string label, string text) => WriteWrapped($"{label,-16}{text}", new string(' ', 16), first: "");

    private void WriteWrapped(string text, string indent) => WriteWrapped(text, indent, indent);

    /// <summary>Broken between words, so that it is the same on every console.</summary>
    private void WriteWrapped(string text, string indent, string first)
    {
        var line = first;
        var begun = false;
        foreach (var word in text.Split(' '))
        {
            if (begun && line.Length + 1 + word.Length > width)
            {
                console.WriteLine(line.Replace(Glue, ' '));
                (line, begun) = (indent, false);
            }

            line += begun ? " " + word : word;
            begun = true;
        }

        console.WriteLine(line.Replace(Glue, ' '));
    }

    private static string DeviceHours(decimal hours) => $"{HumanText.Count((long)Math.Round(hours))} device-hours";

    /// <summary>Three significant digits, or all before the point.</summary>
    private static string Number(decimal value) => value.ToString(
        Math.Abs(value) switch { >= 100 => "#,##0", >= 10 => "0.#", >= 1 => "0.##", _ => "0.####" },
        CultureInfo.InvariantCulture);

    private static string Percent(decimal share) => $"{Number(100 * share)} %";
}
