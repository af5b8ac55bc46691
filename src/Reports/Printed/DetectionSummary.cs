using RsrActors.Reports.Figures;
using RsrActors.Reports.Layout;
using RsrActors.Reports.Numbers;
using Spectre.Console;

namespace RsrActors.Reports.Printed;

/// <summary>
/// The part of a <see cref="CrashSummary"/> about detection: what the sequential test signalled and when, and its
/// power.
/// </summary>
internal sealed class DetectionSummary(IAnsiConsole console, Report report, int width)
{
    private const string Indent = "  ";

    private readonly WrappedText _text = new(console, width);

    public void Write(ReleaseCrashFigures release)
    {
        WriteSignals(release);
        foreach (var one in release.Surveillance)
            Write(release, one);
    }

    /// <summary>On how many pairs the test raised a false alarm, and when the first.</summary>
    public static string InWords(FalseAlarmFigures alarms) => HumanText.Count(alarms.Pairs)
        + (alarms.SecondsToFirst is { } first ? $", the first after {HumanText.Duration(first)}" : "");

    private void WriteSignals(ReleaseCrashFigures release)
    {
        if (release.PairsHarmed > 0)
        {
            var signal = release.SecondsToDetection is null ? "no signal" : "the first signal";
            _text.WriteLabelled("Detected", $"{CrashSummary.Since(release.SecondsToDetection)}: {signal} of maxsprt, "
                + $"the test that publishes the list, for what {release.Id} harms");
        }

        var harmless = HumanText.Count(
            release.PairsHarmless, "pair of an application and a platform", "pairs of an application and a platform");
        _text.WriteLabelled(
            "False alarms", $"{InWords(release.FalseAlarms)}, on the {harmless} that {release.Id} does not harm");
        console.WriteLine();
    }

    private void Write(ReleaseCrashFigures release, SurveillanceFigures one)
    {
        _text.Write($"{one.Application} on {one.Platform}: {Finding(one)}");
        if (one.Forecast is { } forecast)
        {
            WritePower(release, one, forecast);
            if (one.Detected is { } detected)
                Explain(detected, forecast);
        }

        console.WriteLine();
    }

    private static string Finding(SurveillanceFigures one) => one switch
    {
        { Detected: { } detected } =>
            $"detected {CrashSummary.Since(detected.SecondsFromPublication)} after publication, at {Counts(detected)}.",
        { FalseAlarm: { } alarm } =>
            $"a false alarm {CrashSummary.Since(alarm.SecondsFromPublication)} after publication, at {Counts(alarm)}; "
            + "the release adds no crashes there.",
        { ReportedHours: 0 } => "not detected by the end: no device reported any use of it under the release.",
        _ => $"not detected by the end: {Crashes(one.ReportedCrashes)} reported in "
            + $"{ShortNumber.Of(one.ReportedHours)} h of use.",
    };

    private static string Counts(DetectionFigures signal) =>
        $"{HumanText.Count(signal.Crashes, "reported crash", "reported crashes")} where "
        + $"{ShortNumber.Of(signal.Expected)} were expected";

    /// <summary>Each power in one sentence: of which test, for which effect, over which use and time.</summary>
    private void WritePower(ReleaseCrashFigures release, SurveillanceFigures one, ForecastFigures forecast)
    {
        var test = $"maxsprt (alpha {ShortNumber.Percent(forecast.Alpha)} for {one.Application} on {one.Platform}, "
            + $"critical value {ShortNumber.Of(forecast.CriticalValue)})";
        var whole = $"all its surveillance, the {LimitHours(forecast)} of reported use in which "
            + $"{ShortNumber.Of(forecast.Limit)} crashes are expected on the base";
        if (!one.IsHarmed)
        {
            _text.Write($"Without harm {test} raises a false alarm over {whole}, with a chance of "
                + $"{ShortNumber.Chance(forecast.Power)}.", Indent);
            return;
        }

        var effect = $"{ShortNumber.Of(forecast.RateRatio)} times the base's crash rate";
        _text.Write($"The power of {test} at {effect}, over {whole}, is {ShortNumber.Chance(forecast.Power)}"
            + (forecast.ExpectedAtSignal is { } mean
                ? $"; when it signals, {ShortNumber.Of(mean)} are expected by then on average."
                : "."), Indent);
        var observed = HumanText.Duration(report.VirtualSeconds - release.SecondsToPublication);
        _text.Write($"The power of maxsprt at {effect}, over the {ShortNumber.Of(one.ReportedHours)} h of use "
            + $"reported by the end of the run, {observed} after publication, in which "
            + $"{ShortNumber.Of(forecast.ReportedExpected)} crashes are expected on the base, is "
            + $"{ShortNumber.Chance(forecast.PowerAtReported)}.", Indent);
    }

    private static string LimitHours(ForecastFigures forecast) => forecast.CrashesPerThousandHours > 0
        ? $"{ShortNumber.Of(forecast.Limit / forecast.CrashesPerThousandHours * 1000)} h"
        : "hours";

    private void Explain(DetectionFigures detected, ForecastFigures forecast)
    {
        if (detected.PredictedSeconds is { } predicted)
        {
            var devices = HumanText.Count(detected.SharingDevices, "device", "devices");
            _text.Write(
                $"At the signal {devices} that report had it in use; by the scenario "
                + $"{ShortNumber.Percent(forecast.OptIn)} of all devices report. "
                + $"At {ShortNumber.Of(forecast.DailyHours)} h of use a day and "
                + $"{ShortNumber.Of(forecast.CrashesPerThousandHours)} crashes in 1000 h they gather these "
                + $"{ShortNumber.Of(forecast.ExpectedAtSignal ?? 0)} expected crashes "
                + $"in {HumanText.Duration(predicted)}.",
                Indent);
        }

        if (detected.SecondsRamp is { } ramp)
        {
            _text.Write(
                $"The signal came {CrashSummary.Since(detected.SecondsFromFirstUse)} after the first use: "
                + $"{HumanText.Duration(detected.SecondsGathering ?? 0)} to gather what was expected at it, "
                + $"{HumanText.Duration(ramp)} more as devices came one after the other, "
                + $"{HumanText.Duration(detected.SecondsReporting ?? 0)} until the day's totals were there. "
                + $"The first use was {CrashSummary.Since(detected.SecondsToFirstUse)} after publication.",
                Indent);
        }
    }

    private static string Crashes(long count) => HumanText.Count(count, "crash", "crashes");
}
