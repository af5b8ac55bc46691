using RsrActors.Host.Benchmarks;

namespace RsrActors.Host.Tests.Benchmarks;

/// <summary>Does a further device cost what the one before did?</summary>
public sealed class GrowthRatioTests
{
    [Fact]
    public void It_is_one_when_every_device_costs_the_same_whatever_the_start_costs() =>
        Assert.Equal(1, GrowthRatio.Of([(10_000, 5), (100_000, 23), (1_000_000, 203)])!.Value, 9);

    [Fact]
    public void It_is_two_when_a_further_device_costs_twice_as_much_among_many() =>
        Assert.Equal(2, GrowthRatio.Of([(10, 3), (20, 4), (40, 8)])!.Value, 9);

    [Fact]
    public void Only_the_last_three_sizes_count_in_whatever_order_they_come() =>
        Assert.Equal(3, GrowthRatio.Of([(30, 5), (1, 100), (20, 2), (10, 1)])!.Value, 9);

    [Fact]
    public void Fewer_than_three_sizes_say_nothing()
    {
        Assert.Null(GrowthRatio.Of([]));
        Assert.Null(GrowthRatio.Of([(10, 1), (20, 2)]));
    }

    [Fact]
    public void Nothing_grows_from_a_segment_that_costs_nothing() =>
        Assert.Null(GrowthRatio.Of([(10, 3), (20, 3), (30, 4)]));
}
