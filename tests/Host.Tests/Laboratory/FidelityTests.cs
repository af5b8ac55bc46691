using System.Collections.Immutable;
using RsrActors.Actors.Fleet;
using RsrActors.Laboratory.Execution;
using RsrActors.Laboratory.Files;
using RsrActors.Laboratory.Measures;
using RsrActors.Laboratory.Planning;
using RsrActors.Laboratory.Results;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.Reports.Figures;
using RsrActors.Running;
using RsrActors.Scenarios;

namespace RsrActors.Host.Tests.Laboratory;

/// <summary>A run costs less when only its decisions are computed, and decides the same.</summary>
public sealed class FidelityTests
{
    private const ulong Seed = 7;

    public static TheoryData<string> Names => [.. ScenarioLibrary.Installed.List().Select(entry => entry.Name)];

    [Theory, MemberData(nameof(Names))]
    public async Task The_history_without_signatures_equals_that_with_signatures_in_every_scenario(string name)
    {
        var scenario = Small(name);
        var full = await ReportOf(scenario, new());
        var decisions = await ReportOf(scenario, new() { Fidelity = Fidelity.Decisions });

        Assert.True(full.Events > 0);
        Assert.Equal(full.HistoryHash, decisions.HistoryHash);
    }

    [Theory, MemberData(nameof(Names))]
    public async Task The_measures_of_a_run_without_checks_are_those_of_a_checked_run_in_every_scenario(string name)
    {
        var scenario = Small(name);
        var plan = new RunPlan(1, 1, 1, Seed, scenario, MeasureList.For([scenario]));

        var full = Assert.IsType<RunOutcome.Measured>(await MeasuredRuns.Run(plan, default));
        var fast = Assert.IsType<RunOutcome.Measured>(await MeasuredRuns.At(Fidelity.Decisions).Alone(plan, default));

        Assert.Equal(full.Values.AsEnumerable(), fast.Values.AsEnumerable());
    }

    [Theory, MemberData(nameof(Names))]
    public async Task The_events_of_a_run_without_rows_come_in_the_order_of_its_history(string name)
    {
        var scenario = Small(name);
        var (rows, handedOver) = (new List<RecordedEvent>(), new List<RecordedEvent>());
        await ReportOf(scenario, new() { Happened = rows.Add });
        await ReportOf(scenario, new() { Happened = handedOver.Add, Checking = Checking.Nothing });

        Assert.Equal(
            rows.Select(one => (one.Entity, one.Seq, one.At)), handedOver.Select(one => (one.Entity, one.Seq, one.At)));
    }

    [Fact]
    public void One_replication_in_twenty_of_the_first_cell_has_all_checks()
    {
        var scenario = Small("tiny");
        ImmutableArray<int> Checked(int cell) =>
        [
            .. Enumerable.Range(1, 60).Where(
                replication => MeasuredRuns.IsChecked(new(0, cell, replication, Seed, scenario, []))),
        ];

        Assert.Equal([1, 21, 41], Checked(cell: 0).AsEnumerable());
        Assert.Empty(Checked(cell: 1));
    }

    [Theory]
    [InlineData("", Fidelity.Decisions)]
    [InlineData(", fidelity = decisions", Fidelity.Decisions)]
    [InlineData(", fidelity = full", Fidelity.Full)]
    public void An_experiment_says_its_fidelity(string key, Fidelity expected)
    {
        var read = Read($"experiment {{ name = x, scenario = tiny{key} }}\ncells = [ {{ name = a, set = [] }} ]\n");
        var written = Read(ExperimentWriter.Write(((ExperimentReading.Accepted)read).Experiment));

        Assert.Equal(expected, ((ExperimentReading.Accepted)read).Experiment.Fidelity);
        Assert.Equal(expected, ((ExperimentReading.Accepted)written).Experiment.Fidelity);
    }

    [Fact]
    public void An_unknown_fidelity_is_refused_with_the_two_that_there_are() => Assert.Contains(
        "allowed is one of decisions, full",
        Assert.IsType<ExperimentReading.Refused>(Read(
            "experiment { name = x, scenario = tiny, fidelity = low }\ncells = [ { name = a, set = [] } ]\n")).Message,
        StringComparison.Ordinal);

    private static ExperimentReading Read(string text) => ExperimentReader.Read("x.hocon", text);

    private static Scenario Small(string name)
    {
        var read = ScenarioLibrary.Installed.Read(name, new([], Devices: "300", Days: name == "a-year" ? "75" : null));
        return Assert.IsType<ScenarioReading.Accepted>(read).Scenario;
    }

    private static async Task<Report> ReportOf(Scenario scenario, InMemoryOptions options) =>
        Assert.IsType<InMemoryOutcome.Finished>(await InMemoryRun.Run(
            scenario, Seed, threads: 1, options)).Report;
}
