using System.Collections.Immutable;
using RsrActors.Model.Simulation;
using RsrActors.Model.Statistics.Fitting;

namespace RsrActors.Model.Tests.Statistics.Fitting;

public sealed class PosteriorEstimateTests
{
    private static readonly Func<double, double> Percent = static x => 40 * x;

    /// <summary>From 1 to 1000 by order of magnitude.</summary>
    private static readonly Func<double, double> Logarithmic = static x => PortableMath.Exp(6.907755278982137 * x);

    [Fact]
    public void A_posterior_as_wide_as_the_prior_is_not_identified()
    {
        var estimate = Of(Percent, Even(0, 1))[0];

        Assert.False(estimate.IsIdentified);
        Assert.Equal(1, estimate.Width, 1);
        Assert.Equal(20, estimate.Median, 0);
    }

    [Fact]
    public void A_posterior_of_a_third_of_the_prior_is_identified()
    {
        var estimate = Of(Percent, Even(0.3, 0.63))[0];

        Assert.True(estimate.IsIdentified);
        Assert.Equal(0.33, estimate.Width, 1);
        Assert.Equal(12 + 0.05 * 13.2, estimate.Low, 1);
    }

    [Fact]
    public void An_interval_that_is_short_by_order_of_magnitude_and_long_in_hours_is_not_identified() =>
        Assert.False(Of(Logarithmic, Even(0.66, 1))[0].IsIdentified);

    [Fact]
    public void Two_parameters_of_which_only_the_sum_is_known_are_not_identified()
    {
        ImmutableArray<Particle> sample =
            [.. Enumerable.Range(0, 100).Select(i => new Particle([0.4 + i / 1000.0, 0.5 - i / 1000.0], 0.01))];

        var estimates = PosteriorEstimate.Of(sample, [Percent, Percent]);

        Assert.All(estimates, estimate => Assert.False(estimate.IsIdentified));
        Assert.Equal(-1, estimates[0].LargestCorrelation, 6);
        Assert.Equal(1, estimates[0].CorrelatedWith);
    }

    [Fact]
    public void Weights_move_a_quantile() => Assert.Equal(
        2, WeightedSample.Quantile([(1, 0.1), (2, 0.8), (3, 0.1)], 0.5), 6);

    [Fact]
    public void A_quantile_beyond_the_last_that_happened_is_never() => Assert.Equal(
        double.PositiveInfinity,
        WeightedSample.Quantile([(1, 0.5), (double.PositiveInfinity, 0.5)], 0.9));

    [Fact]
    public void Resampling_draws_each_point_as_often_as_its_weight_says()
    {
        var drawn = WeightedSample.Resample([new([1], 0.5), new([2], 0.25), new([3], 0.25)], 100);

        Assert.Equal([50, 25, 25], drawn.GroupBy(point => point[0]).OrderBy(group => group.Key).Select(group => group.Count()));
    }

    private static ImmutableArray<PosteriorEstimate> Of(Func<double, double> unit, ImmutableArray<Particle> sample) =>
        PosteriorEstimate.Of(sample, [unit]);

    private static ImmutableArray<Particle> Even(double from, double to) =>
        [.. Enumerable.Range(0, 1000).Select(i => new Particle([from + (i + 0.5) / 1000 * (to - from)], 0.001))];
}
