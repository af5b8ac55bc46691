using RsrActors.Laboratory.Files;
using RsrActors.Laboratory.Planning;
using RsrActors.Scenarios;

namespace RsrActors.Host.Tests.Laboratory;

/// <summary>The experiments that come with the program.</summary>
public sealed class ShippedExperimentTests
{
    public static TheoryData<string> Names => [.. ExperimentLibrary.Installed.List().Select(entry => entry.Name)];

    [Fact]
    public void Eight_experiments_come_with_the_program() => Assert.Equal(
        [
            "false-halts", "five-rules", "forced", "how-fast", "one-flaw-five-ways", "sensitivity", "telemetry",
            "which-rule",
        ],
        ExperimentLibrary.Installed.List().Select(entry => entry.Name).Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(Names))]
    public void A_shipped_experiment_is_read_and_planned_under_the_name_of_its_file(string name)
    {
        var experiment = Assert.IsType<ExperimentReading.Accepted>(ExperimentLibrary.Installed.Read(name)).Experiment;

        var plan = Assert.IsType<ExperimentPlanning.Accepted>(
            ExperimentPlanner.Plan(experiment, ScenarioLibrary.Installed)).Plan;

        Assert.Equal(name, experiment.Name);
        Assert.All(plan.Cells, cell => Assert.InRange(cell.Scenario.Fleet.Devices, 200, 10_000));
        Assert.All(plan.Shown, measure => Assert.Contains(plan.Cells, cell => measure.AppliesTo(cell.Scenario)));
        Assert.Contains($"rsr experiment run {name}", experiment.Story, StringComparison.Ordinal);
    }
}
