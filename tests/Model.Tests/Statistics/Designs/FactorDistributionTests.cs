using CsCheck;
using RsrActors.Model.Statistics.Designs;

namespace RsrActors.Model.Tests.Statistics.Designs;

/// <summary>Quantiles of the distributions of factors.</summary>
public sealed class FactorDistributionTests
{
    private static readonly FactorDistribution[] All =
    [
        new FactorDistribution.Uniform(-2, 6),
        new FactorDistribution.LogUniform(0.01, 100),
        new FactorDistribution.Normal(5, 2, 0, 20),
        new FactorDistribution.Triangular(1, 2, 5),
    ];

    /// <summary>
    /// By hand: the triangle on 1, 2, 5 has a quarter of its area below its mode. The truncated normal by
    /// statistics.NormalDist of Python: 5 + 2 inv_cdf(cdf(-2.5) + u (cdf(7.5) - cdf(-2.5))).
    /// </summary>
    [Theory]
    [InlineData(0, 0.25, 0)]
    [InlineData(0, 0.5, 2)]
    [InlineData(1, 0.5, 1)]
    [InlineData(1, 0.25, 0.1)]
    [InlineData(1, 0.75, 10)]
    [InlineData(2, 0.1, 2.4993310928)]
    [InlineData(2, 0.5, 5.0155654798)]
    [InlineData(2, 0.9, 7.5701958481)]
    [InlineData(3, 0.25, 2)]
    [InlineData(3, 0.0625, 1.5)]
    [InlineData(3, 0.8125, 3.5)]
    public void A_quantile_is_the_value_below_which_that_part_is(int distribution, double chance, double value) =>
        Assert.Equal(value, All[distribution].Quantile(chance), 9);

    [Fact]
    public void The_ends_of_the_axis_are_the_ends_of_the_range() => Assert.All(All, one =>
    {
        Assert.Equal(one.From, one.Quantile(0));
        Assert.Equal(one.To, one.Quantile(1));
    });

    [Fact]
    public void A_larger_chance_has_no_smaller_value() => Assert.All(All, one => Gen
        .Select(Gen.Double.Unit, Gen.Double.Unit)
        .Sample((a, b) => one.Quantile(Math.Min(a, b)) <= one.Quantile(Math.Max(a, b)), iter: 1000));

    [Fact]
    public void A_normal_distribution_far_from_its_ends_gives_the_nearer_end()
    {
        Assert.Equal(1, new FactorDistribution.Normal(1000, 1, 0, 1).Quantile(0.5));
        Assert.Equal(0, new FactorDistribution.Normal(-1000, 1, 0, 1).Quantile(0.5));
    }

    [Fact]
    public void A_range_that_is_none_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new FactorDistribution.Uniform(2, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FactorDistribution.LogUniform(0, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FactorDistribution.Normal(1, 0, 0, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FactorDistribution.Triangular(1, 6, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => All[0].Quantile(1.1));
    }
}
