using RsrActors.Model.Statistics;

namespace RsrActors.Model.Tests.Statistics;

public sealed class PoissonCusumTests
{
    [Theory] // R 4.2.2, surveillance::arlCusum.
    [InlineData(2.4, 3, 10, 548.3623, 513.6719)]
    [InlineData(1, 1.5, 5, 273.6500, 255.6790)]
    [InlineData(4, 5, 9, 270.0112, 256.3434)]
    [InlineData(5, 6, 10, 212.8837, 196.1303)]
    public void The_average_run_length_has_R_s_digits(double mean, double k, double h, double zero, double half)
    {
        var cusum = new PoissonCusum(k, h);

        Assert.Equal(zero, cusum.AverageRunLength(mean), 4);
        Assert.Equal(half, cusum.AverageRunLength(mean, h / 2), 4);
    }

    [Theory]
    [InlineData(5, 7, 10, 0, 2409.818)]
    [InlineData(5, 7, 10, 5, 2368.581)]
    [InlineData(4, 3, 10, 0, 10.177)]
    [InlineData(6, 3, 10, 0, 3.932)]
    [InlineData(8, 3, 10, 0, 2.555)]
    [InlineData(10, 3, 10, 0, 1.961)]
    public void It_has_them_out_of_control_too(double mean, double k, double h, double start, double length) =>
        Assert.Equal(length, new PoissonCusum(k, h).AverageRunLength(mean, start), 3);

    [Theory]
    [InlineData(1, 1.5, 5.6, 602.2675)]
    [InlineData(2.4, 3, 9.1, 548.3623)]
    [InlineData(5, 7, 7.1, 665.6967)]
    public void The_smallest_threshold_for_500_counts_between_false_alarms(
        double mean, double k, double h, double length)
    {
        Assert.Equal(h, PoissonCusum.SmallestThreshold(k, mean, 500));
        Assert.Equal(length, new PoissonCusum(k, h).AverageRunLength(mean), 4);
    }

    [Theory]
    [InlineData(1, 2, 1.442695)]
    [InlineData(5, 10, 7.213475)]
    public void The_reference_lies_between_the_two_means(double inControl, double toBeFound, double reference)
    {
        Assert.Equal(reference, PoissonCusum.ReferenceFor(inControl, toBeFound), 6);
        Assert.Equal(reference, PoissonCusum.ReferenceForRatio(inControl, toBeFound / inControl), 6);
    }

    [Fact]
    public void A_sum_is_traced_by_hand()
    {
        var cusum = new PoissonCusum(3, 10);
        List<double> sums = [0];
        foreach (var count in new[] { 4, 5, 2, 7, 6, 8 })
            sums.Add(PoissonCusum.Next(sums[^1], count, cusum.Reference));

        Assert.Equal([0.0, 1, 3, 2, 6, 9, 14], sums);
        Assert.Equal([6], sums.Index().Where(sum => cusum.Signals(sum.Item)).Select(sum => sum.Index));
    }
}
