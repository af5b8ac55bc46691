using CsCheck;
using RsrActors.Charts.Drawing;

namespace RsrActors.Host.Tests.Charts;

/// <summary>The ticks of an axis, and what they cover.</summary>
public sealed class AxisTests
{
    private static readonly Gen<(double Low, double High)> Data = Gen
        .Select(Gen.Double[-1, 1], Gen.Double[-1, 1], Gen.Int[-12, 14])
        .Select((one, other, exponent) =>
        {
            var scale = double.Parse($"1E{exponent}", System.Globalization.CultureInfo.InvariantCulture);
            return (Math.Min(one, other) * scale, Math.Max(one, other) * scale);
        });

    [Fact]
    public void Ticks_cover_all_data_and_are_not_more_than_asked_for() => Gen.Select(Data, Gen.Int[3, 12])
        .Sample((data, most) =>
        {
            var axis = Axis.Of(data.Low, data.High, most);

            Assert.True(axis.Low <= data.Low, $"{axis.Low} is above {data.Low}");
            Assert.True(axis.High >= data.High, $"{axis.High} is below {data.High}");
            Assert.InRange(axis.Ticks.Length, 2, most);
            Assert.Distinct(axis.Labels);
        });

    [Fact]
    public void An_axis_cut_to_its_data_has_two_ticks_or_more_and_all_of_them_in_it() => Gen
        .Select(Data, Gen.Int[3, 12])
        .Sample((data, most) =>
        {
            var axis = Axis.Of(data.Low, data.High, most).CutTo(data.Low, data.High);

            Assert.InRange(axis.Ticks.Length, 2, most);
            Assert.All(axis.Ticks, tick => Assert.InRange(tick, axis.Low, axis.High));
            Assert.InRange(data.Low, axis.Low, axis.High);
            Assert.InRange(data.High, axis.Low, axis.High);
        });

    [Theory]
    [InlineData(0, 21, 6, "0 5 10 15 20 25", "")]
    [InlineData(0, 100, 6, "0 20 40 60 80 100", "")]
    [InlineData(-0.3, 0.25, 8, "-0.3 -0.2 -0.1 0.0 0.1 0.2 0.3", "")]
    [InlineData(0.0001, 0.0004, 5, "0.0001 0.0002 0.0003 0.0004", "")]
    [InlineData(147_109, 205_612, 8, "140,000 150,000 160,000 170,000 180,000 190,000 200,000 210,000", "")]
    [InlineData(0, 2_400_000, 6, "0.0 0.5 1.0 1.5 2.0 2.5", "millions")]
    [InlineData(0, 7e12, 5, "0 2 4 6 8", "trillions")]
    [InlineData(0, 0, 3, "0.0 0.5 1.0", "")]
    [InlineData(40, 40, 5, "0 10 20 30 40", "")]
    [InlineData(-7, -7, 5, "-8 -6 -4 -2 0", "")]
    [InlineData(1, 1.0000000001, 4, "0.0 0.5 1.0 1.5", "")]
    public void Labels_are_multiples_of_one_two_or_five_with_equal_decimals(
        double low, double high, int most, string labels, string scale)
    {
        var axis = Axis.Of(low, high, most);

        Assert.Equal(labels, string.Join(' ', axis.Labels));
        Assert.Equal(scale, axis.Scale);
    }

    [Fact]
    public void An_axis_of_whole_numbers_has_no_tick_between_them() =>
        Assert.Equal(["2", "3", "4"], Axis.Of(2, 4, 12, isWhole: true).Labels.AsEnumerable());

    [Theory]
    [InlineData(double.NaN, 1)]
    [InlineData(0, double.PositiveInfinity)]
    [InlineData(0, 1e16)]
    [InlineData(2, 1)]
    public void What_an_axis_cannot_have_is_refused(double low, double high) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Axis.Of(low, high, 5));
}
