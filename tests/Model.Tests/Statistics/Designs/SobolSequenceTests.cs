using CsCheck;
using RsrActors.Model.Statistics.Designs;

namespace RsrActors.Model.Tests.Statistics.Designs;

public sealed class SobolSequenceTests
{
    [Fact]
    public void The_first_eight_points_in_five_dimensions_are_those_of_scipy() => Assert.Equal<double>(
        [
            0, 0, 0, 0, 0,
            0.5, 0.5, 0.5, 0.5, 0.5,
            0.75, 0.25, 0.25, 0.25, 0.75,
            0.25, 0.75, 0.75, 0.75, 0.25,
            0.375, 0.375, 0.625, 0.875, 0.375,
            0.875, 0.875, 0.125, 0.375, 0.875,
            0.625, 0.125, 0.875, 0.625, 0.625,
            0.125, 0.625, 0.375, 0.125, 0.125,
        ],
        SobolSequence.Points(8, 5).SelectMany(point => point));

    [Fact]
    public void Point_1023_in_six_dimensions_is_that_of_scipy() => Assert.Equal<double>(
        [0.0009765625, 0.7529296875, 0.6123046875, 0.1455078125, 0.1865234375, 0.4384765625],
        SobolSequence.Point(1023, 6));

    [Fact]
    public void The_first_1024_points_have_the_same_sum_in_every_dimension()
    {
        var points = SobolSequence.Points(1024, SobolSequence.MostDimensions);

        Assert.Equal(53, SobolSequence.MostDimensions);
        Assert.All(
            Enumerable.Range(0, SobolSequence.MostDimensions),
            dimension => Assert.Equal(511.5, points.Sum(point => point[dimension])));
    }

    [Fact]
    public void Each_of_as_many_equal_parts_of_an_axis_as_a_power_of_two_has_one_point() => Gen
        .Select(Gen.Int[0, 10], Gen.Int[0, 20])
        .Sample((bits, block) =>
        {
            var count = 1 << bits;
            var points = SobolSequence.Points(count, SobolSequence.MostDimensions, (uint)(block * count));

            Assert.All(Enumerable.Range(0, SobolSequence.MostDimensions), dimension => Assert.Equal(
                Enumerable.Range(0, count), points.Select(point => (int)(point[dimension] * count)).Order()));
        }, iter: 20);

    // Dimensions 1 and 2 are a (0, 2)-sequence: each elementary rectangle of area 2^-m has one of 2^m points.
    [Theory]
    [InlineData(2, 4)]
    [InlineData(16, 16)]
    [InlineData(64, 4)]
    public void Each_elementary_rectangle_of_the_first_two_dimensions_has_one_point(int columns, int rows) =>
        Assert.Equal(
            Enumerable.Range(0, columns * rows),
            SobolSequence.Points(columns * rows, 2)
                .Select(point => (int)(point[0] * columns) * rows + (int)(point[1] * rows)).Order());

    [Theory]
    [InlineData(0)]
    [InlineData(54)]
    public void There_is_no_cube_of_so_many_dimensions(int dimensions) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SobolSequence.Point(1, dimensions));
}
