using CsCheck;
using RsrActors.Model.Statistics;
using RsrActors.Model.Statistics.Estimates;

namespace RsrActors.Model.Tests.Statistics.Estimates;

public sealed class ProportionEstimateTests
{
    private static readonly Gen<(int Count, int Trials)> Counts =
        Gen.Int[1, 400].SelectMany(trials => Gen.Int[0, trials].Select(count => (count, trials)));

    [Theory]
    [InlineData(0, 10, 0, 0.277533)]
    [InlineData(0, 1000, 0, 0.003827)]
    [InlineData(50, 1000, 0.0381303, 0.0653138)]
    public void Wilson_s_interval_has_the_digits_of_R(int count, int trials, double low, double high)
    {
        var interval = ProportionEstimate.Of(count, trials).Wilson;

        Assert.Equal(low, interval.Low, low == 0 ? 15 : 7);
        Assert.Equal(high, interval.High, low == 0 ? 6 : 7);
    }

    [Theory]
    [InlineData(0, 10, 0, 0.308497)]
    [InlineData(0, 1000, 0, 0.003682)]
    [InlineData(5, 100, 0.0164319, 0.1128349)]
    [InlineData(50, 1000, 0.0373354, 0.0653905)]
    public void The_interval_of_Clopper_and_Pearson_has_the_digits_of_R(int count, int trials, double low, double high)
    {
        var interval = ProportionEstimate.Of(count, trials).ClopperPearson;

        Assert.Equal(low, interval.Low, low == 0 ? 15 : 7);
        Assert.Equal(high, interval.High, low == 0 ? 6 : 7);
    }

    [Fact]
    public void At_an_end_of_Wilson_s_interval_the_score_test_is_just_not_significant() => Counts.Sample(counts =>
    {
        var estimate = ProportionEstimate.Of(counts.Count, counts.Trials);
        var z = NormalQuantile.Of(0.975);

        if (counts.Count > 0)
            Assert.Equal(z, Score(estimate, estimate.Wilson.Low), 1e-6);
        if (counts.Count < counts.Trials)
            Assert.Equal(-z, Score(estimate, estimate.Wilson.High), 1e-6);
    });

    [Fact]
    public void At_an_end_of_Clopper_and_Pearson_s_interval_the_tail_is_half_of_alpha() => Counts.Sample(counts =>
    {
        var interval = ProportionEstimate.Of(counts.Count, counts.Trials).ClopperPearson;

        if (counts.Count > 0)
            Assert.Equal(0.025, new BinomialCount(counts.Trials, interval.Low).ChanceOfAtLeast(counts.Count), 1e-9);
        if (counts.Count < counts.Trials)
            Assert.Equal(0.025, new BinomialCount(counts.Trials, interval.High).ChanceOfAtMost(counts.Count), 1e-9);
    });

    [Fact]
    public void Both_intervals_contain_the_share_and_lie_between_0_and_1() => Counts.Sample(counts =>
    {
        var estimate = ProportionEstimate.Of(counts.Count, counts.Trials, 0.9);

        Assert.All([estimate.Wilson, estimate.ClopperPearson], interval =>
        {
            Assert.True(interval.Contains(estimate.Share));
            Assert.InRange(interval.Low, 0, 1);
            Assert.InRange(interval.High, 0, 1);
        });
    });

    [Theory]
    [InlineData(0.05, 63)]
    [InlineData(0.01, 68)]
    public void Of_1000_null_rollouts_so_many_halts_reject_a_rate_of_5_percent(double level, int halts)
    {
        var nullRollouts = new BinomialCount(1000, 0.05);

        Assert.Equal(halts, nullRollouts.SmallestSignificant(level));
        Assert.True(nullRollouts.ChanceOfAtLeast(halts) <= level);
        Assert.True(nullRollouts.ChanceOfAtLeast(halts - 1) > level);
    }

    [Fact]
    public void The_chances_of_a_count_of_three_coins()
    {
        var coins = new BinomialCount(3, 0.5);

        Assert.Equal([0, 0.125, 0.5, 0.875, 1], Enumerable.Range(-1, 5).Select(k => Rounded(coins.ChanceOfAtMost(k))));
        Assert.Equal(
            [1, 1, 0.875, 0.5, 0.125, 0], Enumerable.Range(-1, 6).Select(k => Rounded(coins.ChanceOfAtLeast(k))));
        Assert.Equal(0, coins.Quantile(0.125));
        Assert.Equal(1, coins.Quantile(0.1250001));
        Assert.Equal(4, coins.SmallestSignificant(0.1));
    }

    private static double Rounded(double chance) => Math.Round(chance, 12);

    private static double Score(ProportionEstimate estimate, double rate) =>
        (estimate.Share - rate) / Math.Sqrt(rate * (1 - rate) / estimate.Trials);
}
