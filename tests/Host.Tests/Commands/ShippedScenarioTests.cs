using System.Collections.Concurrent;
using System.Collections.Immutable;
using RsrActors.Actors.Simulations;
using RsrActors.Host.Runs;
using RsrActors.Host.Tests.Pins;
using RsrActors.Host.Tests.Reports;
using RsrActors.Model.Population;
using RsrActors.Model.Simulation;
using RsrActors.Scenarios;

namespace RsrActors.Host.Tests.Commands;

/// <summary>
/// Every scenario that comes with the program, run with a small fleet. No invariant breaks, and the figures of the
/// report add up.
/// </summary>
public sealed class ShippedScenarioTests(ShippedScenarioTests.Runs runs) : IClassFixture<ShippedScenarioTests.Runs>
{
    public static TheoryData<string> Names => [.. ScenarioLibrary.Installed.List().Select(entry => entry.Name)];

    [Theory, MemberData(nameof(Names))]
    public async Task All_invariants_hold_in_every_scenario(string name)
    {
        var invariants = ReportFile.Read(await runs.Of(name)).Invariants;

        Assert.True(invariants.Checked > 0);
        Assert.Equal(0, invariants.Broken);
    }

    [Theory, MemberData(nameof(Names))]
    public async Task The_columns_of_the_report_add_up_in_every_scenario(string name) =>
        ReportSums.AddUp(ReportFile.Read(await runs.Of(name)));

    [Theory, MemberData(nameof(Names))]
    public async Task The_columns_of_the_printed_report_add_up_in_every_scenario(string name)
    {
        var report = ReportFile.Read(await runs.Of(name));

        // Without a response there are no columns about responses.
        Assert.True(
            report.Releases.IsEmpty || PrintedSums.AddUp(SummaryTests.Render(report, width: 100)) >= 10);
    }

    /// <summary>The same figures, computed from the states of all devices, as the live census does.</summary>
    [Theory, MemberData(nameof(Names))]
    public async Task Protected_devices_and_reasons_are_those_of_the_folded_devices_in_every_scenario(string name)
    {
        var directory = await runs.Of(name);
        var protection = ReportFile.Read(directory).Protection;
        Assert.Equal(directory.Scenario.Releases.IsEmpty, protection is null);
        if (protection is null)
            return;
        var figures = protection.Figures;
        var fleet = new FoldedFleet(new World(directory.Scenario), EventsOf(directory));
        var census = fleet.Census.Total;

        Assert.Equal(census.Devices, figures.Devices);
        Assert.Equal(census.Protected, figures.Protected);
        Assert.Equal(census.BrowserProtected - census.Protected, figures.ExposedButSafari);
        Assert.Equal(fleet.Reasons(), figures.ExposedBy);
    }

    /// <summary>
    /// The report keeps a few bytes of each device; the console and <c>rsr devices</c> have its state.
    /// </summary>
    [Theory, MemberData(nameof(Names))]
    public async Task Who_has_a_release_is_the_same_from_events_and_from_states_in_every_scenario(string name)
    {
        var directory = await runs.Of(name);
        var seen = HolderComparison.Of(new World(directory.Scenario), EventsOf(directory), moments: 20);

        Assert.True(seen > 0 || !directory.Scenario.AllReleases.Any());
    }

    /// <summary>
    /// The stored bytes, the exported lines, the figures, and the resolved scenario without its comments. Lines of
    /// accepted commands have other tests.
    /// </summary>
    [Theory, MemberData(nameof(Names))]
    public async Task The_history_of_a_shipped_scenario_does_not_change(string name)
    {
        var run = (await runs.Of(name)).Path;
        var exported = Path.Combine(Path.GetDirectoryName(run)!, $"{name}.jsonl");
        (await Workplace.RsrInProcess("export", run, "--output", exported)).Succeeds();
        var events = File.ReadLines(exported).Where(
            line => !line.Contains("\"event\":\"CommandAccepted\"", StringComparison.Ordinal));
        var report = ReportText.Of(run);
        var history = ReportText.HashOf(run);
        Assert.True(report.Remove("run") && report.Remove("historyHash") && report.Remove("version"));
        var scenario = string.Join('\n', File.ReadLines(Path.Combine(run, "scenario.hocon")).Where(
            line => !line.StartsWith('#')));

        var found = new HistoryPin(
            name, history, HistoryPin.Digest(string.Join('\n', events)), HistoryPin.Digest(report.ToJsonString()),
            HistoryPin.Digest(scenario)).ToString();

        // Assert.Equal would cut the lines off.
        Assert.True(HistoryPin.Of(name) == found, $"The pin is{Environment.NewLine}{HistoryPin.Of(name)}"
            + $"{Environment.NewLine}and this history has{Environment.NewLine}{found}");
    }

    private static ImmutableArray<RecordedEvent> EventsOf(RunDirectory directory)
    {
        using var stored = new StoredRun(directory.Storage.Rows, RunFormat.ForReading());
        return [.. stored.Events()];
    }

    /// <summary>Runs each scenario once, for all tests.</summary>
    public sealed class Runs : IDisposable
    {
        private readonly Workplace _place = new();
        private readonly ConcurrentDictionary<string, Lazy<Task>> _simulations = new(StringComparer.Ordinal);

        /// <summary>
        /// The first weeks of the year: an outage, two software updates, a withdrawal, three responses.
        /// </summary>
        internal async Task<RunDirectory> Of(string name)
        {
            await _simulations.GetOrAdd(name, _ => new(() => _place.Simulate(
                name, name, new([], Devices: "600", Days: name == "a-year" ? "75" : null)))).Value;
            return RunDirectory.Open(_place[name]);
        }

        public void Dispose() => _place.Dispose();
    }
}
