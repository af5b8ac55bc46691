using System.Text.Json;
using RsrActors.Laboratory.Designs;
using RsrActors.Laboratory.Measures;
using RsrActors.Laboratory.Output;
using RsrActors.Laboratory.Planning;
using RsrActors.Laboratory.Results;
using RsrActors.Laboratory.Scheduling;
using RsrActors.Model.Statistics.Comparisons;
using RsrActors.Model.Statistics.Estimates;

namespace RsrActors.Host.Tests.Laboratory;

/// <summary>What the rows of an experiment say together.</summary>
public sealed class SummaryTests
{
    private const double Never = double.PositiveInfinity;

    private static readonly ExperimentPlan Plan = SmallExperiments.Plan(replications: 4, "all-at-once", "linear") with
    {
        Measures = [Of("exposed-hours"), Of("halted-after"), Of("halted")],
    };

    [Fact]
    public void A_cell_is_compared_with_the_first_one_by_replications_they_share()
    {
        var summary = Summarise(
            [[10, 1, 1], [20, 1, 1], [30, 1, 1], [40, 1, 1]],
            [[11, 1, 1], [21, 1, 1], null, [43, 1, 1]]);
        var (first, second) = (summary.Measures[0].Cells[0], summary.Measures[0].Cells[1]);

        Assert.Equal((8, 1), (summary.Runs, summary.Failed));
        Assert.Equal((4, 25.0), (first.Runs, first.Mean!.Mean));
        Assert.Null(first.Difference);
        Assert.Equal((3, 25.0), (second.Runs, second.Mean!.Mean));
        Assert.Equal(5.0 / 3, second.Difference!.Difference, 12);
        Assert.Equal(3, second.Difference.Estimate.Sample.Count);
    }

    [Fact]
    public void A_cell_that_is_always_better_is_the_best_and_the_other_is_worse()
    {
        var summary = Summarise(
            [[10, 1, 1], [20, 1, 1], [30, 1, 1], [40, 1, 1]], [[5, 1, 1], [15, 1, 1], [26, 1, 1], [35, 1, 1]]);

        Assert.Equal(
            [BestVerdict.NotBest, BestVerdict.Best], summary.Measures[0].Cells.Select(cell => cell.Verdict!.Value));
    }

    [Fact]
    public void Cells_are_compared_with_the_first_one_of_their_condition()
    {
        var plan = SmallExperiments.Plan(SmallExperiments.Of(4) with
        {
            Design = new ExperimentDesign.Full([
                Factor.OfRules(["all-at-once", "linear"]),
                Factor.OfKey("seekers", "fleet.behaviour.seekers", ["10 %", "40 %"]) with
                {
                    Role = FactorRole.Condition,
                },
            ]),
        }) with
        {
            Measures = [Of("exposed-hours")],
        };
        double[][] cells = [[10, 20, 30, 40], [1, 2, 3, 4], [11, 21, 31, 41], [0, 1, 2, 3]];

        var summary = Summarising.Summarise(
            plan,
            [
                .. cells.SelectMany((runs, cell) => runs.Select((value, i) => new RunFinished(
                    cell, i + 1, 1, new RunOutcome.Measured([value])))),
            ]).Measures[0].Cells;

        Assert.Equal([null, null, 1, -1], summary.Select(cell => cell.Difference?.Difference));
        Assert.Equal(
            [BestVerdict.Best, BestVerdict.NotBest, BestVerdict.NotBest, BestVerdict.Best],
            summary.Select(cell => cell.Verdict!.Value));
    }

    [Fact]
    public void Cells_whose_runs_are_all_equal_are_not_worse()
    {
        var summary = Summarise(
            [[1, 2, 1], [2, 2, 1], [3, 2, 1], [4, 2, 1]], [[1, 2, 1], [2, 2, 1], [3, 2, 1], [4, 2, 1]]);

        Assert.All(summary.Measures[0].Cells, cell => Assert.Equal(BestVerdict.Open, cell.Verdict));
    }

    [Fact]
    public void Never_is_infinite_in_the_median_and_the_duration_of_the_scenario_in_the_mean()
    {
        var summary = Summarise(
            [[1, 2, 1], [1, 4, 1], [1, Never, 0], [1, Never, 0]], [[1, 2, 1], [1, 2, 1], [1, 2, 1], [1, 2, 1]]);
        var cell = summary.Measures[1].Cells[0];

        Assert.Equal(2, cell.Never);
        Assert.Equal((2 + 4 + 24 + 24) / 4.0, cell.Mean!.Mean);
        Assert.Equal(Never, cell.Median!.Interval.High);
        Assert.Equal(2 - 13.5, summary.Measures[1].Cells[1].Difference!.Difference);
        Assert.Equal(0.5, summary.Measures[2].Cells[0].Share!.Share);
    }

    [Fact]
    public void An_interval_of_what_cannot_be_negative_does_not_begin_below_zero()
    {
        var summary = Summarise(
            [[0, 1, 1], [0, 1, 1], [0, 1, 1], [10, 1, 1]], [[-10, 1, 1], [0, 1, 1], [0, 1, 1], [0, 1, 1]]);
        var cell = summary.Measures[0].Cells[0];

        Assert.Equal(-5.456, cell.Mean!.Interval.Low, 3);
        Assert.Equal(new(0, cell.Mean.Interval.High), cell.MeanInterval);
        Assert.Equal(0, cell.MedianInterval!.Value.Low);
        Assert.Contains(
            SummaryTable.Of(summary with { Plan = Plan with { Shown = [Of("exposed-hours")] } }),
            line => line.Contains("0 to 10.5 ", StringComparison.Ordinal));
        using var json = JsonOf(summary);
        Assert.Equal(
            0, json.RootElement.GetProperty("measures")[0].GetProperty("cells")[0].GetProperty("meanInterval")[0]
                .GetDouble());    }

    [Fact]
    public void An_interval_of_what_may_be_negative_is_whole()
    {
        var plan = Plan with { Measures = [Of("exposed-hours") with { Least = double.NegativeInfinity }] };

        var cell = Summarising.Summarise(
            plan, [.. new double[] { 0, 0, 0, 10 }.Select((value, i) => new RunFinished(
                0, i + 1, 1, new RunOutcome.Measured([value])))]).Measures[0].Cells[0];

        Assert.Equal(cell.Mean!.Interval, cell.MeanInterval);
    }

    [Fact]
    public void No_measure_that_comes_with_the_program_can_be_negative() =>
        Assert.All(MeasureList.Shipped, measure => Assert.Equal(0, measure.Least));

    [Fact]
    public void The_summary_says_which_precision_was_reached_and_with_how_many_replications()
    {
        var plan = Stopping(new StoppingRule.Precise(
            [
                new("exposed-hours", new Precision.Relative(0.5)),
                new("halted-after", new Precision.Absolute(0.001)),
            ]) { AtLeast = 2 });
        var rows = Enumerable.Range(1, 12).SelectMany(replication => Enumerable.Range(0, 2).Select(
            cell => new RunFinished(
                cell, replication, 1, new RunOutcome.Measured([100 + replication % 2, replication % 3, 1]))));

        using var json = JsonOf(Summarising.Summarise(plan, [.. rows]));
        var stopping = json.RootElement.GetProperty("stopping");
        var (first, third) = (stopping.GetProperty("precisions")[0], stopping.GetProperty("precisions")[2]);

        Assert.Equal(12, json.RootElement.GetProperty("replicationsUsed").GetInt32());
        Assert.Equal((0.95, 2, 12), (
            stopping.GetProperty("confidence").GetDouble(), stopping.GetProperty("atLeast").GetInt32(),
            stopping.GetProperty("atMost").GetInt32()));
        Assert.Equal(
            ("exposed-hours", "all-at-once", "relative", 0.5, true),
            (first.GetProperty("measure").GetString(), first.GetProperty("cell").GetString(),
                first.GetProperty("precision").GetString(), first.GetProperty("asked").GetDouble(),
                first.GetProperty("met").GetBoolean()));
        Assert.InRange(first.GetProperty("reached").GetDouble(), 0.0001, 0.5);
        Assert.InRange(first.GetProperty("replications").GetInt32(), 2, 11);
        Assert.Equal(
            ("halted-after", "absolute", false, 12),
            (third.GetProperty("measure").GetString(), third.GetProperty("precision").GetString(),
                third.GetProperty("met").GetBoolean(), third.GetProperty("replications").GetInt32()));
        Assert.InRange(third.GetProperty("reached").GetDouble(), 0.1, 2);
        Assert.Equal(0, stopping.GetProperty("selections").GetArrayLength());
    }

    [Fact]
    public void The_summary_says_which_cell_was_selected_and_when_the_others_were_eliminated()
    {
        var plan = Stopping(new StoppingRule.SelectBest("exposed-hours", 1) { AtLeast = 4 });
        var rows = Enumerable.Range(1, 4).SelectMany(replication => Enumerable.Range(0, 2).Select(
            cell => new RunFinished(
                cell, replication, 1, new RunOutcome.Measured([100 * cell + 0.01 * (replication * cell), 1, 1]))));

        using var json = JsonOf(Summarising.Summarise(plan, [.. rows]));
        var selection = json.RootElement.GetProperty("stopping").GetProperty("selections")[0];

        Assert.Equal(
            ("exposed-hours", "", 1.0, "all-at-once", 4),
            (selection.GetProperty("measure").GetString(), selection.GetProperty("condition").GetString(),
                selection.GetProperty("indifferenceZone").GetDouble(), selection.GetProperty("selected").GetString(),
                selection.GetProperty("replications").GetInt32()));
        var other = Assert.Single(selection.GetProperty("eliminations").EnumerateArray());
        Assert.Equal(
            ("linear", 4), (other.GetProperty("cell").GetString(), other.GetProperty("replications").GetInt32()));
    }

    [Fact]
    public void The_summary_of_a_fixed_number_of_replications_has_no_stopping_rule()
    {
        using var json = JsonOf(Summarise([[10, 1, 1]], [[10, 1, 1]]));

        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("stopping").ValueKind);
    }

    [Fact]
    public void A_cell_whose_runs_all_failed_has_no_estimate_and_no_mark()
    {
        var summary = Summarise(
            [[10, 1, 1], [20, 1, 1], [30, 1, 1], [40, 1, 1]], [null, null, null, null]);
        var cell = summary.Measures[0].Cells[1];

        Assert.Equal(0, cell.Runs);
        Assert.Null(cell.Mean);
        Assert.Null(cell.Difference);
        Assert.Null(cell.Verdict);
        Assert.Contains(
            SummaryTable.Of(summary), line => line.StartsWith("  linear          0     -", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0.1 + 0.2, "0.3")]
    [InlineData(1234567.8901234567, "1234567.89012")]
    [InlineData(Never, "inf")]
    [InlineData(-Never, "-inf")]
    [InlineData(1e15, "1000000000000000")]
    [InlineData(-0.0, "0")]
    [InlineData(42, "42")]
    public void Numbers_in_files_have_twelve_digits_at_most(double value, string text) =>
        Assert.Equal(text, MeasureText.Exact(value));

    private static ExperimentPlan Stopping(StoppingRule rule) =>
        SmallExperiments.Plan(SmallExperiments.Of(12, "all-at-once", "linear") with { Stopping = rule }) with
        {
            Measures = Plan.Measures,
        };

    private static JsonDocument JsonOf(ExperimentSummary summary)
    {
        using var file = new MemoryStream();
        SummaryJson.Write(summary, "test", file);
        return JsonDocument.Parse(file.ToArray());
    }

    private static Measure Of(string name) => MeasureList.Shipped.First(measure => measure.Name == name);

    /// <param name="cells">For each cell its replications; null for a run that failed.</param>
    private static ExperimentSummary Summarise(params double?[]?[][] cells) => Summarising.Summarise(
        Plan,
        [
            .. cells.SelectMany((runs, cell) => runs.Select((values, i) => new RunFinished(
                cell, i + 1, 1,
                values is null
                    ? new RunOutcome.Failed("It broke.")
                    : new RunOutcome.Measured([.. values])))),
        ]);
}
