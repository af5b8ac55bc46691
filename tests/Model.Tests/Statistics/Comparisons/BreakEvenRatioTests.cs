using RsrActors.Model.Statistics.Comparisons;

namespace RsrActors.Model.Tests.Statistics.Comparisons;

/// <summary>The ratio at which two systems are equally good.</summary>
public sealed class BreakEvenRatioTests
{
    private static readonly double[] Exposure = [4, 6, 5, 7, 8];
    private static readonly double[] Harm = [-2, -1, -3, -2, -2];

    /// <summary>Computed by another program from the roots of Fieller's polynomial.</summary>
    [Fact]
    public void The_interval_is_Fieller_s()
    {
        var ratio = BreakEvenRatio.Of(Exposure, Harm)!;

        Assert.Equal(3, ratio.Ratio, 12);
        Assert.Equal(1.6546149682665512, ratio.Low, 9);
        Assert.Equal(6.016437113717043, ratio.High, 9);
    }

    [Fact]
    public void At_the_ends_of_the_interval_the_interval_of_the_difference_ends_at_0()
    {
        var ratio = BreakEvenRatio.Of(Exposure, Harm)!;

        Assert.All((double[])[ratio.Low, ratio.High], end =>
        {
            var interval = PairedComparison.Of(
                [.. Exposure.Zip(Harm, (a, b) => a + end * b)], [0, 0, 0, 0, 0]).Interval;
            Assert.Equal(0, Math.Min(Math.Abs(interval.Low), Math.Abs(interval.High)), 9);
        });
    }

    [Fact]
    public void Differences_of_harm_that_may_be_0_do_not_bound_the_ratio()
    {
        var ratio = BreakEvenRatio.Of(Exposure, [-9, 8, -7, 6, 1])!;

        Assert.Equal(double.PositiveInfinity, ratio.High);
    }

    [Fact]
    public void Without_a_difference_in_harm_there_is_no_ratio() =>
        Assert.Null(BreakEvenRatio.Of(Exposure, [1, -1, 2, -2, 0]));

    [Fact]
    public void One_replication_gives_a_ratio_without_an_interval() =>
        Assert.Equal(new(2, double.NegativeInfinity, double.PositiveInfinity), BreakEvenRatio.Of([4], [-2]));
}
