namespace RsrActors.Host.Tests.Commands;

/// <summary>The benchmarks run, and a page can copy what they print. Their speed is not tested.</summary>
public sealed class BenchTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact, Trait("Length", "Long")]
    public void Memory_is_drawn_and_summarised()
    {
        var output = _place.Rsr("bench", "memory", "--scenario", "tiny", "--days", "1").Succeeds().Output;

        Assert.Equal(2, output.Split('\n').Count(line => line == "```"));
        Assert.Matches("MB \\|", output);
        Assert.Matches("\\| resident, median of the last tenth +\\| +[0-9.]+ \\| MB +\\| +[0-9.]+ \\|", output);
        Assert.Empty(_place.Entries());
    }

    [Fact, Trait("Length", "Long")]
    public void Every_size_of_a_fleet_runs_with_every_duration()
    {
        var output = _place.Rsr(
            "bench", "fleet", "--repeat", "1", "--devices", "5", "--devices", "10", "--days", "1", "--days", "2")
                .Succeeds().Output;

        foreach (var run in (string[])["5 devices, 1 d", "10 devices, 1 d", "5 devices, 2 d", "10 devices, 2 d"])
            Assert.Contains($"| {run}: device-days ", output, StringComparison.Ordinal);
    }

    [Fact, Trait("Length", "Long")]
    public void Detection_is_compared_with_theory()
    {
        var output = _place.Rsr("bench", "detection", "--replicates", "40").Succeeds().Output;

        Assert.Matches(
            @"\| no regression: 95 % interval of the share +\| +[0-9.]+ % to [0-9.]+ % \| +5\.00 % \|", output);
        Assert.Matches(@"\| rate ratio 2: expected at detection +\| +[0-9.]+ \| +4\.131 \| +[+-][0-9.]+ % \|", output);
        Assert.Matches(@"\| rate ratio 10, daily totals: added delay +\| +[0-9.]+ h \|", output);
        Assert.Matches(@"\| the same again, cached +\| +[0-9.,]+ \| us", output);
        Assert.Empty(_place.Entries());
    }

    [Fact, Trait("Length", "Long")]
    public void What_telemetry_costs_is_the_ratio_of_two_hosts_that_take_turns()
    {
        var output = _place.Rsr("bench", "telemetry", "--devices", "100", "--days", "1", "--repeat", "2")
            .Succeeds().Output;

        Assert.Matches(@"\| 100 devices, 1 d: measured, and scraped every second +\| +[0-9.]+ \| s +\| +[0-9.]+ \|", output);
        Assert.Matches(@"Ratios of wall time: [0-9.]+, [0-9.]+", output);
        Assert.Empty(_place.Entries());
    }

    [Fact, Trait("Length", "Long")]
    public void The_console_of_a_served_run_is_measured_by_queries_and_tails()
    {
        var output = _place.Rsr(
            "bench", "console", "--devices", "100", "--calls", "2", "--watched", "100", "--clients", "3", "--days",
            "1", "--repeat", "1")
            .Succeeds().Output;

        Assert.Matches(@"\| 100 devices, paused: device show, 99th percentile +\| +[0-9.]+ \| ms", output);
        Assert.Matches(@"\| 100 devices, full speed: longest window +\| +[0-9.]+ \| ms", output);
        Assert.Matches(@"\| 100 devices, 1 d: 3 clients tail everything +\| +[0-9.]+ \| s +\| +[0-9.]+ \|", output);
        Assert.StartsWith(
            "--clients is 0;", _place.Rsr("bench", "console", "--clients", "0").IsRefused(), StringComparison.Ordinal);
        Assert.Empty(_place.Entries());
    }

    [Fact, Trait("Length", "Long")]
    public void An_import_is_measured_beside_the_library_alone()
    {
        var output = _place.Rsr("bench", "import", "--rows", "2000", "--repeat", "1").Succeeds().Output;

        foreach (var form in (string[])["CSV", "JSON"])
        {
            Assert.Matches($@"\| {form}, 2,000 rows, [0-9]+ MB: import +\| +[0-9.]+ \| s +\| +[0-9.]+ \|", output);
            Assert.Matches($@"\| {form}: library alone, peak resident memory +\| +[0-9.]+ \| MB +\| +1\.00 \|", output);
        }

        Assert.Empty(_place.Entries());
    }

    [Theory]
    [InlineData("--replicates", "0")]
    [InlineData("--limit", "0")]
    [InlineData("--limit", "1001")]
    [InlineData("--per-day", "-1")]
    public async Task Detection_without_replicates_or_an_end_is_refused(string option, string value) =>
        Assert.StartsWith(
            $"{option} is {value};", (await Workplace.RsrInProcess("bench", "detection", option, value)).IsRefused(),
            StringComparison.Ordinal);

    [Fact]
    public async Task An_unknown_scenario_is_refused() =>
        (await Workplace.RsrInProcess("bench", "memory", "--scenario", "tinny")).IsRefused();
}
