using CsCheck;
using RsrActors.Model.Simulation;
using RsrActors.Model.Statistics;
using RsrActors.Model.Statistics.Comparisons;
using RsrActors.Model.Statistics.Estimates;

namespace RsrActors.Model.Tests.Statistics.Comparisons;

public sealed class BestComparisonTests
{
    internal static readonly double[][] Systems =
    [
        [10, 12, 9, 11, 13, 10, 12, 11, 9, 13, 12, 10],
        [12, 14, 13, 15, 11, 13, 14, 12, 15, 13, 14, 12],
        [13, 15, 14, 16, 14, 15, 13, 16, 14, 15, 16, 14],
    ];

    private static readonly Gen<double[][]> AnySystems = Gen.Select(Gen.Int[2, 5], Gen.Int[2, 12])
        .SelectMany((k, n) => Gen.Double[-50, 50].Array[n].Array[k]);

    [Theory]
    [InlineData(3, 10, 2.04038)]
    [InlineData(3, 20, 1.97330)]
    [InlineData(3, 30, 1.95330)]
    [InlineData(4, 10, 2.15715)]
    [InlineData(4, 20, 2.10617)]
    [InlineData(4, 30, 2.09078)]
    [InlineData(5, 10, 2.23841)]
    [InlineData(5, 20, 2.19672)]
    [InlineData(5, 30, 2.18405)]
    [InlineData(6, 10, 2.30055)]
    [InlineData(6, 20, 2.26501)]
    [InlineData(6, 30, 2.25417)]
    public void The_critical_value_of_a_comparison_with_the_best(int systems, int replications, double g) =>
        Assert.Equal(g, BestComparison.CriticalValueOf(systems, replications, 0.95), 5);

    [Theory]
    [InlineData(3, 1.916)]
    [InlineData(4, 2.062)]
    [InlineData(5, 2.160)]
    [InlineData(10, 2.417)]
    public void The_critical_value_tends_to_that_of_normal_variables(int systems, double g) =>
        Assert.Equal(g, BestComparison.CriticalValueOf(systems, 1_000_000, 0.95), 3);

    [Fact]
    public void With_two_systems_the_critical_value_is_that_of_t() => Assert.Equal(
        StudentQuantile.Of(0.95, 9), BestComparison.CriticalValueOf(2, 10, 0.95), 10);

    // Tables of the studentized range q, divided by the root of two.
    [Theory]
    [InlineData(2, 20, 2.950)]
    [InlineData(3, 20, 3.578)]
    [InlineData(5, 20, 4.232)]
    [InlineData(10, 20, 5.008)]
    [InlineData(3, 40, 3.442)]
    [InlineData(5, 40, 4.039)]
    [InlineData(3, 1e6, 3.314)]
    public void The_critical_value_of_all_pairs_is_that_of_the_studentized_range(int systems, double freedom, double q) =>
        Assert.Equal(q, StudentizedRange.Quantile(systems, freedom, 0.95) * Math.Sqrt(2), 0.0006);

    [Fact]
    public void Systems_whose_values_are_all_equal_have_open_marks() => Assert.All(
        BestComparison.Of([[1, 2, 3], [1, 2, 3], [1, 2, 3]], Better.Smaller).Systems,
        system => Assert.Equal(BestVerdict.Open, system.Mark));

    [Fact]
    public void Of_two_equal_systems_and_a_worse_one_only_the_worse_one_is_marked() => Assert.Equal(
        [BestVerdict.Open, BestVerdict.Open, BestVerdict.NotBest],
        BestComparison.Of([[1, 2, 3], [1, 2, 3], [4, 5, 6]], Better.Smaller).Systems.Select(system => system.Mark));

    [Fact]
    public void A_system_that_is_ahead_of_all_others_by_the_half_width_of_pairs_is_marked_as_the_best() => Assert.Equal(
        [BestVerdict.NotBest, BestVerdict.NotBest, BestVerdict.Best],
        BestComparison.Of([Systems[0], Systems[1], [.. Systems[2].Select(value => value + 1)]], Better.Larger).Systems
            .Select(system => system.Mark));

    [Fact]
    public void Three_systems_are_compared_with_the_best()
    {
        var comparison = BestComparison.Of(Systems, Better.Larger);

        Assert.Equal(2.8939394, comparison.Variance, 7);
        Assert.Equal(2.0167416, comparison.CriticalValue, 7);
        Assert.Equal(0.9903857, comparison.HalfWidth, 7);
        Assert.Equal([11, 13.166667, 14.583333], comparison.Systems.Select(system => Math.Round(system.Mean, 6)));
        AssertInterval(-4.573719, 0, comparison.Systems[0]);
        AssertInterval(-2.407052, 0, comparison.Systems[1]);
        AssertInterval(0, 2.407052, comparison.Systems[2]);
        Assert.Equal(
            [BestVerdict.NotBest, BestVerdict.NotBest, BestVerdict.Best],
            comparison.Systems.Select(system => system.Verdict));
    }

    [Fact]
    public void The_smaller_mean_is_the_best_when_it_is_asked_for()
    {
        double[][] negated = [.. Systems.Select(system => system.Select(x => -x).ToArray())];
        var comparison = BestComparison.Of(negated, Better.Smaller);

        AssertInterval(0, 4.573719, comparison.Systems[0]);
        AssertInterval(-2.407052, 0, comparison.Systems[2]);
        Assert.Equal(BestVerdict.NotBest, comparison.Systems[0].Verdict);
        Assert.Equal(BestVerdict.Best, comparison.Systems[2].Verdict);
    }

    // (2.0167416 √2.8939394 / 0.5)² = 47.08.
    [Fact]
    public void The_replications_for_a_smaller_half_width_follow_from_the_variance()
    {
        var comparison = BestComparison.Of(Systems, Better.Larger);

        Assert.Equal(48, comparison.ReplicationsFor(0.5));
        Assert.Equal(12, comparison.ReplicationsFor(2));
    }

    [Fact]
    public void Few_replications_leave_the_best_open() => Assert.Contains(
        BestComparison.Of([.. Systems.Select(system => system[..3])], Better.Larger).Systems,
        system => system.Verdict == BestVerdict.Open);

    [Fact]
    public void All_pairs_have_the_intervals_of_Bonferroni()
    {
        var pairs = Bonferroni.AllPairs(Systems);

        Assert.Equal([(0, 1), (0, 2), (1, 2)], pairs.Select(pair => (pair.First, pair.Second)));
        AssertPair(-2.1667, 1.6587, pairs[0]);
        AssertPair(-3.5833, 1.2734, pairs[1]);
        AssertPair(-1.4167, 1.1750, pairs[2]);
    }

    [Fact]
    public void Comparisons_with_a_control_share_alpha_among_fewer()
    {
        var pairs = Bonferroni.AgainstControl(Systems, 1);

        Assert.Equal([(0, 1), (2, 1)], pairs.Select(pair => (pair.First, pair.Second)));
        Assert.All(pairs, pair => Assert.Equal(0.975, pair.Comparison.Estimate.Confidence, 12));
    }

    [Theory]
    [InlineData(1, 0.95)]
    [InlineData(10, 0.995)]
    public void Each_of_several_comparisons_gets_its_part_of_alpha(int comparisons, double confidence) =>
        Assert.Equal(confidence, Bonferroni.ConfidenceOfEach(0.95, comparisons), 12);

    [Fact]
    public void Two_replications_and_many_systems_still_have_intervals() => Assert.All(
        Bonferroni.AllPairs([.. Enumerable.Range(0, 20).Select(i => new double[] { i, 2 * i })]),
        pair => Assert.True(double.IsFinite(pair.Comparison.Interval.High)));

    [Fact]
    public void Every_interval_contains_the_difference_and_0_and_some_system_may_be_the_best() =>
        AnySystems.Sample(systems =>
        {
            var comparison = BestComparison.Of(systems, Better.Larger);

            Assert.All(comparison.Systems, system =>
            {
                Assert.True(system.Interval.Contains(system.Difference));
                Assert.True(system.Interval.Contains(0));
            });
            Assert.Contains(comparison.Systems, system => system.Interval.High > 0 || comparison.HalfWidth == 0);
        });

    [Fact]
    public void The_order_of_systems_and_of_replications_changes_nothing() => AnySystems.Sample(systems =>
    {
        var comparison = BestComparison.Of(systems, Better.Larger);
        var reversed = BestComparison.Of(
            [.. systems.Reverse().Select(system => system.Reverse().ToArray())], Better.Larger);

        Assert.Equal(comparison.HalfWidth, reversed.HalfWidth, 1e-6);
        Assert.Equal(comparison.Systems[0].Interval.Low, reversed.Systems[^1].Interval.Low, 1e-6);
    });

    [Fact]
    public void What_never_happened_has_no_mean_to_compare() => Assert.Throws<ArgumentOutOfRangeException>(
        () => BestComparison.Of([[1.0, 2], [double.PositiveInfinity, 2]], Better.Smaller));

    // Four systems, equal but for the best; what a replication shares correlates them by one half.
    [Fact]
    [Trait("Length", "Long")]
    public void The_intervals_hold_together_as_often_as_the_confidence_says()
    {
        var experiments = LongTests.Times(2000);
        var held = Enumerable.Range(0, experiments).Count(experiment =>
        {
            var dice = new Dice(19950101, (ulong)experiment);
            double[][] systems =
            [
                .. Enumerable.Range(0, 4).Select(system => Enumerable.Range(0, 10)
                    .Select(r => Normal(dice, r) + Normal(dice, 100 * (system + 1) + r) + (system == 2 ? 0.5 : 0))
                    .ToArray()),
            ];
            return BestComparison.Of(systems, Better.Larger).Systems
                .All(system => system.Interval.Contains(system.System == 2 ? 0.5 : -0.5));
        });

        // At least 95 %; less four standard deviations.
        Assert.True(held >= experiments * 0.95 - 4 * Math.Sqrt(experiments * 0.05), $"{held} of {experiments}");
    }

    // Four equal systems. The verdicts call one of them not the best more often: nothing is wrong about that.
    [Fact]
    [Trait("Length", "Long")]
    public void Of_equal_systems_one_is_marked_as_often_as_the_confidence_says()
    {
        var experiments = LongTests.Times(2000);
        var marked = Enumerable.Range(0, experiments).Count(experiment =>
        {
            var dice = new Dice(19530101, (ulong)experiment);
            double[][] systems =
            [
                .. Enumerable.Range(0, 4).Select(system => Enumerable.Range(0, 10)
                    .Select(r => Normal(dice, r) + Normal(dice, 100 * (system + 1) + r)).ToArray()),
            ];
            return BestComparison.Of(systems, Better.Larger).Systems.Any(system => system.Mark != BestVerdict.Open);
        });

        // 5 %, with four standard deviations.
        var chance = 4 * Math.Sqrt(experiments * 0.05 * 0.95);
        Assert.InRange(marked, experiments * 0.05 - chance, experiments * 0.05 + chance);
    }

    private static double Normal(Dice dice, int n) => NormalQuantile.Of(dice.Uniform(Purpose.ToyDelay, n) + 1e-17);

    private static void AssertInterval(double low, double high, SystemAgainstBest system)
    {
        Assert.Equal(low, system.Interval.Low, 6);
        Assert.Equal(high, system.Interval.High, 6);
    }

    private static void AssertPair(double difference, double halfWidth, SystemPair pair)
    {
        Assert.Equal(difference, pair.Comparison.Difference, 4);
        Assert.Equal(halfWidth, pair.Comparison.Estimate.HalfWidth, 4);
    }
}
