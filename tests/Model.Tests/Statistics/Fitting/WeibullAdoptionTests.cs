using RsrActors.Model.Statistics.Fitting;

namespace RsrActors.Model.Tests.Statistics.Fitting;

public sealed class WeibullAdoptionTests
{
    [Theory] // Published shares after a day and a week; computed with R.
    [InlineData(0.1242, 0.4310, 0.7437975, 15.122407, 9.238860)] // iOS 9
    [InlineData(0.1453, 0.3752, 0.5638210, 26.677127, 13.925960)] // iOS 10
    public void Two_points_give_shape_scale_and_median(
        double day, double week, double shape, double scale, double median)
    {
        var curve = WeibullAdoption.Through(new(1, day), new(7, week));

        Assert.Equal(shape, curve.Shape, 7);
        Assert.Equal(scale, curve.Scale, 6);
        Assert.Equal(median, curve.TimeOf(0.5), 5);
    }

    [Fact]
    public void The_fit_of_two_points_is_the_curve_through_them()
    {
        var curve = WeibullAdoption.Fit([new(1, 0.1242), new(7, 0.4310)]);

        Assert.Equal(0.7437975, curve.Shape, 3);
        Assert.Equal(15.1224, curve.Scale, 2);
        Assert.Equal((0, 0), (curve.Seekers, curve.Immune));
    }

    [Theory]
    [InlineData(0.12, 0.08, 0.9, 60)]
    [InlineData(0.3, 0.2, 1.4, 30)]
    public void The_fit_of_many_points_finds_seekers_immune_share_shape_and_scale(
        double seekers, double immune, double shape, double scale)
    {
        var truth = new WeibullAdoption(seekers, immune, shape, scale);

        var curve = WeibullAdoption.Fit(
            [.. Enumerable.Range(1, 60).Select(i => new AdoptionPoint(6 * i, truth.At(6 * i)))]);

        Assert.Equal(seekers, curve.Seekers, 2);
        Assert.Equal(immune, curve.Immune, 2);
        Assert.Equal(shape, curve.Shape, 1);
        Assert.InRange(curve.Scale, 0.95 * scale, 1.05 * scale);
    }

    [Fact]
    public void A_share_above_that_of_all_who_are_not_immune_is_never_reached() =>
        Assert.Equal(double.PositiveInfinity, new WeibullAdoption(0.1, 0.06, 1, 20).TimeOf(0.95));

    [Fact]
    public void Points_whose_share_does_not_rise_have_no_curve_through_them() =>
        Assert.Throws<ArgumentException>(() => WeibullAdoption.Through(new(1, 0.3), new(7, 0.3)));
}
