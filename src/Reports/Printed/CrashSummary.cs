using RsrActors.Reports.Figures;
using RsrActors.Reports.Layout;
using RsrActors.Reports.Numbers;
using Spectre.Console;

namespace RsrActors.Reports.Printed;

/// <summary>
/// The part of a <see cref="Summary"/> about crashes: each release under which something crashed, or was signalled.
/// </summary>
internal sealed class CrashSummary(IAnsiConsole console, Report report, int width, Func<string, Style> styleOf)
{
    private const string NotByTheEnd = "not by the end";
    private const string DoesNotApply = "does not apply";

    private readonly WrappedText _text = new(console, width);
    private readonly DetectionSummary _detections = new(console, report, width);

    public void Write()
    {
        foreach (var release in report.Crashes?.Releases ?? [])
        {
            if (!release.Applications.IsEmpty || !release.Signals.IsEmpty)
                Write(release);
        }

        if (report.WithoutRegressions is { } without)
            Write(without);
    }

    public static string Since(decimal? seconds) =>
        seconds is { } some ? HumanText.Duration(some) : NotByTheEnd;

    private void Write(ReleaseCrashFigures release)
    {
        console.Write(new Text("Crashes under ", new Style(decoration: Decoration.Bold)));
        console.Write(new Text(release.Id, styleOf(release.Id)));
        console.WriteLine();
        _text.Write($"Times are since the publication of {release.Id}, "
            + $"{HumanText.Duration(release.SecondsToPublication)} after the scenario's start.");
        WriteHits(release);
        console.WriteLine();
        if (!release.Applications.IsEmpty)
            FigureTable.Write(console, width, release.Applications, application => new(application.Id), Lines(release));

        _text.WriteLabelled("List published", Since(release.SecondsToList));
        if (release.SecondsToPause is { } paused)
            _text.WriteLabelled("Paused", HumanText.Duration(paused));
        if (release.SecondsToWithdrawal is { } withdrawn)
            _text.WriteLabelled("Withdrawn", HumanText.Duration(withdrawn));
        _text.WriteLabelled("Recommended", InWords(release.Recommendations));
        _text.WriteLabelled("Exposed", $"{DeviceHours(release.DeviceHoursVulnerable)} to the vulnerability"
            + (release.PairsHarmed > 0 ? $", {DeviceHours(release.DeviceHoursRegressed)} to the regression" : "")
            + ", from publication to the end, of devices on the builds that it is for");
        _detections.Write(release);
    }

    /// <summary>How many of the devices that used the release it hit, and with how many crashes.</summary>
    private void WriteHits(ReleaseCrashFigures release)
    {
        if (release.PairsHarmed == 0)
        {
            _text.Write($"{release.Id} has no regression: it causes no crash and hits no device. "
                + "What crashed under it crashes on the base too.");
            return;
        }

        _text.Write($"{release.Id} caused {Crashes(release.CrashesCaused)} and hit "
            + $"{OfDevicesUsing(release.DevicesHit, release.DevicesUsing)}. "
            + "A crash is caused when the release adds it to those of the base; a device with at least one is hit.");
        foreach (var one in release.Platforms.Where(one => one.DevicesHit > 0 && release.Platforms.Length > 1))
        {
            var devices = OfDevicesUsing(one.DevicesHit, one.DevicesUsing);
            _text.Write($"on {one.Platform}: {Crashes(one.CrashesCaused)} on {devices}", indent: "  ");
        }
    }

    private static List<FigureLine<ApplicationCrashFigures>> Lines(ReleaseCrashFigures release)
    {
        List<FigureLine<ApplicationCrashFigures>> lines =
        [
            new("devices it crashed on", one => HumanText.Count(one.DevicesCrashed)),
            new("  still on the release", one => HumanText.Count(one.CrashedStillOn)),
            .. HitLines("devices hit", release, one => one.DevicesHit, platform => platform.DevicesHit),
            new("crashes", one => HumanText.Count(one.Crashes)),
            .. HitLines("  caused by it", release, one => one.CrashesCaused, platform => platform.CrashesCaused),
            new("first crash", one => Since(one.SecondsToFirstCrash)),
        ];
        if (release.PairsHarmed > 0)
        {
            lines.Add(new("first crash caused", one => IfHarmed(one, one.SecondsToFirstCrashCaused)));
            lines.Add(new("detected", one => IfHarmed(one, one.SecondsToDetection)));
        }

        if (release.Applications.Any(one => one.SecondsToFalseAlarm is not null))
            lines.Add(new("false alarm", one => one.SecondsToFalseAlarm is { } at ? HumanText.Duration(at) : "none"));
        if (release.SecondsToList is not null)
            lines.Add(new("on the list", one => IfHarmed(one, one.SecondsToList)));
        lines.AddRange(LastOffLines(release));
        return lines;
    }

    /// <summary>A figure of harm, and the same by platform below it; no lines for a release without harm.</summary>
    private static IEnumerable<FigureLine<ApplicationCrashFigures>> HitLines(
        string label, ReleaseCrashFigures release, Func<ApplicationCrashFigures, long> figure,
        Func<PlatformCrashFigures, long> onPlatform)
    {
        if (release.PairsHarmed == 0)
            yield break;
        yield return new(label, one => HumanText.Count(figure(one)));
        if (release.Platforms.Length < 2)
            yield break;
        var indent = new string(' ', label.Length - label.TrimStart().Length + 2);
        foreach (var platform in release.Platforms.Where(one => one.DevicesHit > 0).Select(one => one.Platform))
        {
            yield return new($"{indent}on {platform}", one => HumanText.Count(
                one.Platforms.Where(other => other.Platform == platform).Sum(onPlatform)));
        }
    }

    private static IEnumerable<FigureLine<ApplicationCrashFigures>> LastOffLines(ReleaseCrashFigures release)
    {
        yield return new("last crashed device off it", one => IfCrashed(one, one.SecondsToLastOff));
        if (release.Applications.Any(one => one.CrashedStillOn > 0))
        {
            yield return new("  latest so far", one =>
                one is { CrashedStillOn: > 0, SecondsToLatestOff: { } latest } ? HumanText.Duration(latest) : "-");
        }

        if (release.SecondsToWithdrawal is { } withdrawn)
        {
            yield return new("  after withdrawal", one => one.SecondsToLastOff < withdrawn
                ? "before it"
                : IfCrashed(one, one.SecondsFromWithdrawalToLastOff));
        }
    }

    private static string IfHarmed(ApplicationCrashFigures one, decimal? seconds) =>
        seconds is null && !one.IsHarmed ? DoesNotApply : Since(seconds);

    private static string IfCrashed(ApplicationCrashFigures one, decimal? seconds) =>
        one.DevicesCrashed == 0 ? DoesNotApply : Since(seconds);

    private void Write(WithoutRegressions without)
    {
        console.WriteLine("The same fleet without regressions", new Style(decoration: Decoration.Bold));
        _text.Write("Crashes of the whole run, on the base and under releases:");
        foreach (var one in without.Applications)
        {
            _text.Write(
                $"{one.Id}: {HumanText.Count(one.With)} with, {HumanText.Count(one.Without)} without regressions, "
                + (one.Difference < 0
                    ? $"{HumanText.Count(-one.Difference)} fewer with them"
                    : $"{HumanText.Count(one.Difference)} more with them"),
                indent: "  ");
        }

        foreach (var one in without.Releases)
        {
            var exposed = DeviceHours(one.DeviceHoursVulnerable);
            _text.Write($"{one.Id}: {one.State}, {exposed} exposed to the vulnerability on the builds that it is for");
            _text.Write($"false alarms: {DetectionSummary.InWords(one.FalseAlarms)}", indent: "  ");
        }

        console.WriteLine();
    }

    private static string InWords(RecommendationFigures one) =>
        $"{HumanText.Count(one.Shown, "removal", "removals")} shown on devices: "
        + $"{HumanText.Count(one.Accepted)} accepted, {HumanText.Count(one.Declined)} declined, "
        + $"{HumanText.Count(one.Unanswered)} unanswered by the end";

    private static string OfDevicesUsing(long part, long devices) =>
        $"{HumanText.Count(part)} of the {HumanText.Count(devices, "device", "devices")} that had it in use "
        + $"({HumanText.Share(part, devices)})";

    private static string Crashes(long count) => HumanText.Count(count, "crash", "crashes");

    private static string DeviceHours(decimal hours) =>
        HumanText.Count((long)Math.Round(hours), "device-hour", "device-hours");
}
