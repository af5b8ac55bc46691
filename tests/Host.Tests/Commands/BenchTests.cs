namespace RsrActors.Host.Tests.Commands;

/// <summary>The benchmarks run and print what a page can take over as it is; how fast they are is no test.</summary>
public sealed class BenchTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void Memory_is_drawn_and_summed_up()
    {
        var output = _place.Rsr("bench", "memory", "--scenario", "tiny", "--days", "1").Succeeds().Output;

        Assert.Equal(2, output.Split('\n').Count(line => line == "```"));
        Assert.Matches("MB \\|", output);
        Assert.Matches("\\| resident, median of the last tenth +\\| +[0-9.]+ \\| MB +\\| +[0-9.]+ \\|", output);
        Assert.Empty(_place.Entries());
    }

    [Fact]
    public void Every_size_of_a_fleet_runs_with_every_duration()
    {
        var output = _place.Rsr(
            "bench", "fleet", "--repeat", "1", "--devices", "5", "--devices", "10", "--days", "1", "--days", "2").Succeeds().Output;

        foreach (var run in (string[])["5 devices, 1 d", "10 devices, 1 d", "5 devices, 2 d", "10 devices, 2 d"])
            Assert.Contains($"| {run}: device-days ", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Detection_is_set_beside_what_the_test_promises()
    {
        var output = _place.Rsr("bench", "detection", "--replicates", "40").Succeeds().Output;

        Assert.Matches(@"\| no regression: 95 % interval of the share +\| +[0-9.]+ % to [0-9.]+ % \| +5\.00 % \|", output);
        Assert.Matches(@"\| rate ratio 2: expected at detection +\| +[0-9.]+ \| +4\.131 \| +[+-][0-9.]+ % \|", output);
        Assert.Matches(@"\| rate ratio 10, daily totals: added delay +\| +[0-9.]+ h \|", output);
        Assert.Matches(@"\| the same again, remembered +\| +[0-9.,]+ \| us", output);
        Assert.Empty(_place.Entries());
    }

    [Theory]
    [InlineData("--replicates", "0")]
    [InlineData("--limit", "0")]
    [InlineData("--limit", "1001")]
    [InlineData("--per-day", "-1")]
    public void Detection_without_replicates_or_an_end_is_refused(string option, string value) =>
        Assert.StartsWith($"{option} is {value};", _place.Rsr("bench", "detection", option, value).IsRefused(), StringComparison.Ordinal);

    [Fact]
    public void A_scenario_that_is_none_is_refused() => _place.Rsr("bench", "memory", "--scenario", "tinny").IsRefused();
}
