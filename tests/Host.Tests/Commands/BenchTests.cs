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
    public void A_scenario_that_is_none_is_refused() => _place.Rsr("bench", "memory", "--scenario", "tinny").IsRefused();
}
