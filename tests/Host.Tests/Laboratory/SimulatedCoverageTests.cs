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
/// counts, times and shares of few devices, and not normal. In the short form the limits are three standard errors
/// wider.
/// </summary>
[Trait("Length", "Long")]
public sealed class SimulatedCoverageTests(SimulatedMeasures simulated, ITestOutputHelper output)
    : IClassFixture<SimulatedMeasures>
{
    private const string Exposure = "exposed-hours";
    private const string Peak = "signing-peak";
    private static readonly int Comparisons = LongTests.AreShort ? 60 : 200;

    /// <summary>The rules only name the cells: the rows are replayed.</summary>
    private static readonly ImmutableArray<string> Rules = ["all-at-once", "linear", "phased"];

    public static TheoryData<string> Measures => [.. SimulatedMeasures.Names];

    public static TheoryData<string> AllButThePeak => [.. SimulatedMeasures.Names.Remove(Peak)];

    [Theory, MemberData(nameof(AllButThePeak))]
    public void An_interval_of_twenty_replications_has_the_true_mean_in_93_to_97_of_100_experiments(string measure) =>
        CoversBetween(0.93, 0.97, measure);

    /// <summary>
    /// The peak is the largest of several small whole numbers, so it is skewed: where all twenty replications miss the
    /// rare high peaks, the mean and the width are too small together, and the interval lies below the true mean.
    /// </summary>
    [Fact]
    public void An_interval_of_twenty_peaks_has_the_true_mean_in_92_to_97_of_100_experiments() =>
        CoversBetween(0.92, 0.97, Peak);

    /// <summary>
    /// Each experiment begins with the row after the last one of the experiment before, so that no two of them share a
    /// row; only the last one may go on with the first rows. There are as many experiments as there are rows for.
    /// </summary>
    [Theory]
    [InlineData(Exposure, 5)]
    [InlineData("share-at-end", 5)]
    [InlineData("time-to-50", 15)]
    [InlineData(Peak, 10)]
    public void An_interval_with_the_precision_asked_for_has_the_true_mean_in_90_of_100_experiments(
        string measure, int percent)
    {
        var plan = SimulatedMeasures.Plan(
            SmallExperiments.Of(StoppingRule.UsualAtMost, Rules[0]) with
            {
                Stopping = new StoppingRule.Precise([new(measure, new Precision.Relative(percent / 100.0))]),
            },
            measure);
        var mean = simulated.TrueMean(plan);
        var (experiments, covered, used) = (0, 0, 0);

        while (experiments < SimulatedMeasures.Blocks && used < SimulatedMeasures.Experiments)
        {
            var begin = used;
            var rows = RowsOf(plan, (replication, _) =>
                simulated.Value(measure, (begin + replication) % SimulatedMeasures.Experiments));
            used += rows.Length;
            experiments++;
            covered += HasMean(plan, mean, rows) ? 1 : 0;
        }

        Say($"{measure} until {percent} %, {used / experiments} replications in the mean: {covered} of {experiments} "
            + $"intervals have {mean:g6}");
        Assert.True(
            covered >= experiments * (0.9 - ByChance(0.9, experiments)), $"Only {covered} of {experiments} are right.");
    }

    [Theory, MemberData(nameof(Measures))]
    public void Of_equal_rules_with_seeds_of_their_own_at_most_9_of_100_comparisons_call_one_worse(string measure) =>
        CallsFewWorse(measure, (plan, comparison, replication, cell) => Value(
            plan, (comparison * Rules.Length + cell) * SimulatedMeasures.Block + replication));

    /// <summary>Each cell has the value of its replication and a third of that of another run.</summary>
    [Theory, MemberData(nameof(Measures))]
    public void Of_equal_rules_with_common_random_numbers_at_most_9_of_100_comparisons_call_one_worse(string measure) =>
        CallsFewWorse(measure, (plan, comparison, replication, cell) =>
        {
            var first = comparison * (Rules.Length + 1) * SimulatedMeasures.Block + replication;
            return Value(plan, first) + Value(plan, first + (cell + 1) * SimulatedMeasures.Block) / 3;
        });

    [Theory]
    [InlineData(Exposure, 20)]
    [InlineData("share-at-end", 0.05)]
    [InlineData("time-to-50", 2)]
    [InlineData(Peak, 0.5)]
    public void Of_rules_that_differ_by_the_indifference_zone_the_best_is_selected_in_91_of_100_experiments(
        string measure, double zone)
    {
        var plan = SimulatedMeasures.Plan(
            SmallExperiments.Of(StoppingRule.UsualAtMost, Rules) with
            {
                Stopping = new StoppingRule.SelectBest(measure, zone),
            },
            measure);
        var worse = plan.Measures[0].Better == Better.Smaller ? zone : -zone;
        var (right, used, third) = (0, 0, SimulatedMeasures.All / plan.Cells.Length);

        for (var experiment = 0; experiment < Comparisons; experiment++)
        {
            // The best cell is not always the first one, which is the leader where means are equal.
            var best = experiment % plan.Cells.Length;
            var rows = RowsOf(plan, (replication, cell) =>
                Value(plan, cell * third + (used + replication) % third) + (cell == best ? 0 : worse));
            used += rows.Max(row => row.Replication);
            right += RunSchedule.FiguresOf(plan, rows).Selections.Single().Selected == best ? 1 : 0;
        }

        Say($"{measure}, zone {zone}, {used / Comparisons} replications in the mean: {right} of {Comparisons} are right");
        Assert.True(used <= third, "Experiments share rows.");
        Assert.True(right >= (0.91 - ByChance(0.95, Comparisons)) * Comparisons, $"Only {right} are right.");
    }

    private void CoversBetween(double least, double most, string measure)
    {
        var plan = SimulatedMeasures.Plan(SmallExperiments.Of(SimulatedMeasures.Block, Rules[0]), measure);
        var mean = simulated.TrueMean(plan);

        var covered = Enumerable.Range(0, SimulatedMeasures.Blocks).Count(experiment => HasMean(
            plan, mean, RowsOf(plan, (replication, _) =>
                simulated.Value(measure, experiment * SimulatedMeasures.Block + replication))));

        Say($"{measure}, mean {mean:g6}: {covered} of {SimulatedMeasures.Blocks} intervals have it");
        var chance = ByChance(0.95, SimulatedMeasures.Blocks);
        Assert.InRange(covered / (double)SimulatedMeasures.Blocks, least - chance, most + chance);
    }

    /// <summary>How much wider a limit is in the short form: three standard errors of a share.</summary>
    private static double ByChance(double share, int repetitions) =>
        LongTests.AreShort ? 3 * Math.Sqrt(share * (1 - share) / repetitions) : 0;

    /// <summary>Whether the interval of the table has the true mean.</summary>
    private static bool HasMean(ExperimentPlan plan, double mean, ImmutableArray<RunFinished> rows) =>
        Summarising.Summarise(plan, rows).Measures[0].Cells[0].MeanInterval!.Value.Contains(mean);

    private void CallsFewWorse(string measure, Func<ExperimentPlan, int, int, int, double> value)
    {
        var plan = SimulatedMeasures.Plan(SmallExperiments.Of(SimulatedMeasures.Block, Rules), measure);

        var wrong = Enumerable.Range(0, Comparisons).Count(comparison => Summarising
            .Summarise(plan, RowsOf(plan, (replication, cell) => value(plan, comparison, replication, cell)))
            .Measures[0].Cells.Any(cell => cell.Verdict == BestVerdict.NotBest));

        Say($"{measure}: {wrong} of {Comparisons} comparisons call a rule worse");
        Assert.True(wrong <= (0.09 + ByChance(0.05, Comparisons)) * Comparisons, $"{wrong} call one worse.");
    }

    /// <summary>The rows of an experiment whose runs have given values.</summary>
    /// <param name="value">By replication and cell, both from 0.</param>
    private static ImmutableArray<RunFinished> RowsOf(ExperimentPlan plan, Func<int, int, double> value)
    {
        var schedule = RunSchedule.Of(plan);
        var rows = ImmutableArray.CreateBuilder<RunFinished>();
        while (schedule.Next is { } run)
        {
            rows.Add(new(
                run.Cell, run.Replication, plan.SeedOf(run.Replication),
                new RunOutcome.Measured([value(run.Replication - 1, run.Cell)])));
            schedule.Add(rows[^1]);
        }

        return rows.ToImmutable();
    }

    /// <summary>A value that can be added: a time that never came counts as the time to the end of the run.</summary>
    private double Value(ExperimentPlan plan, int place) =>
        plan.WithinRun([simulated.Value(plan.Measures[0].Name, place)], column: 0, cell: 0);

    private void Say(string line) => output.WriteLine(line);
}
