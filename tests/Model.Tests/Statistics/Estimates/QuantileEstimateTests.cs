using CsCheck;
using RsrActors.Model.Statistics.Estimates;

namespace RsrActors.Model.Tests.Statistics.Estimates;

public sealed class QuantileEstimateTests
{
    private const double Never = double.PositiveInfinity;

    private static readonly double[] OneToTen = [.. Enumerable.Range(1, 10).Select(i => (double)i)];

    [Theory]
    [InlineData(QuantileDefinition.Linear, 0.05, 1.45)]
    [InlineData(QuantileDefinition.Linear, 0.25, 3.25)]
    [InlineData(QuantileDefinition.Linear, 0.9, 9.1)]
    [InlineData(QuantileDefinition.Linear, 0.95, 9.55)]
    [InlineData(QuantileDefinition.Weibull, 0.05, 1)]
    [InlineData(QuantileDefinition.Weibull, 0.25, 2.75)]
    [InlineData(QuantileDefinition.Weibull, 0.9, 9.9)]
    [InlineData(QuantileDefinition.Weibull, 0.95, 10)]
    [InlineData(QuantileDefinition.InverseOfDistribution, 0.05, 1)]
    [InlineData(QuantileDefinition.InverseOfDistribution, 0.9, 9)]
    public void A_quantile_of_a_sample_is_that_of_R(QuantileDefinition definition, double chance, double quantile) =>
        Assert.Equal(quantile, SampleQuantile.Of(OneToTen, chance, definition), 12);

    [Fact]
    public void A_position_is_not_missed_by_a_rounding_error() => Assert.Equal(
        7, SampleQuantile.Of(Enumerable.Range(1, 100).Select(i => (double)i), 0.07,
            QuantileDefinition.InverseOfDistribution));

    [Theory]
    [InlineData(10, 0.5, 2, 9, 0.978516)]
    [InlineData(20, 0.5, 6, 15, 0.958611)]
    [InlineData(30, 0.5, 10, 21, 0.957226)]
    [InlineData(100, 0.5, 40, 61, 0.964800)]
    [InlineData(50, 0.9, 41, 50, 0.970308)]
    public void An_interval_has_the_ranks_and_the_coverage_of_the_binomial(
        int count, double chance, int low, int high, double coverage)
    {
        var estimate = QuantileEstimate.Of(Enumerable.Range(1, count).Select(i => (double)i), chance);

        Assert.Equal((low, high), (estimate.LowRank, estimate.HighRank));
        Assert.Equal(new Interval(low, high), estimate.Interval);
        Assert.Equal(coverage, estimate.Coverage, 6);
    }

    [Fact]
    public void A_sample_that_is_too_small_does_not_bound_the_quantile_from_above()
    {
        var estimate = QuantileEstimate.Of(Enumerable.Range(1, 20).Select(i => (double)i), 0.9);

        Assert.Equal(21, estimate.HighRank);
        Assert.Equal(Never, estimate.Interval.High);
        Assert.True(double.IsFinite(estimate.Interval.Low));
    }

    [Theory]
    [InlineData(0.5, 5)]
    [InlineData(0.9, 29)]
    [InlineData(0.95, 59)]
    [InlineData(0.99, 299)]
    public void The_smallest_sample_whose_largest_value_is_a_bound(double chance, int count) =>
        Assert.Equal(count, QuantileEstimate.SmallestBoundedSample(chance));

    [Fact]
    public void What_never_happened_is_sorted_last()
    {
        // The median of ten detections, four of which never came, lies between the fifth and the sixth value.
        double[] detections = [Never, 8, Never, 1, 2, Never, 5, 4, 3, Never];
        var median = QuantileEstimate.Of(detections, 0.5);

        Assert.Equal(6.5, median.Estimate);
        Assert.Equal(new Interval(2, Never), median.Interval);
    }

    [Fact]
    public void Between_a_value_and_never_there_is_only_never()
    {
        Assert.Equal(Never, SampleQuantile.Of([1, Never], 0.5));
        Assert.Equal(2, SampleQuantile.Of([1, 2, Never], 0.5));
        Assert.Equal(Never, SampleQuantile.Of([Never, Never, Never], 0.1));
    }

    [Fact]
    public void An_interval_contains_its_estimate_covers_enough_and_does_not_depend_on_the_order() => Gen
        .Select(
            Gen.Frequency((9, Gen.Double[0, 100]), (1, Gen.Const(Never))).Array[1, 60],
            Gen.Double[0.02, 0.98], Gen.OneOf([0.8, 0.95, 0.99]))
        .Sample((values, chance, confidence) =>
        {
            var estimate = QuantileEstimate.Of(values, chance, confidence);
            var reversed = QuantileEstimate.Of(values.Reverse(), chance, confidence);

            Assert.True(estimate.Interval.Contains(estimate.Estimate));
            Assert.True(estimate.Coverage >= confidence - 1e-9);
            Assert.Equal((estimate.Estimate, estimate.Interval), (reversed.Estimate, reversed.Interval));
        });

    [Fact]
    public void A_quantile_grows_with_its_chance() => Gen
        .Select(
            Gen.Double[0, 100].Array[1, 30], Gen.Double[0.01, 0.99], Gen.Double[0.01, 0.99],
            Gen.OneOf(Enum.GetValues<QuantileDefinition>()))
        .Sample((values, one, other, definition) => Assert.True(
            SampleQuantile.Of(values, Math.Min(one, other), definition)
            <= SampleQuantile.Of(values, Math.Max(one, other), definition)));
}
