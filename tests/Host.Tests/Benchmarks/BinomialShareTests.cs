using RsrActors.Host.Benchmarks;

namespace RsrActors.Host.Tests.Benchmarks;

/// <summary>The confidence interval of a share. Expected values are those of R's binom.test.</summary>
public sealed class BinomialShareTests
{
    [Theory]
    [InlineData(50, 1000, 0.03733540, 0.06539049)]
    [InlineData(5, 10, 0.1870860, 0.8129140)]
    [InlineData(0, 10, 0, 0.3084971)]
    [InlineData(10, 10, 0.6915029, 1)]
    public void The_interval_of_a_share_is_that_of_Clopper_and_Pearson(int count, int trials, double low, double high)
    {
        var interval = new BinomialShare(count, trials).Interval();

        Assert.Equal(low, interval.Low, 7);
        Assert.Equal(high, interval.High, 7);
    }

    [Fact]
    public void A_share_is_a_part_of_all_trials() => Assert.Equal(0.05, new BinomialShare(50, 1000).Share);
}
