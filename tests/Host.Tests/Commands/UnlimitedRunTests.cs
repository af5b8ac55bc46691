using RsrActors.Actors.Kernel;
using RsrActors.Host.Runs;
using RsrActors.Host.Storage;
using RsrActors.Model.Cryptexes;
using RsrActors.Running;
using RsrActors.Scenarios;

namespace RsrActors.Host.Tests.Commands;

/// <summary>A scenario without an end is for <c>rsr serve</c>. Its run directory can be read and verified.</summary>
public sealed class UnlimitedRunTests : IDisposable
{
    private static readonly ScenarioOverrides Unlimited = new(["scenario.duration=unlimited"]);

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void An_unlimited_scenario_is_refused_by_run()
    {
        Assert.Equal(
            "scenario.duration is unlimited: 'rsr run' needs an end. Give --days, or use 'rsr serve'.",
            _place.Rsr("run", "tiny", "--set", "scenario.duration=unlimited").IsRefused());
        Assert.Empty(_place.Entries());
        Assert.Contains(
            "'rsr bench memory' needs an end", _place.Rsr("bench", "memory", "--scenario", Written()).IsRefused(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_option_days_gives_an_unlimited_scenario_an_end()
    {
        (await Workplace.RsrInProcess("run", _place[Written()], "--days", "1", "--quiet", "--out", _place["run"]))
            .Succeeds();

        await _place.Simulate("day", "tiny", new([], Days: "1"));
        Assert.Equal(ReportText.HashOf(_place["day"]), ReportText.HashOf(_place["run"]));
    }

    [Fact]
    public void An_unlimited_scenario_is_valid() => Assert.StartsWith(
        "tiny is a valid scenario: 50 devices, no end, from 2023-07-10, ",
        _place.Rsr("check", Written()).Succeeds().Output,
        StringComparison.Ordinal);

    [Trait("Length", "Long")]
    [Fact]
    public async Task A_served_run_of_an_unlimited_scenario_verifies_and_is_not_resumed()
    {
        await Simulate(epochs: 3);

        Assert.Matches(
            " verifies: .* 3 epochs, .*; the run has no end\\.\n$", (await _place.Verify("run")).Succeeds().Output);
        Assert.Equal(
            "scenario.duration is unlimited: 'rsr resume' needs an end. Use 'rsr serve'.",
            _place.Rsr("resume", "run").IsRefused());
        Assert.Equal("run has no report yet. Its scenario has no end.", _place.Rsr("report", "run").IsRefused());
        Assert.StartsWith("{\"at\":", _place.Rsr("history", "run", "0").Succeeds().Output, StringComparison.Ordinal);
    }

    /// <summary>Runs it as a host does, to the end of an epoch.</summary>
    private async Task Simulate(int epochs)
    {
        var reading = ScenarioLibrary.Installed.Require("tiny", Unlimited);
        var library = new ResponseLibrary(reading.Scenario);
        using var run = WritableRun.Create(
            _place["run"], false, new StorageChoice(StorageChoice.Sqlite, null), reading, library);
        var directory = run.Directory;
        using var simulation = directory.Simulation(library, threads: 2);
        Assert.IsType<SimulationProtocol.Stopped>(await SimulationRun.Run(
            simulation.Plan(SimulationConfiguration.Dispatcher, lastEpoch: epochs), directory.Storage.Configuration, 2,
            _ => { },
            CancellationToken.None));
    }

    private string Written()
    {
        File.WriteAllText(_place["mine.hocon"], ScenarioLibrary.Installed.Require("tiny", Unlimited).ResolvedHocon);
        return "mine.hocon";
    }
}
