using System.Text.Json.Nodes;
using RsrActors.Scenarios;

namespace RsrActors.Host.Tests.Commands;

/// <summary>A scenario is simulated to its end, and its run directory has everything about the run.</summary>
public sealed class RunTests(TinyRun tiny) : IClassFixture<TinyRun>, IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void A_run_directory_holds_scenario_journal_keys_artifacts_and_report()
    {
        foreach (var file in (string[])["scenario.hocon", "run.json", "journal.db", "snapshots.db", "report.json",
            "signing/key.pem", "signing/certificate.pem", "signing/boot-certificate.pem",
            "signing/root.pem"])
        {
            Assert.True(File.Exists(Path.Combine(tiny.Path, file)), file);
        }

        foreach (var variant in (string[])["iphone-20F75", "mac-apple-silicon-22F82"])
        {
            Assert.Equal(
                [
                    "app.antipatch", "app.base.cryptex", "app.base.seal", "app.base.trustcache", "app.cryptex",
                    "app.patch",
                    "app.seal", "app.trustcache", "os.antipatch", "os.base.cryptex", "os.base.seal",
                    "os.base.trustcache",
                    "os.cryptex", "os.patch", "os.seal", "os.trustcache",
                ],
                Directory.EnumerateFiles(Path.Combine(tiny.Path, "artifacts", "16.5.1-a", variant))
                    .Select(Path.GetFileName).Order(StringComparer.Ordinal)!);
        }

        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(tiny.Place.Path), entry =>
            entry.Contains("partial", StringComparison.Ordinal));
    }

    [SkippableFact]
    public void Only_the_owner_may_read_the_signing_key()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no file modes.");
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite,
                File.GetUnixFileMode(Path.Combine(tiny.Path, "signing", "key.pem")));
        }
    }

    [Fact]
    public void The_report_has_every_figure()
    {
        var report = ReportText.Of(tiny.Path);

        AssertKeys(report, "format", "scenario", "seed", "version", "start", "devices", "virtualSeconds", "events",
            "epochs", "historyHash", "invariants", "releases", "signing", "adoption", "protection", "decisions",
            "enforcements",
            "run");
        AssertKeys(report["invariants"], "checked", "broken");
        AssertKeys(Assert.Single(report["releases"]!.AsArray()), "id", "state", "publishedSeconds", "eligible",
            "offered", "offeredBy", "offers", "activated", "activatedBy", "activeNow", "endedBy", "removed", "removals",
            "removedFrom", "abandoned", "failedAttempts", "failedSteps", "reach", "protection");
        AssertKeys(report["signing"], "issued", "reused", "refused");
        AssertKeys(
            report["run"], "wallSeconds", "eventsPerSecond", "wakes", "windows", "peakMemoryBytes", "threads",
            "processorSeconds",
            "collectionSeconds");
        Assert.Equal("tiny", report["scenario"]!.GetValue<string>());
        Assert.Equal(7, report["seed"]!.GetValue<int>());
        Assert.Equal(50, report["devices"]!.GetValue<int>());
        Assert.Equal(2 * 86_400, report["virtualSeconds"]!.GetValue<decimal>());
        Assert.Equal(0, report["invariants"]!["broken"]!.GetValue<int>());
        Assert.Equal(2, report["run"]!["threads"]!.GetValue<int>());
        Assert.Matches("^[0-9a-f]{32}$", ReportText.HashOf(tiny.Path));
        var adoption = report["adoption"]!.AsArray();
        Assert.Equal(49, adoption.Count);
        for (var hour = 0; hour < adoption.Count; hour++)
        {
            AssertKeys(adoption[hour], "ms", "base", "active", "protected");
            Assert.Equal(hour * 3_600_000L, adoption[hour]!["ms"]!.GetValue<long>());
            Assert.Equal(
                50, adoption[hour]!["base"]!.GetValue<int>() + adoption[hour]!["active"]!["16.5.1-a"]!.GetValue<int>());
        }
    }

    [Fact]
    public void Piped_output_is_plain_text_from_the_seed_to_the_run_directory_and_its_summary_can_be_printed_again()
    {
        var said = _place.Rsr("run", "tiny", "--out", "run", "--threads", "2").Succeeds().Output;

        var lines = said.TrimEnd('\n').Split('\n');
        Assert.DoesNotContain('\e', said);
        Assert.DoesNotContain('\r', said);
        Assert.Equal("rsr 0.1.0, scenario tiny, seed 7, in run", lines[0]);
        Assert.Contains(lines, line => line == $"history hash {ReportText.HashOf(tiny.Path)}");
        Assert.Equal("run", lines[^1]);
        Assert.Contains(_place.Rsr("report", "run").Succeeds().Output.TrimEnd('\n'), said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_thread_and_two_have_the_same_history_and_another_seed_has_another_one()
    {
        var scenario = new ScenarioOverrides([], Devices: "100", Days: "5");
        await _place.Simulate("one", "unlucky", scenario, threads: 1);
        await _place.Simulate("two", "unlucky", scenario, threads: 2);
        await _place.Simulate("other", "unlucky", scenario with { Seed = "14" });

        Assert.Equal(ReportText.HistoryOf(_place["one"]), ReportText.HistoryOf(_place["two"]));
        Assert.NotEqual(ReportText.HashOf(_place["one"]), ReportText.HashOf(_place["other"]));
        Assert.Equal(14, ReportText.Of(_place["other"])["seed"]!.GetValue<int>());
        var export = await _place.Export("one");
        Assert.Equal(export, await _place.Export("two"));
        Assert.NotEqual(export, await _place.Export("other"));
    }

    [Fact]
    public async Task Computing_everything_per_device_gives_the_same_history()
    {
        await _place.Simulate("run", "tiny", new(["kernel.memoise=off"]));

        Assert.Equal(ReportText.HashOf(tiny.Path), ReportText.HashOf(_place["run"]));
        Assert.Contains("memoise = off", File.ReadAllText(_place["run", "scenario.hocon"]), StringComparison.Ordinal);
    }

    [Trait("Length", "Long")]
    [Fact]
    public void A_quiet_run_prints_its_directory_and_takes_the_first_free_one()
    {
        Assert.Equal("runs/tiny-7\n", _place.Rsr("run", "tiny", "--quiet").Succeeds().Output);
        Assert.Equal("runs/tiny-7-2\n", _place.Rsr("run", "tiny", "--quiet").Succeeds().Output);
        Assert.Equal(ReportText.HistoryOf(_place["runs", "tiny-7"]), ReportText.HistoryOf(_place["runs", "tiny-7-2"]));
    }

    [Trait("Length", "Long")]
    [Fact]
    public void A_scenario_can_be_run_by_its_path_and_changed_by_options()
    {
        var scenario = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "hocon", "scenarios", "tiny.hocon"));
        File.WriteAllText(
            _place["mine.hocon"], scenario.Replace("name = tiny", "name = mine", StringComparison.Ordinal));

        _place.Rsr(
            "run", "mine.hocon", "--quiet", "--devices", "20", "--days", "1", "--seed", "8",
            "--set", "releases.\"16.5.1-a\".regrets.share=0 %").Succeeds();

        var report = ReportText.Of(_place["runs", "mine-8"]);
        Assert.Equal("mine", report["scenario"]!.GetValue<string>());
        Assert.Equal(20, report["devices"]!.GetValue<int>());
        Assert.Equal(86_400, report["virtualSeconds"]!.GetValue<decimal>());
        Assert.Equal(0, report["releases"]![0]!["removed"]!.GetValue<int>());
    }

    [Fact]
    public async Task The_scenario_in_a_run_directory_gives_the_same_history_again()
    {
        (await Workplace.RsrInProcess(
            "run", Path.Combine(tiny.Path, "scenario.hocon"), "--quiet", "--out", _place["again"])).Succeeds();

        Assert.Equal(ReportText.HistoryOf(tiny.Path), ReportText.HistoryOf(_place["again"]));
    }

    [Fact]
    public async Task Overwrite_replaces_only_a_run_directory()
    {
        _place.CopyOf(tiny.Path, "run");
        (await Workplace.RsrInProcess("run", "tiny", "--quiet", "--out", _place["run"], "--overwrite", "--seed", "8"))
            .Succeeds();
        Assert.Equal(8, ReportText.Of(_place["run"])["seed"]!.GetValue<int>());

        Directory.CreateDirectory(_place["photos"]);
        await File.WriteAllTextAsync(_place["photos", "holiday.txt"], "sea");
        var refused = await Workplace.RsrInProcess("run", "tiny", "--out", _place["photos"], "--overwrite");
        Assert.Contains("photos", refused.IsRefused(), StringComparison.Ordinal);
        Assert.Equal(["holiday.txt"], Directory.EnumerateFileSystemEntries(_place["photos"]).Select(Path.GetFileName)!);
    }

    private static void AssertKeys(JsonNode? node, params string[] keys)
    {
        var present = node!.AsObject().Select(pair => pair.Key).ToArray();
        foreach (var key in keys)
            Assert.Contains(key, present);
    }
}
