using System.Collections.Immutable;
using RsrActors.Host.Tests.Commands;
using RsrActors.Laboratory.Decisions;
using RsrActors.Laboratory.Designs;

namespace RsrActors.Host.Tests.Laboratory;

/// <summary>The ranking of alternatives by expected loss, and <c>rsr decide</c>.</summary>
public sealed class DecisionTests
{
    private const string Heading = "cell,replication,status,exposed-hours,devices-harmed,false-halt\n";

    private static readonly ImmutableArray<Alternative> Three =
    [
        Of("fast", (10, 8, 0), (14, 12, 0)),
        Of("slow", (30, 2, 0), (34, 4, 0)),
        Of("bad", (40, 9, 0), (44, 13, 1)),
    ];

    [Fact]
    public void The_loss_is_the_mean_of_prices_times_amounts_and_the_smallest_comes_first()
    {
        var ranking = LossRanking.Of(new(1, 10, 100), Three).Ranking;

        Assert.Equal(["slow", "fast", "bad"], ranking.Select(one => one.Name));
        Assert.Equal([62, 112, 202], ranking.Select(one => one.Loss.Mean));
        Assert.Equal([null, 50, 140], ranking.Select(one => one.MoreThanBest?.Difference));
        Assert.Equal([true, true, false], ranking.Select(one => one.IsOnFront));
    }

    /// <summary>fast and slow: 12 + 10 ρ = 32 + 3 ρ.</summary>
    [Fact]
    public void Two_alternatives_change_places_at_the_ratio_at_which_their_losses_are_equal()
    {
        var breakEven = Assert.Single(LossRanking.Of(new(2, 1, 0), Three).BreakEvens);

        Assert.Equal(20.0 / 7, breakEven.Ratio.Ratio, 12);
        Assert.Equal(("fast", "slow", true), (breakEven.Below, breakEven.Above, breakEven.ChangesBest));
    }

    [Fact]
    public void Alternatives_with_equal_runs_change_the_best_together()
    {
        var breakEvens = LossRanking.Of(new(2, 1, 0), [.. Three, Three[1] with { Name = "as slow" }]).BreakEvens;

        Assert.Equal(
            ["fast, slow: True", "fast, as slow: True"],
            breakEvens.Select(one => $"{one.Below}, {one.Above}: {one.ChangesBest}"));
    }

    [Theory]
    [InlineData(20.0 / 7 - 0.01, "fast")]
    [InlineData(20.0 / 7 + 0.01, "slow")]
    public void The_best_below_and_above_a_break_even_ratio_is_as_it_says(double ratio, string best) =>
        Assert.Equal(best, LossRanking.Of(new(1, ratio, 0), Three).Ranking[0].Name);

    /// <summary>
    /// The closed form: waiting w days has the loss C_b (1 - e^(-l w)) + C_p q e^(-r w), which is smallest at
    /// w* = ln(C_p q r / (C_b l)) / (r - l). With C_b 10, l 0.001, C_p 1, q 0.1, r 0.2: w* = 3.4832 days.
    /// </summary>
    [Fact]
    public void The_best_time_to_wait_is_that_of_the_closed_form()
    {
        ImmutableArray<Alternative> waits =
        [
            .. ((double[])[0, 3, 3.4832, 4, 30]).Select(days => Of(
                $"{days}", (1 - Math.Exp(-0.001 * days), 0.1 * Math.Exp(-0.2 * days), 0))),
        ];

        var ranking = LossRanking.Of(new(10, 1, 0), waits).Ranking;

        Assert.Equal(["3.4832", "3", "4", "0", "30"], ranking.Select(one => one.Name));
        Assert.Equal(0.084597, ranking[0].Loss.Mean, 6);
        Assert.Equal(0.1, ranking[3].Loss.Mean, 6);
        Assert.Equal(0.295793, ranking[4].Loss.Mean, 6);
    }

    /// <summary>0.1 × (20 + 5 × 4) + 0.9 × 10 = 13; 0.1 × (30 + 5 × 1) + 0.9 × 15 = 17.</summary>
    [Fact]
    public void Conditions_are_weighed_by_their_probabilities()
    {
        var (cells, runs) = Harm();
        var weights = ConditionWeights.Read(["harmful=10 %"], ["harmful", "harmless"], out _)!;

        var decision = Decision.Weighed(new(1, 5, 0), cells, runs, weights)!;

        var ranking = Assert.Single(decision.Rankings).Ranking.Ranking;
        Assert.Equal(["fast", "slow"], ranking.Select(one => one.Name));
        Assert.Equal([13, 17], ranking.Select(one => one.Loss.Mean));
    }

    [Fact]
    public void Each_condition_has_a_ranking_of_its_own()
    {
        var (cells, runs) = Harm();

        var decision = Decision.PerCondition(new(1, 5, 0), cells, runs)!;

        Assert.Equal(
            ["harmful: slow 35, fast 40", "harmless: fast 10, slow 15"],
            decision.Rankings.Select(one => $"{one.Condition}: "
                + string.Join(", ", one.Ranking.Ranking.Select(cell => $"{cell.Name} {cell.Loss.Mean}"))));
    }

    [Theory]
    [InlineData("no condition 'harmfull'; did you mean harmful?", "harmfull=0.1")]
    [InlineData("allowed is a condition with a probability from 0 to 1", "harmful=2")]
    [InlineData("allowed is a condition with a probability from 0 to 1", "harmful")]
    [InlineData("the probabilities add up to 0.3, allowed is 1", "harmful=0.1", "harmless=0.2")]
    [InlineData("the condition harmful has two probabilities", "harmful=0.1", "harmful=0.2")]
    public void Probabilities_that_are_none_are_refused(string message, params string[] texts)
    {
        Assert.Null(ConditionWeights.Read(texts, ["harmful", "harmless"], out var why));
        Assert.Contains(message, why, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_replications_that_ended_in_all_cells_count()
    {
        var runs = StoredRuns.Read(
            new StringReader("""
                cell,replication,seed,status,reason,exposed-hours,devices-harmed,false-halt
                "a, b",1,7,finished,,1,2,0
                c,1,7,finished,,3,4,0
                "a, b",2,8,failed,"It ""broke"".",,,
                c,2,8,finished,,5,6,0

                """),
            new(1, 1, 1), out _)!;

        Assert.Equal(
            [[new(1, 2, 0)], [new RunAmounts(3, 4, 0)]],
            runs.Common([new("a, b", [], [], ""), new("c", [], [], "")]).Select(one => one.ToArray()));
    }

    [Theory]
    [InlineData("cell,replication\na,1\n", "it has no column status")]
    [InlineData($"{Heading}a,1,finished,1,,0\n", "line 2 has no devices-harmed")]
    [InlineData($"{Heading}a,1,finished,x,1,0\n", "line 2 has 'x' as exposed-hours")]
    [InlineData($"{Heading}a,1\n", "line 2 has 2 fields")]
    public void Runs_that_are_no_table_of_runs_are_refused(string text, string message)
    {
        Assert.Null(StoredRuns.Read(new StringReader(text), new(1, 1, 1), out var why));
        Assert.StartsWith(message, why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_directory_of_an_experiment_is_ranked()
    {
        using var place = new Workplace();
        (await Workplace.RsrInProcess(
            "compare", "halts", "--rule", "all-at-once", "--rule", "linear", "--replicates", "2", "--devices", "40",
            "--days", "9", "--out", place["x"])).Succeeds();

        var decision = (await Workplace.RsrInProcess("decide", place["x"], "--exposure", "0.02", "--harm", "3"))
            .Succeeds().Output;
        var unpriced = (await Workplace.RsrInProcess("decide", place["x"])).IsRefused();
        var unconditional = (await Workplace.RsrInProcess(
            "decide", place["x"], "--harm", "1", "--probability", "harmful=0.1")).IsRefused();

        Assert.StartsWith(
            "compare: 2 replications; prices: 0.02 a device-hour exposed, 3 a device harmed, 0 a false halt\n",
            decision, StringComparison.Ordinal);
        Assert.Matches(@"\n  choice +loss +95 % interval", decision);
        Assert.Contains("divided by that of a device-hour exposed: 150. ", decision, StringComparison.Ordinal);
        Assert.Contains("found no price", unpriced, StringComparison.Ordinal);
        Assert.Contains(
            "needs an experiment with a factor whose role is condition", unconditional, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no-such does not exist.", "decide", "no-such", "--harm", "1")]
    [InlineData(". is no directory of an experiment: it has no experiment.hocon", "decide", ".", "--harm", "1")]
    [InlineData("found no price; allowed are --exposure, --harm and --false-halt", "decide", "no-such")]
    [InlineData("--harm is 'x'; allowed is a number", "decide", "no-such", "--harm", "x")]
    [InlineData("--harm is -1; allowed is a number that is not below 0", "decide", "no-such", "--harm=-1")]
    public async Task What_cannot_be_decided_is_refused(string words, params string[] arguments) =>
        Assert.Contains(words, (await Workplace.RsrInProcess(arguments)).IsRefused(), StringComparison.Ordinal);

    private static (ImmutableArray<Cell> Cells, StoredRuns Runs) Harm()
    {
        var design = new ExperimentDesign.Full(
        [
            new("rule", [new("fast", []), new("slow", [])]),
            new("response", [new("harmful", []), new("harmless", [])]) { Role = FactorRole.Condition },
        ]);
        var runs = StoredRuns.Read(
            new StringReader("""
                cell,replication,status,exposed-hours,devices-harmed,false-halt
                fast / harmful,1,finished,20,4,0
                fast / harmless,1,finished,10,0,0
                slow / harmful,1,finished,30,1,0
                slow / harmless,1,finished,15,0,0

                """),
            new(1, 1, 1), out _)!;
        return (design.CellsFor(1), runs);
    }

    private static Alternative Of(string name, params (double Exposed, double Harmed, double Halts)[] runs) =>
        new(name, [.. runs.Select(run => new RunAmounts(run.Exposed, run.Harmed, run.Halts))]);
}
