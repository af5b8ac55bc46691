using System.Text.RegularExpressions;
using RsrActors.Host.Reports;
using Spectre.Console;
using Counts = System.Collections.Immutable.ImmutableSortedDictionary<string, long>;

namespace RsrActors.Host.Tests.Reports;

public sealed class SummaryTests
{
    private const StringSplitOptions Parts = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
    private static readonly Counts None = Counts.Empty;

    [Theory]
    [InlineData("rsr-16.5.1-a, seed 42, version 0.1.0")]
    [InlineData("10,000 devices, 14 days from 2023-07-10 17:00 UTC, 523,412 events in 61 epochs")]
    [InlineData("history hash 5ec0ffee5ec0ffee5ec0ffee5ec0ffee")]
    [InlineData("a = 16.5.1-a   c = 16.5.1-c")]
    [InlineData("12,345 tickets issued, 120 reused, 321 refused")]
    [InlineData("status 5: 21, status 94: 300")]
    [InlineData("10 checked, all hold")]
    [InlineData("4.2 s, 124,622 events/s")]
    [InlineData("1,000,000 wakes in 40,000 windows")]
    [InlineData("2 threads, 512 MB of memory at most")]
    public void It_says(string words) => Assert.Contains(words, Render(Sample()), StringComparison.Ordinal);

    [Theory]
    [InlineData("state", "withdrawn", "published")]
    [InlineData("offered to", "2,500", "9,000")]
    [InlineData("activated on", "2,000", "6,200")]
    [InlineData("active now on", "0", "6,000")]
    [InlineData("  of the fleet", "0.0 %", "60.0 %")]
    [InlineData("time to 50 %", "never", "9 h 40 min")]
    [InlineData("time to 90 %", "never", "never")]
    [InlineData("removed from", "2,000", "30")]
    [InlineData("  by vendor", "1,900", "-")]
    [InlineData("  last after withdrawal", "2 d 3 h", "never")]
    [InlineData("abandoned on", "7", "0")]
    [InlineData("failed attempts", "70", "1,000")]
    [InlineData("  device-in-use", "-", "900")]
    public void It_has_a_line_with_a_figure_for_each_release(string label, params string[] figures) => Assert.Contains(
        Render(Sample()).Split('\n'),
        line => line.StartsWith(label, StringComparison.Ordinal)
            && line[label.Length..].Split("  ", Parts).SequenceEqual(figures));

    [Fact]
    public void Adoption_is_drawn_with_the_letters_of_the_releases_over_days_and_percent()
    {
        var lines = Render(Sample()).Split('\n');

        var axis = Array.FindIndex(lines, line => line.StartsWith("  0 % +---", StringComparison.Ordinal));
        Assert.Matches("^       0 +2 +4 +6 +8 +10 +12 *$", lines[axis + 1]);
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
    public void It_is_plain_text_within_the_console_when_piped(int width)
    {
        var text = Render(Sample(), width);

        Assert.All(text, letter => Assert.True(letter is '\n' or (>= ' ' and <= '~'), $"'{letter}'"));
        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= Math.Min(width, 100), line));
    }

    [Fact]
    public void Colours_add_nothing_to_what_is_said()
    {
        var coloured = Render(Sample(), colours: true);

        Assert.Contains("\e[", coloured, StringComparison.Ordinal);
        Assert.Equal(Render(Sample()), Regex.Replace(coloured, "\e\\[[0-9;]*m", ""));
    }

    [Fact]
    public void Broken_invariants_are_loud() => Assert.Contains(
        "10 checked, 2 BROKEN", Render(Sample() with { Invariants = new(10, 2) }), StringComparison.Ordinal);

    [Fact]
    public void Software_updates_appear_when_there_are_any()
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

    [Theory]
    [InlineData(0.4, "0 s")]
    [InlineData(59.6, "1 min")]
    [InlineData(2_730, "46 min")]
    [InlineData(3_600, "1 h")]
    [InlineData(34_800, "9 h 40 min")]
    [InlineData(86_399, "1 d")]
    [InlineData(183_600, "2 d 3 h")]
    public void Durations_are_written_for_people(double seconds, string text) =>
        Assert.Equal(text, HumanText.Duration((decimal)seconds));

    /// <summary>(a) climbs for a day to a fifth of the fleet and is gone on the next; (c) climbs to 60 %.</summary>
    internal static Report Sample() => new(
        "rsr-16.5.1-a", 42, "0.1.0", new(2023, 7, 10, 17, 0, 0, TimeSpan.Zero), 10_000, 1_209_600.000m, 523_412, 61,
        "5ec0ffee5ec0ffee5ec0ffee5ec0ffee", new(10, 0),
        [
            new("16.5.1-a", "withdrawn", 2_500, 2_000, 0, 2_000, 7, None.Add("battery-low", 70), null, null,
                None.Add("user", 100).Add("vendor", 1_900), 0, 183_600.000m, None.Add("activate", 70)),
            new("16.5.1-c", "published", 9_000, 6_200, 6_000, 30, 0,
                None.Add("battery-low", 100).Add("device-in-use", 900), 34_800.000m, null,
                None.Add("user", 30), 0, null, None.Add("activate", 1_000)),
        ],
        new(12_345, 120, None.Add("94", 300).Add("5", 21)),
        [.. Enumerable.Range(0, 14 * 24 + 1).Select(HourOf)],
        [],
        new(4.200m, 124_622, 1_000_000, 40_000, 512_000_000, 2));

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
