using RsrActors.Model.Statistics;

namespace RsrActors.Model.Tests.Statistics;

public sealed class MannWhitneyTests
{
    public static TheoryData<double[], double[], double, ShiftInterval> Shifts => new()
    {
        { [10, 20, 30, 40], [1, 2, 3, 4], 0.95, new(6, 39, 22.5) },
        { [20, 22, 21, 25, 30], [1, 2.2, 1.1, 2.5, 3], 0.95, new(17.80004, 27.79994, 20) },
        { [20, 22, 21, 25, 30], [1, 2.2, 1.1, 2.5, 3], 0.98, new(17.00008, 28.99992, 20) },
        { [10, 12.2, 10.1, 12.5, 23], [20, 22, 21, 25, 30], 0.95, new(-17.79996, 0.99995, double.NaN) },
        { [1, 1, 1, 1, 10], [1, 1, 1, 1, 1], 0.95, new(0, 8.99993, 0) },
    };

    [Theory, MemberData(nameof(Shifts))]
    public void The_shift_has_the_interval_of_R_and_of_Kayenta(
        double[] first, double[] second, double confidence, ShiftInterval expected)
    {
        var shift = MannWhitney.Shift(first, second, confidence)!.Value;

        Assert.Equal(expected.Low, shift.Low, 5);
        Assert.Equal(expected.High, shift.High, 5);
        if (!double.IsNaN(expected.Estimate))
            Assert.Equal(expected.Estimate, shift.Estimate, 4);
    }

    [Fact]
    public void Samples_that_are_tied_at_a_shift_have_no_interval() =>
        Assert.Null(MannWhitney.Shift([5], [0], 0.98));

    [Fact]
    public void The_common_language_effect_counts_ties_half() =>
        Assert.Equal(0.625, MannWhitney.ChanceAbove([1, 3], [1, 2]));

    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.975, 1.959963984540054)]
    [InlineData(0.01, -2.326347874040841)]
    [InlineData(0.995, 2.575829303548901)]
    [InlineData(1e-10, -6.361340902404056)]
    public void The_normal_quantile_has_its_digits(double chance, double quantile) =>
        Assert.Equal(quantile, NormalQuantile.Of(chance), 13);
}
