using System.Text.RegularExpressions;
using RsrActors.Reports.Figures;
using static RsrActors.Host.Tests.Reports.SummaryTests;
using Counts = System.Collections.Immutable.ImmutableSortedDictionary<string, long>;

namespace RsrActors.Host.Tests.Reports;

/// <summary>Crashes in the summary.</summary>
public sealed class CrashSummaryTests
{
    private const StringSplitOptions Parts = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
    private static readonly Counts None = Counts.Empty;

    [Theory]
    [InlineData("Crashes under 16.5.1-a Times are since the publication of 16.5.1-a, 7 d after the scenario's start.")]
    [InlineData("16.5.1-a caused 334 crashes and hit 81 of the 2,000 devices that had it in use (4.1 %).")]
    [InlineData("on iphone: 333 crashes on 80 of the 1,600 devices that had it in use (5.0 %)")]
    [InlineData("on ipad: 1 crash on 1 of the 400 devices that had it in use (0.3 %)")]
    [InlineData("List published 3 h")]
    [InlineData("Withdrawn 9 h")]
    [InlineData("Recommended 25 removals shown on devices: 12 accepted, 3 declined, 10 unanswered by the end")]
    [InlineData(
        "1,000,000 device-hours to the vulnerability, 1 device-hour to the regression, from publication to the end")]
    [InlineData(
        "Detected 2 h: the first signal of maxsprt, the test that publishes the list, for what 16.5.1-a harms")]
    [InlineData(
        "False alarms 1, the first after 5 h, on the 5 pairs of an application and a platform that 16.5.1-a does not "
            + "harm")]
    [InlineData("safari on iphone: detected 2 h after publication, at 9 reported crashes where 2.1 were expected.")]
    [InlineData(
        "The power of maxsprt (alpha 0.25 % for safari on iphone, critical value 7.2) at 8 times the base's "
            + "crash rate, over all its surveillance, the 12,500 h of reported use in which 100 crashes are "
            + "expected on the base, is above 99.9 %; when it signals, 1.5 are expected by then on average.")]
    [InlineData(
        "The power of maxsprt at 8 times the base's crash rate, over the 262 h of use reported by the end of the "
            + "run, 7 d after publication, in which 0.5 crashes are expected on the base, is 31 %.")]
    [InlineData(
        "At the signal 120 devices that report had it in use; by the scenario 35 % of all devices report. At 1.5 "
            + "h of use a day and 8 crashes in 1000 h they gather these 1.5 expected crashes in 1 d 1 h.")]
    [InlineData(
        "The signal came 1 h 50 min after the first use: 30 min to gather what was expected at it, 1 h more as "
            + "devices came one after the other, 20 min until the day's totals were there. The first use was 10 "
            + "min after publication.")]
    [InlineData("mail on ipad: not detected by the end: 3 crashes reported in 62 h of use.")]
    [InlineData("zoom on ipad: not detected by the end: no device reported any use of it under the release.")]
    [InlineData(
        "notes on ipad: a false alarm 5 h after publication, at 1 reported crash where 0.001 were expected; the "
            + "release adds no crashes there.")]
    [InlineData(
        "Without harm maxsprt (alpha 0.25 % for notes on ipad, critical value 7.2) raises a false alarm over all "
            + "its surveillance, the 12,500 h of reported use in which 100 crashes are expected on the base, "
            + "with a chance of 0.25 %.")]
    [InlineData("safari: 456 with, 123 without regressions, 333 more with them")]
    [InlineData("mail: 1 with, 2 without regressions, 1 fewer with them")]
    [InlineData("false alarms: 3, the first after 1 h")]
    public void The_summary_has_these_words_about_crashes(string words) => Assert.Contains(
        words, Regex.Replace(Render(Crashing()), "\\s+", " "), StringComparison.Ordinal);

    [Theory]
    [InlineData("devices it crashed on", "100", "2")]
    [InlineData("  still on the release", "4", "0")]
    [InlineData("devices hit", "81", "0")]
    [InlineData("  on iphone", "80", "0")]
    [InlineData("  on ipad", "1", "0")]
    [InlineData("crashes", "400", "2")]
    [InlineData("  caused by it", "334", "0")]
    [InlineData("    on iphone", "333", "0")]
    [InlineData("    on ipad", "1", "0")]
    [InlineData("first crash", "1 h", "5 h")]
    [InlineData("first crash caused", "2 h", "does not apply")]
    [InlineData("detected", "2 h", "does not apply")]
    [InlineData("false alarm", "none", "5 h")]
    [InlineData("on the list", "3 h", "does not apply")]
    [InlineData("last crashed device off it", "not by the end", "6 h")]
    [InlineData("  latest so far", "1 d", "-")]
    [InlineData("  after withdrawal", "not by the end", "before it")]
    public void The_summary_has_a_line_with_figures_of_crashed_applications(string label, params string[] figures) =>
        Assert.Contains(
            Render(Crashing()).Split('\n'),
            line => line.StartsWith(label, StringComparison.Ordinal)
                && line[label.Length..].Split("  ", Parts).SequenceEqual(figures));

    [Fact]
    public void A_release_without_a_regression_hits_no_device_and_every_signal_is_a_false_alarm()
    {
        var release = Crashing().Crashes!.Releases[0] with
        {
            PairsHarmed = 0,
            PairsHarmless = 1,
            SecondsToList = null,
            SecondsToDetection = null,
            FalseAlarms = new(0, null),
            Surveillance = [],
        };

        var text = Regex.Replace(Render(Sample() with { Crashes = new(None, [release]) }), "\\s+", " ");

        Assert.Contains(
            "16.5.1-a has no regression: it causes no crash and hits no device.", text, StringComparison.Ordinal);
        Assert.Contains(
            "False alarms 0, on the 1 pair of an application and a platform that 16.5.1-a does not harm",
            text, StringComparison.Ordinal);
        Assert.Contains("List published not by the end", text, StringComparison.Ordinal);
        Assert.DoesNotContain("detected", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("devices hit", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(100)]
    [InlineData(240)]
    public void The_summary_of_crashes_is_plain_text_no_wider_than_the_console(int width)
    {
        var text = Render(Crashing(), width);

        Assert.All(text, letter => Assert.True(letter is '\n' or (>= ' ' and <= '~'), $"'{letter}'"));
        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= Math.Min(width, 100), line));
    }

    [Fact]
    public void The_summary_leaves_out_a_release_without_crashes()
    {
        var quiet = Crashing().Crashes!.Releases[0] with { Applications = [], Signals = [], Surveillance = [] };

        var text = Render(Sample() with { Crashes = new(None, [quiet]) });

        Assert.DoesNotContain("Crashes under", text, StringComparison.Ordinal);
        Assert.Equal(Render(Sample()), text);
    }

    /// <summary>
    /// (a) makes Safari crash more often on phones, which is detected, and two applications on tablets, which is not. A
    /// third application has a false alarm there.
    /// </summary>
    private static Report Crashing()
    {
        var forecast = new ForecastFigures(8, 8, 1.5m, 0.35m, 0.0025m, 100, 7.2m, 0.99951m, 1.5m, 0.5m, 0.31m);
        return Sample() with
        {
            Crashes = new(None.Add("safari", 456), [new()
            {
                Id = "16.5.1-a",
                SecondsToPublication = 604_800,
                SecondsToPause = null,
                SecondsToWithdrawal = 32_400,
                SecondsToList = 10_800,
                SecondsToDetection = 7_200,
                FalseAlarms = new(1, 18_000),
                PairsHarmed = 3,
                PairsHarmless = 5,
                Signals = [new("safari", "iphone", 7_200, false, 9, 2.1m)],
                Recommendations = new(25, 12, 3, 10),
                DeviceHoursVulnerable = 1_000_000,
                DeviceHoursRegressed = 1,
                DevicesUsing = 2_000,
                DevicesCrashed = 102,
                DevicesHit = 81,
                Crashes = 402,
                CrashesCaused = 334,
                Platforms = [new("iphone", 1_600, 98, 80, 380, 333), new("ipad", 400, 4, 1, 22, 1)],
                Applications = [Harmed(), Harmless()],
                Surveillance =
                [
                    new(
                        "safari", "iphone", true, 9, 262, forecast,
                        new(9, 2.1m, 120, 90_000, 7_200, 6_600, 600, 1_800, 3_600, 1_200), null),
                    new("mail", "ipad", true, 3, 62, forecast, null, null),
                    new("zoom", "ipad", true, 0, 0, forecast, null, null),
                    new(
                        "notes", "ipad", false, 1, 5, forecast with { RateRatio = 1, Power = 0.0025m }, null,
                        new(1, 0.001m, 2, 90_000, 18_000, 6_600, 600, 1_800, 3_600, 1_200)),
                ],
            }]),
            WithoutRegressions = new(
                "c0ffee", 7, [new("safari", 456, 123, 333), new("mail", 1, 2, -1)],
                [new("16.5.1-a", "published", None, 5, new(3, 3_600))]),
        };
    }

    private static ApplicationCrashFigures Harmed() => new()
    {
        Id = "safari",
        IsHarmed = true,
        DevicesCrashed = 100,
        CrashedStillOn = 4,
        DevicesHit = 81,
        Crashes = 400,
        CrashesCaused = 334,
        Platforms = [new("iphone", 97, 80, 379, 333), new("ipad", 3, 1, 21, 1)],
        SecondsToFirstCrash = 3_600,
        SecondsToFirstCrashCaused = 7_200,
        SecondsToDetection = 7_200,
        SecondsToFalseAlarm = null,
        SecondsToList = 10_800,
        SecondsToLastOff = null,
        SecondsToLatestOff = 86_400,
        SecondsFromWithdrawalToLastOff = null,
    };

    private static ApplicationCrashFigures Harmless() => new()
    {
        Id = "zoom",
        IsHarmed = false,
        DevicesCrashed = 2,
        CrashedStillOn = 0,
        DevicesHit = 0,
        Crashes = 2,
        CrashesCaused = 0,
        Platforms = [new("iphone", 1, 0, 1, 0), new("ipad", 1, 0, 1, 0)],
        SecondsToFirstCrash = 18_000,
        SecondsToFirstCrashCaused = null,
        SecondsToDetection = null,
        SecondsToFalseAlarm = 18_000,
        SecondsToList = null,
        SecondsToLastOff = 21_600,
        SecondsToLatestOff = 21_600,
        SecondsFromWithdrawalToLastOff = null,
    };
}
