using CsCheck;
using RsrActors.Model.Statistics.Estimates;

namespace RsrActors.Model.Tests.Statistics.Estimates;

public sealed class MeanEstimateTests
{
    /// <summary>The average delays of Law's bank.</summary>
    internal static readonly double[] Bank = [1.53, 1.66, 1.24, 2.34, 2.00, 1.69, 2.69, 2.86, 1.70, 2.60];

    private static readonly Gen<double[]> Samples = Gen.Double[-1e3, 1e3].Array[2, 40];

    [Theory]
    [InlineData(9, 2.262157)]
    [InlineData(19, 2.093024)]
    [InlineData(29, 2.045230)]
    [InlineData(99, 1.984217)]
    public void The_quantile_of_t_has_the_digits_of_R(double freedom, double quantile) =>
        Assert.Equal(quantile, StudentQuantile.Of(0.975, freedom), 6);

    [Theory]
    [InlineData(0.75)]
    [InlineData(0.975)]
    [InlineData(0.999999)]
    public void The_quantile_of_t_agrees_with_its_closed_forms(double chance)
    {
        // One degree of freedom is the Cauchy distribution; with two, t = (2 p - 1) / √(2 p (1 - p)). The last chance
        // has only ten digits of its tail.
        Assert.Equal(1, StudentQuantile.Of(chance, 1) / Math.Tan(Math.PI * (chance - 0.5)), 10);
        Assert.Equal(1, StudentQuantile.Of(chance, 2) * Math.Sqrt(2 * chance * (1 - chance)) / (2 * chance - 1), 10);
        Assert.Equal(-StudentQuantile.Of(chance, 2), StudentQuantile.Of(1 - chance, 2), 9);
    }

    [Fact]
    public void The_quantile_of_t_is_0_at_one_half() => Assert.Equal(0, StudentQuantile.Of(0.5, 7));

    [Fact]
    public void The_quantile_of_t_is_nearly_normal_for_many_degrees_of_freedom() =>
        Assert.Equal(1.959963984540054, StudentQuantile.Of(0.975, 1e8), 6);

    [Fact]
    public void The_interval_of_a_mean_is_that_of_Law_s_bank()
    {
        var mean = MeanEstimate.Of(Bank, 0.9);

        Assert.Equal(2.031, mean.Mean, 12);
        Assert.Equal(0.3090989, mean.Sample.Variance, 7);
        Assert.Equal(0.3222834, mean.HalfWidth, 7);
        Assert.Equal(1.708717, mean.Interval.Low, 6);
        Assert.Equal(2.353283, mean.Interval.High, 6);
    }

    [Fact]
    public void An_interval_contains_its_mean_and_does_not_depend_on_the_order() => Samples.Sample(values =>
    {
        var (mean, reversed) = (MeanEstimate.Of(values), MeanEstimate.Of(values.Reverse()));

        Assert.True(mean.Interval.Contains(mean.Mean));
        Assert.Equal(mean.Mean, reversed.Mean, 1e-9);
        Assert.Equal(mean.HalfWidth, reversed.HalfWidth, 1e-6);
    });

    [Fact]
    public void An_interval_grows_with_its_confidence() => Samples.Sample(values => Assert.True(
        MeanEstimate.Of(values, 0.9).HalfWidth <= MeanEstimate.Of(values, 0.99).HalfWidth));

    [Fact]
    public void Equal_values_have_an_interval_without_width()
    {
        var mean = MeanEstimate.Of([0.1, 0.1, 0.1]);

        Assert.Equal(new Interval(0.1, 0.1), mean.Interval);
        Assert.Equal(0, MeanEstimate.Of([0.0, 0, 0]).RelativeHalfWidth);
    }

    [Fact]
    public void One_value_does_not_bound_the_mean() =>
        Assert.Equal(Interval.Everything, MeanEstimate.Of([3.0]).Interval);

    [Fact]
    public void A_value_that_never_happened_makes_the_mean_infinite_and_bounds_nothing()
    {
        var mean = MeanEstimate.Of([1, double.PositiveInfinity, 2]);

        Assert.Equal(double.PositiveInfinity, mean.Mean);
        Assert.Equal(Interval.Everything, mean.Interval);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    public void A_value_is_never_missing(double value) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => MeanEstimate.Of([1, value]));
}
