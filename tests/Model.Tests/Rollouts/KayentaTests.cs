using RsrActors.Model.Rollouts.Brakes;
using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Rollouts.Rules;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Tests.Rollouts;

public sealed class KayentaTests
{
    private static readonly double[] High = [20, 22, 21, 25, 30];
    private static readonly double[] Low = [1, 2.2, 1.1, 2.5, 3];
    private static readonly double[] Tens = [10, 10, 10, 10, 10];
    private static readonly double[] Ones = [1, 1, 1, 1, 1];
    private static readonly double[] Zeros = [0, 0, 0, 0, 0];
    private static readonly KayentaMetric Either = new();

    public static TheoryData<KayentaMetric, double[], double[], MetricLabel, bool> Metrics => new()
    {
        { Either, Low, High, MetricLabel.High, false },
        { Either, High, Low, MetricLabel.Low, false },
        { Either with { Direction = MetricDirection.Decrease }, Low, High, MetricLabel.Pass, false },
        { Either with { Direction = MetricDirection.Increase }, High, Low, MetricLabel.Pass, false },
        { Either with { AllowedIncrease = 13 }, Low, High, MetricLabel.Pass, false },
        { Either with { AllowedIncrease = 12 }, Low, High, MetricLabel.High, false },
        { Either with { IsCritical = true }, Low, High, MetricLabel.High, true },
        { Either with { IsCritical = true, AllowedIncrease = 5, CriticalIncrease = 13 }, Low, High, MetricLabel.High,
            false },
        { Either, [20, 22, 21, 25, 30], [10, 12.2, 10.1, 12.5, 23], MetricLabel.Pass, false },
        { Either, Ones, [1, 1, 1, 1, 10], MetricLabel.Pass, false },
        { Either, Ones, Tens, MetricLabel.High, false },
        { Either, Zeros, Tens, MetricLabel.High, false },
        { Either with { AllowedIncrease = 100 }, Zeros, Tens, MetricLabel.High, false }, // No ratio to compare.
        { Either, [1, 1], [1, 1, 1], MetricLabel.Pass, false },
        { Either with { Direction = MetricDirection.Decrease }, Ones, [0, 1, 1, 1, 1], MetricLabel.Pass, false },
        { Either, [3, 1, 2], [1, 2, 3], MetricLabel.Pass, false }, // Equal as sets.
        { Either, [], High, MetricLabel.Nodata, false },
        { Either, Low, [double.NaN], MetricLabel.Nodata, false },
        { Either with { MustHaveData = true }, [], High, MetricLabel.NodataFail, false },
        { Either with { MustHaveData = true, IsCritical = true }, [], High, MetricLabel.Nodata, true },
        { Either with { ReplacesMissing = true }, [], High, MetricLabel.Pass, false },
        { Either with { ReplacesMissing = true }, [double.NaN, double.NaN], [0, 0], MetricLabel.Pass, false },
        { Either, [0], [5], MetricLabel.Error, false }, // All values are tied at some shift.
        { Either with { Measure = EffectMeasure.Cles }, Low, High, MetricLabel.High, false },
    };

    [Theory, MemberData(nameof(Metrics))]
    public void The_judge_labels_a_metric(
        KayentaMetric metric, double[] control, double[] experiment, MetricLabel label, bool isCritical)
    {
        var judgement = metric.Judge(control, experiment);

        Assert.Equal(label, judgement.Label);
        Assert.Equal(isCritical, judgement.IsCritical);
    }

    [Theory]
    [InlineData(false, 12.04082)]
    [InlineData(true, 0.574576)]
    public void The_effect_is_the_ratio_of_the_means(bool second, double ratio) => Assert.Equal(
        ratio,
        (second ? Either.Judge(High, [10, 12.2, 10.1, 12.5, 23]) : Either.Judge(Low, High)).Deviation, 5);

    [Fact]
    public void Outliers_are_removed_if_it_is_told_to()
    {
        double[] quiet = [1, 2, 1, 2, 1, 2, 1, 2, 1, 2];

        Assert.Equal(1, (Either with { RemovesOutliers = true }).Judge(quiet, [.. quiet, 999]).Deviation);
        Assert.True(Either.Judge(quiet, [.. quiet, 999]).Deviation > 50);
    }

    public static TheoryData<ScoredMetric[], Dictionary<string, double>, double> Scores => new()
    {
        { [Of("a", MetricLabel.Pass)], [], 100 },
        { [Of("a", MetricLabel.High)], [], 0 },
        { [Of("a", MetricLabel.Pass), Of("a", MetricLabel.High)], [], 50 },
        { [Of("a", MetricLabel.Pass), Of("a", MetricLabel.High), Of("a", MetricLabel.Low)], [], 33.33 },
        { [Of("a", MetricLabel.Pass), Of("a", MetricLabel.Pass), Of("b", MetricLabel.Nodata)], [], 100 },
        { [Of("a", MetricLabel.Nodata)], [], 0 },
        { [Of("a", MetricLabel.Pass), Of("b", MetricLabel.Nodata)], [], 0 }, // Half of them.
        { [Of("a", MetricLabel.NodataFail), Of("a", MetricLabel.Pass)], [], 50 },
        { [Of("a", MetricLabel.Pass), Of("b", MetricLabel.High)], new() { ["a"] = 70 }, 70 },
        { [Of("a", MetricLabel.Pass), Of("b", MetricLabel.High), Of("c", MetricLabel.Pass)], new() { ["a"] = 40 }, 70 },
        { [Of("a", MetricLabel.Pass), new(new(MetricLabel.High, 2, IsCritical: true), "b")], [], 0 },
        { [new(new(MetricLabel.Pass, 1, IsCritical: false), "a", "b"), Of("b", MetricLabel.High)], [], 75 },
    };

    [Theory, MemberData(nameof(Scores))]
    public void The_score_weighs_the_groups(
        ScoredMetric[] metrics, Dictionary<string, double> weights, double score) =>
        Assert.Equal(score, KayentaScore.Of(metrics, weights));

    [Fact]
    public void A_rise_of_the_crash_rate_halts_at_an_analysis()
    {
        var rule = Asking.Default("kayenta");
        var evidence = Hours(8, i => 50 + i, i => 5 + i % 3);

        var before = RuleDecider.Ask(rule, RuleState.Empty, Hours(0, _ => 0, _ => 0), Asking.AtHour(0.5, 1));
        var halt = RuleDecider.Ask(rule, before.State, evidence, Asking.AtHour(8, 1));

        Assert.False(before.Decision is RuleDecision.Halt);
        Assert.Equal("crash rates high, score 0", Assert.IsType<RuleDecision.Halt>(halt.Decision).Because.Sentence);
    }

    [Fact]
    public void A_release_that_does_no_harm_is_cleared_at_the_end()
    {
        var rule = Asking.Default("kayenta");
        var evidence = Hours(72, i => 5 + i % 4, i => 5 + (i + 1) % 4);

        var during = RuleDecider.Ask(rule, RuleState.Empty, evidence, Asking.AtHour(50, 100));
        var end = RuleDecider.Ask(rule, during.State, evidence, Asking.AtHour(72, 100));

        Assert.False(during.Decision is RuleDecision.Halt);
        Assert.Equal(VirtualTime.Zero + TimeSpan.FromHours(51), during.Next);
        Assert.IsType<RuleDecision.Clear>(end.Decision);
    }

    private static ScoredMetric Of(string group, MetricLabel label) => new(new(label, 1, IsCritical: false), group);

    private static RolloutEvidence Hours(int count, Func<int, int> onRelease, Func<int, int> onBase) => new()
    {
        Windows =
        [
            .. Enumerable.Range(0, count).Select(i => new EvidenceWindow(
                SliceKey.Whole, VirtualTime.Zero + TimeSpan.FromHours(i), VirtualTime.Zero + TimeSpan.FromHours(i + 1),
                default, Use(onRelease(i)), Use(onBase(i)))),
        ],
    };

    private static UseCounts Use(int crashes) => new() { Crashes = crashes, UseMilliseconds = 3_600_000_000 };
}
