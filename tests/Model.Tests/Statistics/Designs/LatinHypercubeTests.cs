using System.Collections.Immutable;
using CsCheck;
using RsrActors.Model.Statistics.Designs;

namespace RsrActors.Model.Tests.Statistics.Designs;

public sealed class LatinHypercubeTests
{
    [Fact]
    public void Each_part_of_each_axis_has_exactly_one_point() => Gen
        .Select(Gen.Int[1, 60], Gen.Int[1, 6], Gen.ULong)
        .Sample((count, factors, seed) =>
        {
            var points = LatinHypercube.Points(count, factors, seed);

            Assert.Equal(count, points.Length);
            Assert.All(Enumerable.Range(0, factors), factor => Assert.Equal(
                Enumerable.Range(0, count), points.Select(point => (int)(point[factor] * count)).Order()));
        });

    [Fact]
    public void The_same_seed_gives_the_same_points_and_another_factor_changes_none()
    {
        var points = LatinHypercube.Points(20, 3, 42);

        Assert.Equal(Flat(points), Flat(LatinHypercube.Points(20, 3, 42)));
        Assert.Equal(Flat(points), LatinHypercube.Points(20, 4, 42).SelectMany(point => point[..3]));
        Assert.NotEqual(Flat(points), Flat(LatinHypercube.Points(20, 3, 43)));
    }

    [Theory] // The two examples of scipy.stats.qmc.discrepancy.
    [InlineData(new[] { 3, 6, 2, 5, 1, 4 }, 0.0081420396)]
    [InlineData(new[] { 5, 4, 3, 2, 1, 6 }, 0.0104568544)]
    public void The_centred_discrepancy_is_that_of_scipy(int[] second, double discrepancy)
    {
        ImmutableArray<double>[] points =
            [.. second.Select((y, i) => ImmutableArray.Create((i + 1 - 0.5) / 6, (y - 0.5) / 6))];

        Assert.Equal(discrepancy, CentredDiscrepancy.Of(points), 10);
    }

    // One point in the middle of d axes: (13 / 12)^d - 2 + 1.
    [Fact]
    public void The_centred_discrepancy_of_one_point_in_the_middle_is_known() =>
        Assert.Equal(13.0 * 13 / 144 - 1, CentredDiscrepancy.Of([[0.5, 0.5]]), 14);

    [Fact]
    public void The_centred_discrepancy_does_not_change_when_an_axis_is_reversed() => Gen
        .Double[0, 1].Array[2].Array[1, 20].Sample(points => Assert.Equal(
            CentredDiscrepancy.Of([.. points.Select(x => ImmutableArray.Create(x[0], x[1]))]),
            CentredDiscrepancy.Of([.. points.Select(x => ImmutableArray.Create(1 - x[0], x[1]))]),
            9));

    private static IEnumerable<double> Flat(ImmutableArray<ImmutableArray<double>> points) =>
        points.SelectMany(point => point);
}
