using RsrActors.Host.Benchmarks;

namespace RsrActors.Host.Tests.Benchmarks;

/// <summary>The figures of several runs of a benchmark are combined in one table.</summary>
public sealed class BenchmarkFiguresTests
{
    [Theory]
    [InlineData(3.0, new[] { 3.0 })]
    [InlineData(2.0, new[] { 1.0, 3.0, 2.0 })]
    [InlineData(2.5, new[] { 4.0, 1.0, 2.0, 3.0 })]
    public void The_median_is_the_middle_value_or_the_mean_of_the_two_middle_values(double median, double[] values) =>
        Assert.Equal(median, BenchmarkFigures.Median(values));

    [Fact]
    public void Each_figure_and_each_ratio_has_a_median_of_its_own()
    {
        var line = BenchmarkFigures.Median([One(10, 0.1), One(30, 0.2), One(20, 0.9)]).Lines.Single();

        Assert.Equal(new("rate", 20, "events/s", 0.2), line);
    }

    private static BenchmarkFigures One(double value, double ratio) => new([new("rate", value, "events/s", ratio)]);
}
