using RsrActors.Model.Statistics;

namespace RsrActors.Model.Tests.Crashes;

/// <summary>
/// The interval of a Poisson mean, as R's poisson.test gives it for one count. The figures were computed with 50
/// decimal digits from the distribution function.
/// </summary>
public sealed class PoissonMeanTests
{
    [Theory]
    [InlineData(0, 0, 3.68887945411)]
    [InlineData(1, 0.0253178079843, 5.57164339094)]
    [InlineData(9, 4.11537309738, 17.0848034514)]
    [InlineData(11, 5.49116036724, 19.6820385133)]
    [InlineData(100, 81.3639912509, 121.626793792)]
    [InlineData(1000, 938.973018408, 1063.95213602)]
    public void The_interval_equals_that_of_R(long count, double low, double high)
    {
        var interval = PoissonMean.Interval(count);

        Assert.Equal(low, interval.Low, 1e-9 * Math.Max(1, low));
        Assert.Equal(high, interval.High, 1e-9 * high);
    }

    [Fact]
    public void The_interval_of_a_large_count_is_about_two_roots_to_each_side() => Assert.Equal(
        2 * 1.96 * 1000, PoissonMean.Interval(1_000_000).High - PoissonMean.Interval(1_000_000).Low, 5.0);

    [Fact]
    public void A_count_lies_within_its_interval_at_every_confidence() =>
        CsCheck.Check.Sample(
            CsCheck.Gen.Select(CsCheck.Gen.Int[0, 5000], CsCheck.Gen.Double[0.5, 0.999]),
            (count, confidence) =>
            {
                var (low, high) = PoissonMean.Interval(count, confidence);
                return low <= count && count < high;
            });
}
