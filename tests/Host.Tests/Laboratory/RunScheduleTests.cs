using System.Collections.Immutable;
using CsCheck;
using RsrActors.Laboratory.Designs;
using RsrActors.Laboratory.Planning;
using RsrActors.Laboratory.Results;
using RsrActors.Laboratory.Scheduling;
using RsrActors.Model.Statistics.Estimates;

namespace RsrActors.Host.Tests.Laboratory;

/// <summary>Which runs an experiment has, and when it has enough.</summary>
public sealed class RunScheduleTests
{
    private const string Measure = "downtime";

    [Fact]
    public void A_fixed_number_of_replications_is_one_batch()
    {
        var plan = SmallExperiments.Plan(replications: 3, "all-at-once", "linear");

        var keys = RunsOf(plan, (_, _) => 0, out _);

        Assert.Equal(
            [(1, 0), (1, 1), (2, 0), (2, 1), (3, 0), (3, 1)], keys.Select(key => (key.Replication, key.Cell)));
    }

    [Fact]
    public void Equal_values_are_precise_after_the_least_replications_and_their_confirmations()
    {
        var plan = Until(new Precision.Relative(0.05), atLeast: 10, atMost: 100);

        var keys = RunsOf(plan, (_, _) => 7, out var figures);

        Assert.Equal(15, keys.Max(key => key.Replication));
        Assert.All(figures.Precisions, one => Assert.IsType<ReplicationVerdict.Enough>(one.Verdict));
    }

    [Fact]
    public void All_cells_go_on_until_the_one_that_varies_most_is_precise()
    {
        var plan = Until(new Precision.Absolute(1), atLeast: 10, atMost: 1000);

        var keys = RunsOf(plan, (replication, cell) => cell * (replication % 2 == 0 ? 4 : -4), out var figures);

        // 1.96 * 4 / sqrt(n) is 1 at about 62 replications.
        Assert.InRange(keys.Max(key => key.Replication), 62, 110);
        Assert.Equal(keys.Count(key => key.Cell == 0), keys.Count(key => key.Cell == 1));
        Assert.All(figures.Precisions, one => Assert.IsType<ReplicationVerdict.Enough>(one.Verdict));
    }

    [Fact]
    public void An_experiment_that_does_not_become_precise_ends_at_the_most_and_says_so()
    {
        var plan = Until(new Precision.Absolute(0.001), atLeast: 10, atMost: 30);

        var keys = RunsOf(plan, (replication, _) => replication % 2, out var figures);

        Assert.Equal(60, keys.Length);
        Assert.All(
            figures.Precisions,
            one => Assert.Equal(new ReplicationVerdict.MostReached(false), one.Verdict));
    }

    [Fact]
    public void A_time_that_never_came_counts_as_the_duration_of_the_scenario()
    {
        var plan = Until(new Precision.Relative(0.1), atLeast: 10, atMost: 50);

        RunsOf(plan, (_, _) => double.PositiveInfinity, out var figures);

        Assert.All(figures.Precisions, one => Assert.IsType<ReplicationVerdict.Enough>(one.Verdict));
    }

    [Fact]
    public void A_cell_that_is_worse_gets_no_more_runs_and_the_best_one_is_selected()
    {
        var plan = Best(["all-at-once", "linear", "phased"], zone: 1);

        var keys = RunsOf(plan, (replication, cell) => cell * 10 + replication % 3, out var figures);

        Assert.Equal([10, 10, 10], Enumerable.Range(0, 3).Select(cell => keys.Count(key => key.Cell == cell)));
        var selection = Assert.Single(figures.Selections);
        Assert.Equal(0, selection.Selected);
        Assert.Equal([1, 2], selection.Eliminations.Select(one => one.System).Order());
    }

    [Fact]
    public void A_selection_with_a_failed_run_ends_without_a_result()
    {
        var plan = Best(["all-at-once", "linear"], zone: 1);

        RunsOf(plan, (replication, cell) => (replication, cell) == (4, 1) ? null : cell * 10, out var figures);

        Assert.Null(Assert.Single(figures.Selections).Selected);
    }

    [Fact]
    public void A_selection_needs_two_cells_in_every_condition()
    {
        var experiment = SmallExperiments.Of(30, "linear") with { Stopping = new StoppingRule.SelectBest(Measure, 1) };

        Assert.Equal(
            "the best cell is selected from two or more; found one, 'linear'.", SmallExperiments.Refusal(experiment));
    }

    [Fact]
    public void Rows_are_taken_in_their_order_only()
    {
        var schedule = RunSchedule.Of(SmallExperiments.Plan(replications: 2, "all-at-once", "linear"));

        Assert.Throws<ArgumentException>(() => schedule.Add(Row(new(1, 1), 0)));
    }

    [Fact]
    public void The_batches_have_every_replication_of_a_cell_once_and_in_order() => Gen
        .Select(Gen.Double[0, 10].Array[60], Gen.Int[2, 12], Gen.Double[0.05, 3])
        .Sample((values, least, width) =>
        {
            var plan = Until(new Precision.Absolute(width), least, atMost: 60);

            var keys = RunsOf(plan, (replication, cell) => values[replication - 1] * (cell + 1), out _);

            var count = keys.Length / 2;
            return count >= least && keys.SequenceEqual(Enumerable.Range(1, count)
                .SelectMany(_ => (int[])[0, 1], (replication, cell) => new RunKey(replication, cell)));
        });

    private static ExperimentPlan Until(Precision precision, int atLeast, int atMost) => SmallExperiments.Plan(
        SmallExperiments.Of(atMost, "all-at-once", "linear") with
        {
            Stopping = new StoppingRule.Precise([new(Measure, precision)]) { AtLeast = atLeast },
        });

    private static ExperimentPlan Best(ImmutableArray<string> rules, double zone) => SmallExperiments.Plan(
        SmallExperiments.Of(200, rules) with { Stopping = new StoppingRule.SelectBest(Measure, zone) });

    /// <summary>The runs of an experiment whose measures are given; null is a run that failed.</summary>
    private static ImmutableArray<RunKey> RunsOf(
        ExperimentPlan plan, Func<int, int, double?> value, out StoppingFigures figures)
    {
        var schedule = RunSchedule.Of(plan);
        var keys = ImmutableArray.CreateBuilder<RunKey>();
        while (schedule.Next is { } key)
        {
            keys.Add(key);
            schedule.Add(Row(key, value(key.Replication, key.Cell)));
        }

        figures = schedule.Figures;
        return keys.ToImmutable();
    }

    private static RunFinished Row(RunKey key, double? value) => new(
        key.Cell, key.Replication, 1, value is null
            ? new RunOutcome.Failed("It broke.")
            : new RunOutcome.Measured([.. Enumerable.Repeat(value, 40)]));
}
