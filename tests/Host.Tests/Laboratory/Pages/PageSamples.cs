using System.Collections.Immutable;
using RsrActors.Laboratory.Designs;
using RsrActors.Laboratory.Measures;
using RsrActors.Laboratory.Pages;
using RsrActors.Laboratory.Planning;
using RsrActors.Laboratory.Results;
using RsrActors.Laboratory.Scheduling;
using RsrActors.Model.Simulation;

namespace RsrActors.Host.Tests.Laboratory.Pages;

/// <summary>Experiments whose rows are made up, for tests of files and pages.</summary>
internal static class PageSamples
{
    public const double Never = double.PositiveInfinity;

    /// <summary>Rules on a harmful and on a harmless response, with every measure that a page draws.</summary>
    /// <param name="rules">As many as there are cells of a condition.</param>
    public static Experiment Of(int replications, params ImmutableArray<string> rules) => new()
    {
        Name = "sample",
        Story = "Which rule stops a harmful response?\n\nRules on a response with harm and without.",
        Scenario = "halts",
        Seed = 5,
        Devices = "100",
        Days = "4",
        Design = new ExperimentDesign.Full([
            new("rule", [.. rules.Select((rule, i) => new Level(rule, [$"rollout.over={i + 1} d"]))]),
            new(
                "response",
                [new("harmful", []), new("harmless", ["releases.26.3.1-a.regressions=[]"])])
            {
                Role = FactorRole.Condition,
            },
        ]),
        Replications = replications,
        Measures = ["exposed-hours", "devices-harmed", "halted-after", "false-halt"],
    };

    public static ExperimentPlan Plan(int replications, params ImmutableArray<string> rules) =>
        SmallExperiments.Plan(Of(replications, rules));

    /// <summary>A row for each run; a few of the harmful response's never halt.</summary>
    public static ImmutableArray<RunFinished> Rows(ExperimentPlan plan) =>
    [
        .. Enumerable.Range(0, plan.Runs).Select(place => SmallExperiments.RunAt(plan, place)).Select(run => new RunFinished(
            run.Cell, run.Replication, run.Seed, OutcomeOf(plan, run))),
    ];

    public static string PageOf(ExperimentPlan plan, IReadOnlyCollection<RunFinished> rows) =>
        ExperimentPage.Of(Summarising.Summarise(plan, rows), rows, "1.2.3");

    private static RunOutcome.Measured OutcomeOf(ExperimentPlan plan, RunPlan run)
    {
        var isHarmless = plan.Cells[run.Cell].Cell.Condition == "harmless";
        var rule = run.Cell / 2;
        return new([.. plan.Measures.Select((measure, place) => (double?)ValueOf(measure, place))])
        {
            ProtectedByHour =
                [.. Enumerable.Range(0, 97).Select(hour => Math.Min(100, hour * (rule + 2) / 3 + (int)Draw(99, 5)))],
        };

        double ValueOf(Measure measure, int place) => measure.Name switch
        {
            "exposed-hours" => 20_000 + 1_500 * rule + Draw(place, 900),
            "devices-harmed" => isHarmless ? 0 : Math.Floor(60 / (rule + 1) + Draw(place, 12)),
            "halted-after" or "detected-after" =>
                isHarmless || (rule + run.Replication) % 4 == 0 ? Never : 5 + 6 * rule + Draw(place, 24),
            "false-halt" => isHarmless && Draw(place, 1) < 0.08 * rule ? 1 : 0,
            _ => Draw(place, 10),
        };

        // Half of it is of the replication alone, as with common random numbers.
        double Draw(int column, double most) => most / 2 * (Uniform(run.Seed + (ulong)column)
            + Uniform(run.Seed + 1000UL * (ulong)(run.Cell + 1) + (ulong)column));
    }

    private static double Uniform(ulong number) => (SplitMix64.Mix(number) >> 11) / (double)(1UL << 53);
}
