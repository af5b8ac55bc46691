using System.Collections.Immutable;
using System.Text.RegularExpressions;
using RsrActors.Reports.Figures;
using RsrActors.Reports.Printed;
using Spectre.Console;
using Counts = System.Collections.Immutable.ImmutableSortedDictionary<string, long>;

namespace RsrActors.Host.Tests.Reports;

public sealed class SummaryTests
{
    private const StringSplitOptions Parts = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
    private static readonly Counts None = Counts.Empty;
    private static readonly MilestoneFigures NotReached = new(null, null, null, null);

    [Theory]
    [InlineData("rsr-16.5.1-a, seed 42, version 0.1.0")]
    [InlineData("10,000 devices, 14 days from 2023-07-10 17:00 UTC, 523,412 events in 61 epochs")]
    [InlineData("history hash 5ec0ffee5ec0ffee5ec0ffee5ec0ffee")]
    [InlineData("a = 16.5.1-a, published on day 0")]
    [InlineData("c = 16.5.1-c, published on day 2.08")]
    [InlineData("How fast 16.5.1-c came since its publication on day 2.08")]
    [InlineData("Enforced 16.5.1-c, ordered on day 3, deadline on day 5")]
    [InlineData("1,200 of 2,000 eligible managed devices (60.0 %) had it before the deadline")]
    [InlineData("1,990 (99.5 %) within an hour after it")]
    [InlineData("Why devices are not protected at the end, day 14")]
    [InlineData("Protected is a device that has the fixes of 16.5.1-c, the newest response.")]
    [InlineData("12,345 tickets issued, 120 reused, 321 refused")]
    [InlineData("status 5: 21, status 94: 300")]
    [InlineData("4,321 boot tickets issued, 7 refused")]
    [InlineData("status -1: 7")]
    [InlineData("10 checked, all hold")]
    [InlineData("4.2 s, 124,622 events/s")]
    [InlineData("1,000,000 wakes in 40,000 windows")]
    [InlineData("2 threads, 512 MB of memory at most")]
    public void The_summary_has_these_words(string words) =>
        Assert.Contains(words, Render(Sample()), StringComparison.Ordinal);

    [Theory]
    [InlineData("state", "withdrawn", "published")]
    [InlineData("published on day", "0", "2.08")]
    [InlineData("withdrawn on day", "1", "-")]
    [InlineData("eligible", "10,000", "9,900")]
    [InlineData("offered to", "2,500", "9,000")]
    [InlineData("  first found by hand", "500", "1,000")]
    [InlineData("  first found by ramp", "2,000", "8,000")]
    [InlineData("activated on", "2,000", "6,200")]
    [InlineData("  found by ramp", "2,000", "6,200")]
    [InlineData("active now on", "0", "6,000")]
    [InlineData("  of the fleet", "0.0 %", "60.0 %")]
    [InlineData("no longer active on", "2,000", "200")]
    [InlineData("  by removal", "1,900", "200")]
    [InlineData("time to 50 % of the fleet", "not reached", "9 h 40 min")]
    [InlineData("time to 90 % of the fleet", "not reached", "not yet")]
    [InlineData("Safari ran it before restart", "3", "0")]
    [InlineData("removed from", "2,000", "190")]
    [InlineData("  removals, each time", "2,100", "200")]
    [InlineData("    by vendor", "2,000", "-")]
    [InlineData("    where it was staged", "200", "-")]
    [InlineData("  last one after withdrawal", "2 d 3 h", "-")]
    [InlineData("abandoned on", "7", "0")]
    [InlineData("failed attempts, each time", "70", "1,000")]
    [InlineData("  device-in-use", "-", "900")]
    [InlineData("iphone", "6,000", "4,000", "66.7 %", "9 h 40 min", "not yet", "not yet", "not yet")]
    [InlineData("  of the eligible", "5,900", "4,000", "67.8 %", "9 h 20 min", "11 d", "not yet", "not yet")]
    [InlineData("mac-intel", "0", "0", "-", "-", "-", "-", "-")]
    [InlineData("protected", "6,100")]
    [InlineData("  by base-build", "100")]
    [InlineData("not protected", "3,900")]
    [InlineData("  put-off", "900")]
    [InlineData("of these, another is active", "4")]
    [InlineData("of these, Safari is fixed", "2")]
    public void The_summary_has_a_line_with_these_figures(string label, params string[] figures) => Assert.Contains(
        Render(Sample(), width: 100).Split('\n'),
        line => line.StartsWith(label, StringComparison.Ordinal)
            && line[label.Length..].Split("  ", Parts).SequenceEqual(figures));

    [Fact]
    public void Adoption_is_drawn_with_the_letters_of_the_releases_over_days_and_percent()
    {
        var lines = Render(Sample()).Split('\n');

        var axis = Array.FindIndex(lines, line => line.StartsWith("  0 % +---", StringComparison.Ordinal));
        Assert.Matches("^       0 +2 +4 +6 +8 +10 +12 *$", lines[axis + 1]);

        // The axis says what it counts, and publication is marked under its day.
        Assert.Matches("^       \\^a +\\^c$", lines[axis + 2]);
        Assert.Equal("       days since the start; ^ marks a publication", lines[axis + 3]);
        Assert.InRange(lines[axis + 2].IndexOf("^c", StringComparison.Ordinal) - lines[axis + 1].IndexOf('2'), 0, 1);
        Assert.Matches("^      \\| *a+ +c+$", lines[axis - 1]);
        Assert.Matches("^ 15 % \\| *a+ +c+$", lines[axis - 2]);
        Assert.Matches("^ 60 % \\| +c+$", lines[axis - 8]);
        Assert.Matches("^ 75 % \\|$", lines[axis - 10]);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(240)]
    public void The_summary_is_plain_text_no_wider_than_the_console_when_piped(int width)
    {
        var text = Render(Sample(), width);

        Assert.All(text, letter => Assert.True(letter is '\n' or (>= ' ' and <= '~'), $"'{letter}'"));
        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= Math.Min(width, 100), line));
    }

    [Fact]
    public void The_summary_has_the_same_text_with_and_without_colours()
    {
        var coloured = Render(Sample(), colours: true);

        Assert.Contains("\e[", coloured, StringComparison.Ordinal);
        Assert.Equal(Render(Sample()), Regex.Replace(coloured, "\e\\[[0-9;]*m", ""));
    }

    [Fact]
    public void The_summary_shows_broken_invariants() => Assert.Contains(
        "10 checked, 2 BROKEN", Render(Sample() with { Invariants = new(10, 2) }), StringComparison.Ordinal);

    [Fact]
    public void The_summary_has_software_updates_when_there_are_some()
    {
        Assert.DoesNotContain("Software updates", Render(Sample()), StringComparison.Ordinal);

        var text = Render(Sample() with { SoftwareUpdates = [new("16.6", 5_000, 4_321, None.Add("battery-low", 17))] });
        Assert.Contains("Software updates", text, StringComparison.Ordinal);
        Assert.Matches("installed on +4,321", text);
        Assert.Matches("battery-low +17", text);
    }

    [Fact]
    public void A_run_without_releases_has_a_summary_too() => Assert.Contains(
        "Invariants", Render(Sample() with { Releases = [], Adoption = [] }), StringComparison.Ordinal);

    /// <summary>
    /// (a) ramps for a day to a fifth of the fleet and is removed on the next day; (c) ramps to 60 %.
    /// </summary>
    internal static Report Sample() => new(
        "rsr-16.5.1-a", 42, "0.1.0", new(2023, 7, 10, 17, 0, 0, TimeSpan.Zero), 10_000, 1_209_600.000m, 523_412, 61,
        "5ec0ffee5ec0ffee5ec0ffee5ec0ffee", new(10, 0),
        [
            new()
            {
                Id = "16.5.1-a", State = "withdrawn", PublishedSeconds = 0, WithdrawnSeconds = 86_400,
                SupersededSeconds = null,
                Eligible = 10_000, Offered = 2_500, OfferedBy = None.Add("hand", 500).Add("ramp", 2_000),
                Offers = None.Add("ramp", 2_600),
                Activated = 2_000, ActivatedBy = None.Add("ramp", 2_000), ActiveNow = 0,
                EndedBy = None.Add("removal", 1_900).Add("software-update", 100), BrowserProtected = 3,
                Removed = 2_000, Removals = None.Add("user", 100).Add("vendor", 2_000),
                RemovedFrom = None.Add("active", 1_900).Add("staged", 200), SecondsToLastRemoval = 183_600.000m,
                Abandoned = 7, FailedAttempts = None.Add("battery-low", 70), FailedSteps = None.Add("activate", 70),
                Reach = [new("all", 10_000, 10_000, 2_000, NotReached, NotReached)], Protection = null,
            },
            new()
            {
                Id = "16.5.1-c", State = "published", PublishedSeconds = 180_000, WithdrawnSeconds = null,
                SupersededSeconds = null,
                Eligible = 9_900, Offered = 9_000, OfferedBy = None.Add("hand", 1_000).Add("ramp", 8_000),
                Offers = None.Add("ramp", 9_100),
                Activated = 6_200, ActivatedBy = None.Add("ramp", 6_200), ActiveNow = 6_000,
                EndedBy = None.Add("removal", 200), BrowserProtected = 0, Removed = 190,
                Removals = None.Add("user", 200),
                RemovedFrom = None.Add("active", 200), SecondsToLastRemoval = null, Abandoned = 0,
                FailedAttempts = None.Add("battery-low", 100).Add("device-in-use", 900),
                FailedSteps = None.Add("activate", 1_000),
                Reach =
                [
                    new("all", 10_000, 9_900, 6_200, new(34_800, null, null, null), new(33_600, null, null, null)),
                    new("iphone", 6_000, 5_900, 4_000, new(34_800, null, null, null), new(33_600, 950_400, null, null)),
                    new("mac-intel", 0, 0, 0, NotReached, NotReached),
                ],
                Protection = null,
            },
        ],
        new(12_345, 120, None.Add("94", 300).Add("5", 21), new(4_321, None.Add("-1", 7))),
        [.. Enumerable.Range(0, 14 * 24 + 1).Select(HourOf)],
        [],
        new(4.200m, 124_622, 1_000_000, 40_000, 512_000_000, 2))
    {
        Protection = new(
            ImmutableSortedDictionary<string, string>.Empty.Add("iphone", "16.5.1-c"),
            new()
            {
                Devices = 10_000, Protected = 6_100, ProtectedBy = None.Add("base-build", 100).Add("response", 6_000),
                Exposed = 3_900, ExposedBy = None.Add("declined", 3_000).Add("put-off", 900), ExposedWithOther = 4,
                ExposedButSafari = 2,
            }),
        Enforcements =
        [
            new()
            {
                Release = "16.5.1-c", OrderedSeconds = 259_200, DeadlineSeconds = 432_000, EndedBy = null,
                Devices = 2_000, Before = 1_200, HourAfter = 1_990,
            },
        ],
    };

    private static AdoptionHour HourOf(int hour)
    {
        var a = hour < 24 ? 2_000 * hour / 24 : Math.Max(0, 2_000 - (hour - 24) * 100);
        var c = Math.Clamp((hour - 50) * 40, 0, 6_000);
        return new(hour * 3_600_000L, 10_000 - a - c, None.Add("16.5.1-a", a).Add("16.5.1-c", c));
    }

    internal static string Render(Report report, int width = 80, bool colours = false)
    {
        using var writer = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = colours ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = colours ? ColorSystemSupport.TrueColor : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = width;
        console.Profile.Capabilities.Unicode = colours;
        new Summary(console, report).Write();
        return writer.ToString();
    }
}
