using System.Collections.Immutable;
using RsrActors.Laboratory.Designs;
using RsrActors.Laboratory.Execution;
using RsrActors.Laboratory.Planning;
using RsrActors.Laboratory.Results;
using RsrActors.Scenarios;

namespace RsrActors.Host.Tests.Laboratory;

/// <summary>Experiments on the scenario <c>tiny</c> with few devices, for tests.</summary>
internal static class SmallExperiments
{
    public static Experiment Of(int replications, params ImmutableArray<string> rules) => new()
    {
        Name = "small",
        Scenario = "tiny",
        Seed = 5,
        Devices = "20",
        Days = "1",
        Design = new ExperimentDesign.Full([Factor.OfRules(rules)]),
        Replications = replications,
    };

    public static ExperimentPlan Plan(int replications, params ImmutableArray<string> rules) =>
        Plan(Of(replications, rules));

    public static ExperimentPlan Plan(Experiment experiment) =>
        Assert.IsType<ExperimentPlanning.Accepted>(ExperimentPlanner.Plan(experiment, ScenarioLibrary.Installed)).Plan;

    /// <summary>A run by its place: all cells of the first replication, then those of the second.</summary>
    public static RunPlan RunAt(ExperimentPlan plan, int place) =>
        plan.RunOf(place / plan.Cells.Length + 1, place % plan.Cells.Length);

    public static string Refusal(Experiment experiment) =>
        Assert.IsType<ExperimentPlanning.Refused>(ExperimentPlanner.Plan(experiment, ScenarioLibrary.Installed))
            .Message;

    /// <summary>Runs an experiment.</summary>
    /// <param name="run">Simulates one run; null for a real simulation.</param>
    public static async Task<(ExperimentEnd End, ImmutableArray<RunFinished> Rows)> Run(
        ExperimentPlan plan, int parallel, RunFunction? run = null, CancellationToken stop = default)
    {
        var rows = new List<RunFinished>();
        var end = await ExperimentRun.Run(
            plan, parallel, new(rows.Add, _ => { }), new(run ?? MeasuredRuns.Run), stop);
        return (end, [.. rows]);
    }
}
