using System.Globalization;
using RsrActors.Host.Palettes;
using RsrActors.Pbm;

namespace RsrActors.Host.Tests.Serving;

/// <summary>Three hundred devices get a response that makes Safari on phones crash very often.</summary>
public sealed class HarmedFleet : IAsyncLifetime
{
    internal LiveRig Rig { get; private set; } = null!;

    internal Palette Palette { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Rig = await LiveRig.Start("webkit-regression", new(
            [
                "script=[ { at = 1 d, do = publish, release = \"26.3.1-a\" } ]", "rollout.over=1 h",
                "releases.\"26.3.1-a\".regressions.0.multiplier=200",
            ],
            Devices: "300"));
        Palette = AnalyticsPalette.Create(Rig.Live);
        await Rig.Advance(TimeSpan.FromDays(4));
    }

    public Task DisposeAsync() => Rig.DisposeAsync().AsTask();
}

public sealed class AnalyticsPaletteTests(HarmedFleet fleet) : IClassFixture<HarmedFleet>
{
    private static readonly string[] Commands = ["applications", "evidence", "affected", "regressions"];

    private readonly LiveRig _rig = fleet.Rig;
    private readonly Palette _palette = fleet.Palette;

    [Fact]
    public async Task Applications_are_listed_on_the_base_and_under_each_response()
    {
        var lines = await _rig.Does(_palette, "applications");
        var rows = await _rig.Lists(_palette, "applications");

        Assert.Matches(
            "^application +release +platform +reports +devices +crashedDevices +hours +crashes +perThousandHours "
            + "+low95 +high95$",
            lines[0]);
        Assert.Equal(lines.Length - 1, rows.Length);
        Assert.Equal(
            ["safari", "mail", "facebook", "zoom"], rows.Select(row => (string?)row["application"]).Distinct());
        Assert.Equal(["base", "26.3.1-a"], rows.Select(row => (string?)row["release"]).Distinct());
        var (onBase, harmed) = (rows[0], rows.First(row => (string?)row["release"] == "26.3.1-a"));
        Assert.Equal(("iphone", "iphone"), ((string?)onBase["platform"], (string?)harmed["platform"]));
        Assert.Null(onBase["devices"]);
        Assert.True(
            (int)harmed["devices"]! <= (int)harmed["reports"]!
                && (int)harmed["crashedDevices"]! <= (int)harmed["crashes"]!);
        Assert.True((double)harmed["perThousandHours"]! > 20 * (double)onBase["perThousandHours"]!);
        Assert.All(rows, row => Assert.InRange(
            (double)row["perThousandHours"]!, (double)row["low95"]!, (double)row["high95"]!));
    }

    [Fact]
    public async Task Evidence_is_shown_with_the_expectation_and_the_result_of_the_test()
    {
        var rows = await _rig.Lists(_palette, "evidence");
        var guilty = rows[0];

        Assert.Equal(
            ("26.3.1-a", "safari", "iphone"),
            ((string?)guilty["release"], (string?)guilty["application"], (string?)guilty["platform"]));
        Assert.Equal(
            (double)guilty["crashes"]! / (double)guilty["expected"]!, (double)guilty["ratio"]!,
            (double)guilty["ratio"]! / 10);
        Assert.True((double)guilty["pValue"]! < 1e-6);
        Assert.True((double)guilty["statistic"]! > (double)guilty["critical"]!);
        Assert.InRange((double)guilty["ratio"]!, (double)guilty["low95"]!, (double)guilty["high95"]!);
        Assert.StartsWith($"{guilty["crashes"]} crashes where ", (string?)guilty["says"]);
        var innocent = rows.Single(
            row => (string?)row["application"] == "mail" && (string?)row["platform"] == "iphone");
        Assert.Null(innocent["signalled"]);
        Assert.Null(innocent["says"]);
        Assert.Equal((0, 1), ((int)innocent["crashes"]!, (double)innocent["pValue"]!));

        var lines = await _rig.Does(_palette, "evidence");
        Assert.Matches(
            "^countedAt +release +application +platform +crashes +hours +expected +ratio +low95 +high95 +pValue "
            + "+statistic +critical +says +signalled$",
            lines[0]);
        Assert.Matches(
            "^[0-9TZ:.-]+ +26.3.1-a +safari +iphone +[0-9]+ .* [0-9]+ crashes where .* "
            + "[0-9TZ:.-]+, [0-9]+ crashes where [0-9.]+ were expected$",
            lines[1]);
        Assert.Contains(
            lines,
            line =>
                line.Contains("  26.3.1-a    mail          iphone", StringComparison.Ordinal) && line.EndsWith('-'));
        Assert.Equal(lines.Length - 1, rows.Length);
    }

    [Fact]
    public async Task Evidence_shows_the_counts_at_the_signal_and_the_present_ones()
    {
        var guilty = (await _rig.Lists(_palette, "evidence"))[0];
        var signal = Assert.Single(
            await _rig.Lists(_palette, "regressions"),
            row => (string?)row["application"] == "safari" && (string?)row["platform"] == "iphone");

        var signalled = guilty["signalled"]!;
        Assert.Equal(
            ($"{signal["at"]}", (int)signal["crashes"]!, (double)signal["expected"]!),
            ($"{signalled["at"]}", (int)signalled["crashes"]!, (double)signalled["expected"]!));
        Assert.True(Moment(signalled["at"]) < Moment(guilty["countedAt"]));
        Assert.True((int)signalled["crashes"]! < (int)guilty["crashes"]!);
    }

    [Fact]
    public async Task Evidence_can_be_limited_to_one_response()
    {
        Assert.Equal(
            (await _rig.Does(_palette, "evidence")).AsEnumerable(),
            await _rig.Does(_palette, "evidence", "-r", "26.3.1 (a)"));
        Assert.StartsWith(
            "-release is '26.3.1-b'; ", await _rig.Misunderstands(_palette, "evidence", "-r", "26.3.1-b"));
    }

    [Fact]
    public async Task The_published_list_is_shown_with_its_evidence()
    {
        var list = Assert.Single(await _rig.Lists(_palette, "affected"));
        var lines = await _rig.Does(_palette, "affected");

        Assert.Equal(
            ("26.3.1-a", "safari"),
            ((string?)list["release"], (string?)Assert.Single(list["applications"]!.AsArray())));
        var signal = Assert.Single(await _rig.Lists(_palette, "regressions"));
        Assert.StartsWith(
            $"safari on iphone, maxsprt at {signal["at"]}: {signal["why"]}; "
            + $"reported by then: {signal["crashes"]} crashes in ",
            (string?)list["evidence"]);
        Assert.Equal(TimeSpan.FromMinutes(15), Moment(list["effectiveAt"]) - Moment(list["publishedAt"]));
        Assert.Matches(
            $"^26.3.1-a +{list["publishedAt"]} +{list["effectiveAt"]} +safari +safari on iphone, maxsprt at ",
            lines[1]);
        Assert.Equal(2, lines.Length);
    }

    [Fact]
    public async Task Signals_are_listed_with_their_counts_and_whether_they_are_false_alarms()
    {
        var rows = await _rig.Lists(_palette, "regressions");
        var lines = await _rig.Does(_palette, "regressions");

        var signal = Assert.Single(rows);
        Assert.Equal(("safari", "iphone"), ((string?)signal["application"], (string?)signal["platform"]));
        Assert.StartsWith($"{signal["crashes"]} crashes where ", (string?)signal["why"]);
        Assert.False((bool)signal["falseAlarm"]!);
        Assert.Matches(
            $"^{signal["at"]} +26.3.1-a +safari +iphone +no +{signal["crashes"]} +[0-9.]+ +{signal["expected"]} ",
            lines[1]);
        Assert.Equal(lines.Length - 1, rows.Length);
    }

    [Fact]
    public async Task A_release_is_shown_with_its_signals()
    {
        var release = ReleasePalette.Create(_rig.Live);
        var lines = await _rig.Does(release, "show", "-r", "26.3.1-a");
        var shown = Assert.Single(await _rig.Lists(release, "show", "-r", "26.3.1-a"));

        Assert.EndsWith("; withdraw-and-remove when affected applications are published", About("rule"));
        Assert.Matches("^  regression   [0-9TZ:.-]+ safari on iphone: [0-9]+ crashes where ", About("regression"));
        Assert.Single(shown["regressions"]!.AsArray());
        Assert.Equal("withdrawn", (string?)shown["phase"]);
        Assert.Equal("affected-list: safari on the list of affected applications", (string?)shown["withdrawnBecause"]);

        string About(string what) => lines.Single(line => line.StartsWith($"  {what} ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Evidence_says_that_nothing_is_reported_yet()
    {
        await using var rig = await LiveRig.Start();
        var palette = AnalyticsPalette.Create(rig.Live);
        string[] words =
        [
            "Nothing is reported yet.", "Nothing is reported under a response yet.", "No application is on the list.",
            "Nothing is signalled yet.",
        ];

        foreach (var (command, saying) in Commands.Zip(words))
        {
            Assert.Equal(saying, (await rig.Does(palette, command))[^1]);
            Assert.Empty(await rig.Lists(palette, command));
        }
    }

    [Fact]
    public async Task Every_analytics_command_is_refused_without_crash_analytics_and_releases_are_shown()
    {
        await using var rig = await LiveRig.Start("tiny", new(["analytics.enabled=off"]));
        var palette = AnalyticsPalette.Create(rig.Live);

        foreach (var command in Commands)
        {
            Assert.Equal(
                "Scenario 'tiny' has no crash analytics (analytics.enabled = off): "
                + "nothing is reported and nothing is counted.",
                await rig.Refuses(palette, command));
        }

        var lines = await rig.Does(ReleasePalette.Create(rig.Live), "show", "-r", "16.5.1-a");
        Assert.DoesNotContain(lines, line => line.Contains("regression", StringComparison.Ordinal));
    }

    private static DateTimeOffset Moment(object? text) => DateTimeOffset.Parse($"{text}", CultureInfo.InvariantCulture);
}
