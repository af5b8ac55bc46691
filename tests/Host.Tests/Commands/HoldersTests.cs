using System.Text.Json.Nodes;
using RsrActors.Host.Palettes;
using RsrActors.Host.Runs;
using RsrActors.Host.Tests.Serving;
using RsrActors.Reports.Figures;
using RsrActors.Scenarios;

namespace RsrActors.Host.Tests.Commands;

/// <summary>
/// Who has a release that was stopped, and to whom it is still to come: the report, <c>rsr devices</c> and the console
/// say the same.
/// </summary>
public sealed class HoldersTests : IDisposable
{
    private const string Response = "16.5.1-a";

    private static readonly string[] Rings =
    [
        "groups.it.share=30 %",
        "rings=[ { name = pilot, groups = [it] }, { name = early, share = 60 %, after = 2 h }, "
            + "{ name = last, after = 1 d } ]",
    ];

    private static readonly ScenarioOverrides PausedAfterHours = new(
        [
            "script=[ { at = 0 s, do = publish, release = \"16.5.1-a\" }, "
                + "{ at = 5 h, do = pause, release = \"16.5.1-a\", cause = calls } ]",
            .. Rings, "scenario.duration=6 h", "fleet.behaviour.automatic-updates=60 %",
        ],
        Devices: "300");

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task A_paused_release_is_counted_by_platform_model_and_ring_as_the_devices_are_listed()
    {
        await _place.Simulate("run", "tiny", PausedAfterHours);
        var holders = Assert.Single(Report().Holders!.Value);
        Assert.Equal(("16.5.1-a", "paused"), (holders.Release, holders.State));
        var having = await Rows("--having", "16.5.1 (a)");
        var toCome = await Rows("--to-come", Response);

        Assert.True(having.Length > 20 && toCome.Length > 10 && holders.Fleet.ToComeBy.Count > 1);
        Assert.All(having, row => Assert.Equal(Response, (string?)row["active"]));
        Assert.All(toCome, row => Assert.Equal(Response, (string?)row["incoming"]));
        Assert.Equal((having.Length, toCome.Length), ((int)holders.Fleet.Having, (int)holders.Fleet.ToCome));
        Assert.Equal(holders.Fleet.ToCome, holders.Fleet.ToComeBy.Values.Sum());
        AssertCounts(holders.Platforms, "platform");
        AssertCounts(holders.Models, "model");
        AssertCounts(holders.Rings, "ring");
        Assert.Equal(["pilot", "early"], holders.Rings.Where(row => row.Having > 0).Select(row => row.Name));

        void AssertCounts(IEnumerable<HolderRow> rows, string key)
        {
            Assert.Equal(Counts(having, key), Positive(rows, row => row.Having));
            Assert.Equal(Counts(toCome, key), Positive(rows, row => row.ToCome));
        }
    }

    [Fact]
    public async Task The_summary_says_who_has_a_paused_release()
    {
        await _place.Simulate("run", "tiny", PausedAfterHours);
        var all = Report().Holders!.Value[0].Fleet;

        var printed = (await Workplace.RsrInProcess("report", _place["run"])).Succeeds().Output;

        Assert.Contains("Who has 16.5.1-a, paused at the end, day 0.25\n", printed, StringComparison.Ordinal);
        var table = printed[printed.IndexOf("Who has 16.5.1-a", StringComparison.Ordinal)..].Split('\n');
        Assert.StartsWith("have it   to come", table[1].Trim(), StringComparison.Ordinal);
        Assert.Equal(
            ["all", $"{all.Having}", $"{all.ToCome}"],
            table[2].Split(' ', StringSplitOptions.RemoveEmptyEntries)[..3]);
        Assert.Contains(table, line => line.StartsWith("ring pilot ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_release_that_was_never_stopped_is_not_counted_in_the_report()
    {
        await _place.Simulate("run", "tiny");

        Assert.Null(Report().Holders);
        Assert.DoesNotContain(
            "Who has", (await Workplace.RsrInProcess("report", _place["run"])).Succeeds().Output,
            StringComparison.Ordinal);
        Assert.NotEmpty(await Rows("--having", Response));
    }

    [Fact]
    public async Task The_console_counts_a_live_release_as_the_report_of_the_same_run_does()
    {
        await _place.Simulate("run", "tiny", PausedAfterHours);
        var holders = Report().Holders!.Value[0];
        await using var rig = await LiveRig.Start("tiny", PausedAfterHours with
        {
            Settings = [.. PausedAfterHours.Settings, "scenario.duration=7 h"],
        });
        await rig.Advance(TimeSpan.FromHours(6));
        var palette = ReleasePalette.Create(rig.Live);

        var rows = await rig.Lists(palette, "having", "-r", Response);
        var lines = await rig.Does(palette, "having", "-r", Response);

        Assert.Equal(
            Lines("fleet", holders.Fleet).Concat(Lines("platform", [.. holders.Platforms]))
                .Concat(Lines("model", [.. holders.Models])).Concat(Lines("ring", [.. holders.Rings])),
            rows.Select(row => $"{row["by"]} {row["name"]} {row["having"]} {row["toCome"]} {row["inSafari"]} "
                + $"{row["awaitingTicket"]} {row["staged"]}"));
        Assert.StartsWith($"{Response} is paused at 100 % at 2023-07-10T", lines[0], StringComparison.Ordinal);
        Assert.EndsWith(
            $"{holders.Fleet.Having} devices have it, and it is still to come to {holders.Fleet.ToCome}.", lines[0],
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_withdrawn_software_update_is_had_by_devices_whose_base_it_brought()
    {
        await _place.Simulate("run", "ios-8.0.1", new(["fleet.behaviour.automatic-updates=85%"], Days: "2"));
        var holders = Report().Holders!.Value.First(one => one.State == "withdrawn");

        Assert.Equal(holders.Fleet.Having, (await Rows("--having", holders.Release)).Length);
        Assert.Equal(holders.Fleet.ToCome, (await Rows("--to-come", holders.Release)).Length);
        Assert.Empty(holders.Rings);
    }

    [Fact]
    public async Task An_unknown_release_is_refused_with_all_that_the_scenario_has()
    {
        await _place.Simulate("run", "tiny");

        var message = (await Workplace.RsrInProcess("devices", _place["run"], "--to-come", "16.5.1-b")).IsRefused();

        Assert.Equal("--to-come is '16.5.1-b'; the scenario has the releases 16.5.1-a.", message);
    }

    private Report Report() => ReportFile.Read(RunDirectory.Open(_place["run"]));

    private async Task<JsonObject[]> Rows(params string[] options)
    {
        var file = _place["devices.jsonl"];
        (await Workplace.RsrInProcess(
            ["devices", _place["run"], "--format", "jsonl", "--output", file, "--overwrite", .. options])).Succeeds();
        return [.. (await File.ReadAllLinesAsync(file)).Select(line => JsonNode.Parse(line)!.AsObject())];
    }

    private static IEnumerable<string> Lines(string by, params HolderRow[] rows) => rows.Select(row =>
        $"{by} {row.Name} {row.Having} {row.ToCome} {row.InSafari} "
        + $"{row.ToComeBy.GetValueOrDefault("awaiting-ticket")} {row.ToComeBy.GetValueOrDefault("staged")}");

    private static SortedDictionary<string, long> Counts(JsonObject[] rows, string key) =>
        new(rows.GroupBy(row => (string)row[key]!).ToDictionary(group => group.Key, group => (long)group.Count()));

    private static SortedDictionary<string, long> Positive(IEnumerable<HolderRow> rows, Func<HolderRow, long> count) =>
        new(rows.Where(row => count(row) > 0).ToDictionary(row => row.Name, count));
}
