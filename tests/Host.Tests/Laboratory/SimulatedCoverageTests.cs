using System.Collections.Immutable;
using RsrActors.Laboratory.Designs;
using RsrActors.Laboratory.Planning;
using RsrActors.Laboratory.Results;
using RsrActors.Laboratory.Scheduling;
using RsrActors.Model.Statistics.Comparisons;
using RsrActors.Model.Statistics.Estimates;
using Xunit.Abstractions;

namespace RsrActors.Host.Tests.Laboratory;

/// <summary>
/// How often intervals, marks and selections of experiments are right, on measures of the simulator itself. These are
/// counts, times and shares of few devices, and not normal. In the short form with a tenth of the repetitions the limits
/// are wider, because chance is.
/// </summary>
[Trait("Length", "Long")]
public sealed class SimulatedCoverageTests(SimulatedMeasures simulated, ITestOutputHelper output)
    : IClassFixture<SimulatedMeasures>
{
    private const string Exposure = "exposed-hours";

    private static readonly int Comparisons = LongTests.Times(200);

    private static readonly ExperimentPlan OneCell = SimulatedMeasures.Plan(
        SmallExperiments.Of(SimulatedMeasures.Block, "all-at-once"));

    /// <summary>The rules only name the cells: the rows are replayed.</summary>
    private static readonly ExperimentPlan ThreeCells = SimulatedMeasures.Plan(
        SmallExperiments.Of(SimulatedMeasures.Block, "all-at-once", "linear", "phased"));

    public static TheoryData<string> Measures => [.. SimulatedMeasures.Names];

    [Theory, MemberData(nameof(Measures))]
    public void An_interval_of_twenty_replications_has_the_true_mean_in_93_to_97_of_100_experiments(string measure)
    {
        var (column, mean) = Truth(measure);

        var covered = Covered(column, mean, experiment => RowsOf(
            OneCell, (replication, _) => simulated.Experiments[experiment * SimulatedMeasures.Block + replication]));

        Say($"{measure}, mean {mean:g6}: {covered} of {SimulatedMeasures.Blocks} intervals have it");
        Assert.InRange(covered / (double)SimulatedMeasures.Blocks, 0.95 - Wide(0.02), 0.95 + Wide(0.02));
    }

    /// <summary>Experiments that begin a block later share rows when they have more than those of a block.</summary>
    [Theory]
    [InlineData(Exposure, 0.05)]
    [InlineData("share-at-end", 0.05)]
    [InlineData("time-to-50", 0.1)]
    [InlineData("signing-peak", 0.1)]
    public void An_interval_with_the_precision_asked_for_has_the_true_mean_in_90_of_100_experiments(
        string measure, double precision)
    {
        var (column, mean) = Truth(measure);
        var plan = SimulatedMeasures.Plan(SmallExperiments.Of(StoppingRule.UsualAtMost, "all-at-once") with
        {
            Stopping = new StoppingRule.Precise([new(measure, new Precision.Relative(precision))]),
        });
        var replications = 0;

        var covered = Covered(column, mean, experiment =>
        {
            var rows = RowsOf(plan, (replication, _) => simulated.Experiments[
                (experiment * SimulatedMeasures.Block + replication) % simulated.Experiments.Length]);
            replications += rows.Length;
            return rows;
        });

        Say($"{measure} until {precision:p0}, {replications / SimulatedMeasures.Blocks} replications in the mean: "
            + $"{covered} of {SimulatedMeasures.Blocks} intervals have {mean:g6}");
        Assert.True(covered >= SimulatedMeasures.Blocks * (0.92 - Wide(0.02)), $"Only {covered} are right.");
    }

    [Theory, MemberData(nameof(Measures))]
    public void Of_equal_rules_with_seeds_of_their_own_at_most_9_of_100_comparisons_call_one_worse(string measure) =>
        CallsFewWorse(measure, (comparison, replication, cell) => simulated.All[
            (comparison * ThreeCells.Cells.Length + cell) * SimulatedMeasures.Block + replication]);

    /// <summary>Each cell has the value of its replication and a third of that of another run.</summary>
    [Theory, MemberData(nameof(Measures))]
    public void Of_equal_rules_with_common_random_numbers_at_most_9_of_100_comparisons_call_one_worse(string measure) =>
        CallsFewWorse(measure, (comparison, replication, cell) =>
        {
            var first = comparison * (ThreeCells.Cells.Length + 1) * SimulatedMeasures.Block + replication;
            return Sum(
                simulated.All[first], simulated.All[first + (cell + 1) * SimulatedMeasures.Block],
                (common, own) => common + own / 3);
        });

    [Theory]
    [InlineData(Exposure, 20)]
    [InlineData("share-at-end", 0.05)]
    [InlineData("time-to-50", 1)]
    [InlineData("signing-peak", 0.5)]
    public void Of_rules_that_differ_by_the_indifference_zone_the_best_is_selected_in_91_of_100_experiments(
        string measure, double zone)
    {
        var column = OneCell.ColumnOf(measure);
        var plan = SimulatedMeasures.Plan(
            SmallExperiments.Of(StoppingRule.UsualAtMost, "all-at-once", "linear", "phased") with
            {
                Stopping = new StoppingRule.SelectBest(measure, zone),
            });
        var worse = plan.Measures[column].Better == Better.Smaller ? zone : -zone;
        var (right, used, third) = (0, 0, simulated.All.Length / plan.Cells.Length);

        for (var experiment = 0; experiment < Comparisons; experiment++)
        {
            // The best cell is not always the first one, which is the leader where means are equal.
            var best = experiment % plan.Cells.Length;
            var rows = RowsOf(plan, (replication, cell) => Sum(
                simulated.All[cell * third + (used + replication) % third], [.. new double?[6].Select(_ => 0.0)],
                (value, _) => cell == best ? value : value + worse));
            used += rows.Max(row => row.Replication);
            right += RunSchedule.FiguresOf(plan, rows).Selections.Single().Selected == best ? 1 : 0;
        }

        Say($"{measure}, zone {zone}, {used / Comparisons} replications in the mean: {right} of {Comparisons} are right");
        Assert.True(right >= 0.95 * Comparisons - 8 * Math.Sqrt(Comparisons / 200.0), $"Only {right} are right.");
    }

    /// <summary>The part of a limit that is for chance, with fewer repetitions.</summary>
    private static double Wide(double full) => full * Math.Sqrt(1000.0 / SimulatedMeasures.Blocks);

    private (int Column, double Mean) Truth(string measure)
    {
        var column = OneCell.ColumnOf(measure);
        return (column, simulated.TrueMean(OneCell, column));
    }

    /// <summary>In how many experiments the interval of the table has the true mean.</summary>
    private static int Covered(int column, double mean, Func<int, ImmutableArray<RunFinished>> rows) =>
        Enumerable.Range(0, SimulatedMeasures.Blocks).Count(experiment => Summarising
            .Summarise(OneCell, rows(experiment)).Measures[column].Cells[0].Mean!.Interval.Contains(mean));

    private void CallsFewWorse(string measure, Func<int, int, int, ImmutableArray<double?>> row)
    {
        var column = ThreeCells.ColumnOf(measure);

        var wrong = Enumerable.Range(0, Comparisons).Count(comparison => Summarising
            .Summarise(ThreeCells, RowsOf(ThreeCells, (replication, cell) => row(comparison, replication, cell)))
            .Measures[column].Cells.Any(cell => cell.Verdict == BestVerdict.NotBest));

        Say($"{measure}: {wrong} of {Comparisons} comparisons call a rule worse");
        Assert.True(wrong <= 0.05 * Comparisons + 8 * Math.Sqrt(Comparisons / 200.0), $"{wrong} call one worse.");
    }

    /// <summary>The rows of an experiment whose runs have given measures.</summary>
    /// <param name="values">By replication and cell, both from 0.</param>
    private static ImmutableArray<RunFinished> RowsOf(
        ExperimentPlan plan, Func<int, int, ImmutableArray<double?>> values)
    {
        var schedule = RunSchedule.Of(plan);
        var rows = ImmutableArray.CreateBuilder<RunFinished>();
        while (schedule.Next is { } run)
        {
            rows.Add(new(
                run.Cell, run.Replication, plan.SeedOf(run.Replication),
                new RunOutcome.Measured(values(run.Replication - 1, run.Cell))));
            schedule.Add(rows[^1]);
        }

        return rows.ToImmutable();
    }

    /// <summary>A time that never came counts as the duration of the scenario, as in all means.</summary>
    private static ImmutableArray<double?> Sum(
        ImmutableArray<double?> one, ImmutableArray<double?> other, Func<double, double, double> sum) =>
        [
            .. one.Select((_, column) => (double?)sum(
                OneCell.WithinRun(one, column, cell: 0), OneCell.WithinRun(other, column, cell: 0))),
        ];

    private void Say(string line) => output.WriteLine(line);
}
