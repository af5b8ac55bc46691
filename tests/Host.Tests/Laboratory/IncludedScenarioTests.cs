using RsrActors.Host.Tests.Fleets;
using RsrActors.Host.Tests.Scenarios;
using RsrActors.Laboratory.Files;
using RsrActors.Laboratory.Planning;
using RsrActors.Scenarios;

namespace RsrActors.Host.Tests.Laboratory;

/// <summary>Experiments on scenarios that include others, and experiments that include others.</summary>
public sealed class IncludedScenarioTests : IDisposable
{
    private readonly ExportFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_digest_of_a_cell_depends_on_the_included_file()
    {
        var main = _folder.Write("include \"base.hocon\"\nscenario.seed = 7\nfleet.devices = 50", "main.hocon");
        _folder.Write(Samples.Small, "base.hocon");
        var before = Digests(main);
        _folder.Write(Samples.Small_with("duration = 3 d }", "duration = 3 d } # A comment."), "base.hocon");
        var commented = Digests(main);
        _folder.Write(Samples.Small_with("download = 2.7 MB", "download = 2.8 MB"), "base.hocon");

        Assert.Equal(before, commented);
        Assert.Equal(2, before.Concat(Digests(main)).Distinct().Count() / before.Length);
    }

    [Fact]
    public void An_experiment_may_include_the_greater_part_of_another()
    {
        _folder.Write(
            "experiment { name = small, scenario = tiny, devices = 20 }\n"
            + "cells = [ { name = a, set = [\"rollout.rule=linear\"] } ]\nreplications { count = 3 }", "base.hocon");
        var file = _folder.Write("include \"base.hocon\"\nexperiment.seed = ${replications.count}", "mine.hocon");

        var reading = ExperimentLibrary.Installed.Read(file);

        Assert.Equal(3UL, Assert.IsType<ExperimentReading.Accepted>(reading).Experiment.Seed);
    }

    private static string[] Digests(string scenario) =>
    [
        .. Assert.IsType<ExperimentPlanning.Accepted>(ExperimentPlanner.Plan(
            SmallExperiments.Of(1, "linear", "apple") with { Scenario = scenario }, ScenarioLibrary.Installed))
            .Plan.Cells.Select(cell => cell.ScenarioSha256),
    ];
}
