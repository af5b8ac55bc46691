using RsrActors.Laboratory.Designs;
using RsrActors.Laboratory.Output;
using RsrActors.Laboratory.Planning;
using RsrActors.Laboratory.Scheduling;
using RsrActors.Model.Statistics.Estimates;

namespace RsrActors.Host.Tests.Laboratory.Pages;

/// <summary>Sampled and paired designs, stopping rules and thresholds on <c>report.html</c> and in the table.</summary>
public sealed class DesignPageTests
{
    [Fact]
    public void A_Morris_page_says_from_where_to_where_it_varied_and_which_factor_matters()
    {
        var page = PageOf(Sampled(SamplingMethod.Morris));

        ExperimentPageTests.AssertSelfContained(page);
        Says(page, "2 trajectories through the ranges below");
        Says(page, "<td><code>rollout.over</code></td><td class=\"number\">1 h</td><td class=\"number\">72 h</td>");
        Says(page, "all orders of magnitude are equally likely");
        Says(page, "exposed-hours: most matter ");
        Says(page, "Effects on exposed-hours");
        Says(page, "How to read it: the further right, the more a factor matters.");
        Assert.DoesNotContain("do not tell the cells apart", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_Saltelli_page_has_a_chart_of_total_indices()
    {
        var page = PageOf(Sampled(SamplingMethod.Saltelli));

        ExperimentPageTests.AssertSelfContained(page);
        Says(page, "4 points a set");
        Says(page, "Total indices of exposed-hours");
    }

    [Fact]
    public void A_Latin_hypercube_says_what_it_varied_and_that_it_has_no_effects()
    {
        var page = PageOf(Sampled(SamplingMethod.LatinHypercube));

        Says(page, "The points are a Latin hypercube of 2");
        Says(page, "Effects are estimated with --design morris or saltelli.");
    }

    [Fact]
    public void A_paired_design_lists_its_levels()
    {
        var page = PageOf(PageSamples.Of(3, "linear", "max-sprt") with
        {
            Design = new ExperimentDesign.Paired([
                Factor.OfKey("over", "rollout.over", ["1 d", "2 d"]),
                Factor.OfKey("seekers", "fleet.behaviour.seekers", ["1 %", "9 %"]),
            ]),
        });

        Says(page, "the first levels of all make the first cell");
        Says(page, "<code>fleet.behaviour.seekers=9 %</code>");
    }

    [Fact]
    public void A_precision_that_is_met_is_said_with_the_replications_that_there_were()
    {
        var plan = SmallExperiments.Plan(PageSamples.Of(100, "linear", "max-sprt") with
        {
            Stopping = new StoppingRule.Precise([new("exposed-hours", new Precision.Relative(0.5))]) { AtLeast = 5 },
        });
        var rows = PageSamples.Rows(plan).Where(row => row.Replication <= 10).ToArray();
        var summary = Summarising.Summarise(plan, rows);
        string[] lines = [.. SummaryTable.Of(summary)];

        Assert.StartsWith(
            "sample: halts, 4 cells, 10 replications, experiment seed 5;", lines[0], StringComparison.Ordinal);
        Assert.Equal("until exposed-hours=50 %: met in all cells after 10 replications", lines[1]);
        Says(PageSamples.PageOf(plan, rows), "until exposed-hours=50 %: met in all cells after 10 replications");
    }

    [Fact]
    public void A_precision_that_is_not_met_names_the_cells()
    {
        var plan = SmallExperiments.Plan(PageSamples.Of(6, "linear", "max-sprt") with
        {
            Stopping = new StoppingRule.Precise([new("exposed-hours", new Precision.Absolute(0.001))]) { AtLeast = 5 },
        });

        Assert.StartsWith(
            "until exposed-hours=0.001: not met in 4 of 4 cells: linear / harmful (6 replications), ",
            StoppingLines.Of(Summarising.Summarise(plan, PageSamples.Rows(plan))).Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_that_are_still_missing_leave_the_stopping_rule_open()
    {
        var plan = SmallExperiments.Plan(PageSamples.Of(100, "linear", "max-sprt") with
        {
            Stopping = new StoppingRule.Precise([new("exposed-hours", new Precision.Relative(0.5))]) { AtLeast = 5 },
        });
        var rows = PageSamples.Rows(plan).Where(row => row.Replication <= 3 && (row.Replication, row.Cell) != (2, 0));

        Assert.Contains(
            "not met in 4 of 4 cells", StoppingLines.Of(Summarising.Summarise(plan, [.. rows])).Single(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_selected_cell_of_a_condition_is_named_with_those_that_were_worse()
    {
        var plan = SmallExperiments.Plan(PageSamples.Of(10, "linear", "max-sprt") with
        {
            Stopping = new StoppingRule.SelectBest("exposed-hours", 1000) { AtLeast = 10 },
        });

        string[] lines = [.. StoppingLines.Of(Summarising.Summarise(plan, PageSamples.Rows(plan)))];

        Assert.Equal(2, lines.Length);
        Assert.Equal(
            "best of exposed-hours, harmful (differences below 1,000 do not matter): linear after 10 replications; "
            + "worse: max-sprt (10)", lines[0]);
    }

    [Fact]
    public void A_threshold_has_a_tick_or_a_cross()
    {
        var page = PageOf(PageSamples.Of(3, "linear", "max-sprt") with
        {
            Thresholds =
            [
                Threshold.Read("exposed-hours.mean > 1", out _)!, Threshold.Read("exposed-hours.mean < 1", out _)!,
            ],
        });

        Says(page, "<li>✓ exposed-hours.mean &gt; 1: found ");
        Says(page, "<li>✗ exposed-hours.mean &lt; 1: found ");
    }

    private static Experiment Sampled(SamplingMethod method) => PageSamples.Of(3, "linear", "max-sprt") with
    {
        Design = new ExperimentDesign.Sampled(
            [
                FactorText.Read("rollout.over=1 h..72 h log", out _)!,
                FactorText.Read("fleet.behaviour.seekers=1 %..30 %", out _)!,
            ],
            method, 2),
    };

    private static string PageOf(Experiment experiment)
    {
        ExperimentPlan plan = SmallExperiments.Plan(experiment);
        return PageSamples.PageOf(plan, PageSamples.Rows(plan));
    }

    private static void Says(string page, string text) => Assert.Contains(text, page, StringComparison.Ordinal);
}
