using RsrActors.Host.Executable;
using RsrActors.Host.Tests.Commands;
using RsrActors.Laboratory.Designs;
using RsrActors.Laboratory.Measures;
using RsrActors.Laboratory.Output;
using RsrActors.Laboratory.Results;
using RsrActors.Laboratory.Scheduling;

namespace RsrActors.Host.Tests.Laboratory;

/// <summary>What the results of an experiment have to satisfy.</summary>
public sealed class ThresholdTests
{
    private const double Never = double.PositiveInfinity;

    private static readonly double[][] Runs =
    [
        [10, 20, 30, 40, 50], [2, 4, 6, Never, Never], [0, 0, 1, 1, 1],
    ];

    /// <summary>By hand, over the runs of one cell.</summary>
    [Theory]
    [InlineData("exposed-hours.mean <= 30", true, 30)]
    [InlineData("exposed-hours.mean < 30", false, 30)]
    [InlineData("exposed-hours.median >= 30", true, 30)]
    [InlineData("exposed-hours.p75 > 39.9", true, 40)]
    [InlineData("exposed-hours.min > 10", false, 10)]
    [InlineData("exposed-hours.max <= 50", true, 50)]
    [InlineData("exposed-hours.mean-high < 49", false, 49.6324)]
    [InlineData("exposed-hours.mean-low > 10", true, 10.3676)]
    [InlineData("halted-after.max < 1000", false, Never)]
    [InlineData("halted-after.median <= 6", true, 6)]
    [InlineData("halted-after.never <= 40 %", true, 0.4)]
    [InlineData("halted.share > 0.6", false, 0.6)]
    [InlineData("halted.share-low > 0.5", false, 0.2307)]
    public void A_statistic_is_compared_with_the_threshold(string text, bool isMet, double found)
    {
        var result = Assert.Single(Summarise([text], Runs, Runs).Thresholds);

        Assert.Equal(isMet, result.IsMet);
        Assert.Equal(2, result.Findings.Length);
        Assert.Equal(found, result.Findings[0].Found!.Value, double.IsFinite(found) ? 4 : 0);
    }

    [Fact]
    public void A_threshold_holds_in_every_cell_or_in_the_one_that_it_names()
    {
        double[][] worse = [[100, 20, 30, 40, 50], Runs[1], Runs[2]];
        var summary = Summarise(
            ["exposed-hours.max < 60", "exposed-hours.max < 60 in all-at-once", "exposed-hours.max > 60 in linear"],
            Runs, worse);

        Assert.Equal([false, true, true], summary.Thresholds.Select(result => result.IsMet));
        Assert.Equal(
            [
                "✗ exposed-hours.max < 60: found 100 in linear; not met in 1 of 2 cells",
                "✓ exposed-hours.max < 60 in all-at-once: found 50 in all-at-once",
                "✓ exposed-hours.max > 60 in linear: found 100 in linear",
            ],
            ThresholdLines.Of(summary));
    }

    [Theory]
    [InlineData("harmed", "allowed are thresholds such as")]
    [InlineData("devices-harmed.p95 < many", "found the value 'many'")]
    [InlineData("devices-harmed.p95 == 3", "found '==', allowed is one of <, <=, >, >=")]
    [InlineData("devices-harmed.avg < 3", "found the statistic 'avg', ")]
    [InlineData("devices-harmed.mediam < 3", "did you mean median?")]
    [InlineData("devices-harmed.p100 < 3", "found the statistic 'p100'")]
    public void A_threshold_that_is_none_is_refused(string text, string message)
    {
        Assert.Null(Threshold.Read(text, out var why));
        Assert.Contains(message, why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exposed-hour.mean < 3", "did you mean exposed-hours?")]
    [InlineData("exposed-hours.mean < 3 in linaer", "no cell and no level 'linaer'; did you mean linear?")]
    [InlineData("exposed-hours.share < 3", "share is for measures of yes and no; exposed-hours is none.")]
    [InlineData("exposed-hours.never < 3", "never is for times; exposed-hours is none.")]
    public void A_threshold_that_cannot_be_judged_is_refused_before_the_first_run(string text, string message) =>
        Assert.Contains(
            message,
            SmallExperiments.Refusal(SmallExperiments.Of(1, "all-at-once", "linear") with
            {
                Thresholds = [Threshold.Read(text, out _)!],
            }),
            StringComparison.Ordinal);

    [Fact]
    public async Task A_threshold_that_is_not_met_ends_with_an_exit_code_of_its_own()
    {
        string[] compare =
        [
            "compare", "tiny", "--rule", "all-at-once", "--rule", "linear", "--replicates", "2", "--devices", "20",
            "--days", "1", "--threshold",
        ];

        var met = await Workplace.RsrInProcess([.. compare, "share-at-end.mean >= 0"]);
        var missed = await Workplace.RsrInProcess([.. compare, "share-at-end.mean > 100 %"]);

        Assert.Contains("\n  ✓ share-at-end.mean >= 0: found ", met.Succeeds().Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.ThresholdNotMet, missed.ExitCode);
        Assert.Contains(
            "not met in 2 of 2 cells", missed.Output, StringComparison.Ordinal);
    }

    /// <param name="cells">For each cell, for each measure its runs.</param>
    private static ExperimentSummary Summarise(string[] thresholds, params double[][][] cells)
    {
        var plan = SmallExperiments.Plan(SmallExperiments.Of(5, "all-at-once", "linear") with
        {
            Thresholds = [.. thresholds.Select(text => Threshold.Read(text, out _)!)],
        }) with
        {
            Measures =
            [
                .. ((string[])["exposed-hours", "halted-after", "halted"])
                    .Select(name => MeasureList.Shipped.First(measure => measure.Name == name)),
            ],
        };
        return Summarising.Summarise(
            plan,
            [
                .. cells.SelectMany((measures, cell) => Enumerable.Range(0, 5).Select(run => new RunFinished(
                    cell, run + 1, 1,
                    new RunOutcome.Measured([.. measures.Select(values => (double?)values[run])])))),
            ]);
    }
}
