using RsrActors.Host.Benchmarks;

namespace RsrActors.Host.Tests.Benchmarks;

/// <summary>How the cost of a further device compares with that of the devices before.</summary>
public sealed class GrowthRatioTests
{
    [Fact]
    public void The_growth_ratio_is_one_when_every_device_costs_the_same() =>
        Assert.Equal(1, GrowthRatio.Of([(10_000, 5), (100_000, 23), (1_000_000, 203)])!.Value, 9);

    [Fact]
    public void The_growth_ratio_is_two_when_a_further_device_costs_twice_as_much_in_a_large_fleet() =>
        Assert.Equal(2, GrowthRatio.Of([(10, 3), (20, 4), (40, 8)])!.Value, 9);

    [Fact]
    public void The_growth_ratio_uses_the_three_largest_sizes_in_any_order() =>
        Assert.Equal(3, GrowthRatio.Of([(30, 5), (1, 100), (20, 2), (10, 1)])!.Value, 9);

    [Fact]
    public void Fewer_than_three_sizes_give_no_growth_ratio()
    {
        Assert.Null(GrowthRatio.Of([]));
        Assert.Null(GrowthRatio.Of([(10, 1), (20, 2)]));
    }

    [Fact]
    public void A_segment_that_costs_nothing_gives_no_growth_ratio() =>
        Assert.Null(GrowthRatio.Of([(10, 3), (20, 3), (30, 4)]));
}
