namespace RsrActors.Host.Tests.Commands;

/// <summary>Two runs of the small scenario, one with another setting.</summary>
public sealed class TwoRuns : IAsyncLifetime
{
    internal Workplace Place { get; } = new();

    public async Task InitializeAsync()
    {
        await Place.Simulate("left", "tiny");
        await Place.Simulate("right", "tiny", new(["releases.16.5.1-a.regrets.share = 0 %"], Days: "1"));
    }

    public Task DisposeAsync()
    {
        Place.Dispose();
        return Task.CompletedTask;
    }
}

/// <summary>The settings, figures and events in which two runs differ.</summary>
public sealed class DiffTests(TwoRuns runs) : IClassFixture<TwoRuns>
{
    [Fact]
    public async Task Diff_shows_the_settings_that_differ_by_their_keys()
    {
        var lines = await Diff("left", "right");

        Assert.StartsWith("Settings: 2 settings differ, ", lines[0], StringComparison.Ordinal);
        Assert.Equal(["key", "left", "right"], Words(lines[1]));
        Assert.Equal(["scenario.duration", "2", "d", "1", "d"], Words(lines[2]));
        Assert.Equal("releases.\"16.5.1-a\".regrets.share", Words(lines[3])[0]);
        Assert.Equal("", lines[4]);
    }

    [Fact]
    public async Task Diff_shows_figures_beside_each_other_with_their_difference()
    {
        var (left, right) = (ReportText.Of(runs.Place["left"]), ReportText.Of(runs.Place["right"]));
        var (before, after) = (left["events"]!.GetValue<int>(), right["events"]!.GetValue<int>());

        var lines = await Diff("left", "right");

        Assert.Contains(lines, line => line.StartsWith("Figures: ", StringComparison.Ordinal));
        Assert.Contains(
            lines, line => Words(line).SequenceEqual(["events", $"{before}", $"{after}", $"{after - before}"]));

        // A count that is missing in a report is 0.
        var removals = left["releases"]![0]!["removals"]!["user"]!.GetValue<int>();
        Assert.Contains(lines, line => Words(line).SequenceEqual(
            ["releases[16.5.1-a].removals.user", $"{removals}", "0", $"{-removals}"]));
        Assert.DoesNotContain(lines, line => line.Contains("wallSeconds", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Diff_shows_the_first_event_that_differs_as_both_export_it()
    {
        var (left, right) = (await Export("left"), await Export("right"));
        var number = left.Zip(right).TakeWhile(pair => pair.Item1 == pair.Item2).Count();

        var lines = await Diff("left", "right");

        Assert.Equal($"Events: the first that differs is number {number + 1}.", lines[^3]);
        Assert.Equal($"  left   {left[number]}", lines[^2]);
        Assert.Equal(
            number < right.Length
                ? $"  right  {right[number]}"
                : $"  right  no event: {number} events, stored until 2023-07-11T17:00:00.000Z",
            lines[^1]);
    }

    [Fact]
    public async Task Diff_of_a_run_with_itself_says_that_all_is_equal()
    {
        var lines = await Diff("left", "left");

        Assert.Equal(5, lines.Length);
        Assert.Matches("^Settings: all [0-9]+ settings are equal\\.$", lines[0]);
        Assert.Matches("^Figures: all [0-9]+ figures are equal\\.$", lines[2]);
        var report = ReportText.Of(runs.Place["left"]);
        Assert.Equal(
            $"Events: the histories are equal: {report["events"]} events, hash {report["historyHash"]}.", lines[4]);
    }

    [Fact]
    public async Task Diff_with_all_shows_what_is_equal_too()
    {
        var lines = await Diff("left", "left", "--all");

        Assert.Contains(lines, line => Words(line).SequenceEqual(["fleet.devices", "50", "50"]));
        Assert.Contains(lines, line => Words(line).SequenceEqual(["devices", "50", "50", "0"]));
    }

    [Fact]
    public async Task Diff_compares_no_figures_while_a_run_has_no_report()
    {
        var unfinished = runs.Place.CopyOf(runs.Place["left"], "unfinished");
        File.Delete(Path.Combine(unfinished, "report.json"));

        var lines = await Diff("unfinished", "left");

        Assert.Equal($"Figures: not compared; no report yet in {unfinished}.", lines[2]);
        Assert.StartsWith("Events: the histories are equal: ", lines[4], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Diff_refuses_a_path_that_is_not_a_run_directory()
    {
        Assert.EndsWith(
            " does not exist.",
            (await Workplace.RsrInProcess("diff", runs.Place["left"], runs.Place["none"])).IsRefused(),
            StringComparison.Ordinal);
        Assert.Contains(
            "is no run directory",
            (await Workplace.RsrInProcess("diff", runs.Place.Path, runs.Place["left"])).IsRefused(),
            StringComparison.Ordinal);
    }

    private async Task<string[]> Diff(string left, string right, params string[] options) =>
        (await Workplace.RsrInProcess(["diff", runs.Place[left], runs.Place[right], .. options])).Succeeds().Output
            .TrimEnd('\n').Split('\n');

    private async Task<string[]> Export(string run)
    {
        var file = runs.Place["events.jsonl"];
        (await Workplace.RsrInProcess("export", runs.Place[run], "--output", file, "--overwrite")).Succeeds();
        return await File.ReadAllLinesAsync(file);
    }

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
