using CsCheck;
using RsrActors.Model.Statistics.Comparisons;
using RsrActors.Model.Statistics.Estimates;

namespace RsrActors.Model.Tests.Statistics.Comparisons;

public sealed class PairedComparisonTests
{
    /// <summary>The costs of two inventory policies, Law's example.</summary>
    private static readonly double[] First = [126.97, 124.31, 126.68, 122.66, 127.23];

    private static readonly double[] Second = [118.21, 120.22, 122.45, 122.68, 119.40];

    private static readonly Gen<(double[] First, double[] Second)> Pairs = Gen.Int[3, 30].SelectMany(count =>
        Gen.Select(Gen.Double[-100, 100].Array[count], Gen.Double[-100, 100].Array[count]));

    [Fact]
    public void The_paired_interval_is_that_of_Law_s_inventory()
    {
        var paired = PairedComparison.Of(First, Second, 0.9);

        Assert.Equal(4.978, paired.Difference, 12);
        Assert.Equal(2.438274, paired.Estimate.Sample.StandardError * paired.Estimate.Sample.StandardError, 6);
        Assert.Equal(1.649127, paired.Interval.Low, 6);
        Assert.Equal(8.306873, paired.Interval.High, 6);
    }

    [Fact]
    public void A_negative_correlation_makes_pairing_worse_than_none()
    {
        var paired = PairedComparison.Of(First, Second);

        Assert.Equal(-0.570896, paired.Correlation, 6);
        Assert.Equal(0.63669, paired.VarianceReduction, 5);
    }

    [Fact]
    public void The_interval_of_Welch_is_that_of_Law_s_inventory()
    {
        var welch = WelchComparison.Of(First, Second, 0.9);

        Assert.Equal(4.00085, welch.First.Variance, 8);
        Assert.Equal(3.76127, welch.Second.Variance, 8);
        Assert.Equal(7.992386, welch.Freedom, 6);
        Assert.Equal(4.978, welch.Difference, 12);
        Assert.Equal(2.660786, welch.Interval.Low, 6);
        Assert.Equal(7.295214, welch.Interval.High, 6);
    }

    [Fact]
    public void Exchanged_systems_have_the_opposite_difference() => Pairs.Sample(pair =>
    {
        var (one, other) = (PairedComparison.Of(pair.First, pair.Second), PairedComparison.Of(pair.Second, pair.First));

        Assert.Equal(one.Difference, -other.Difference, 1e-9);
        Assert.Equal(one.Interval.Low, -other.Interval.High, 1e-6);
        Assert.Equal(one.VarianceReduction, other.VarianceReduction, 1e-6);
    });

    [Fact]
    public void Both_differences_are_the_same_and_the_order_of_pairs_changes_nothing() => Pairs.Sample(pair =>
    {
        var paired = PairedComparison.Of(pair.First, pair.Second);
        var reversed = PairedComparison.Of([.. pair.First.Reverse()], [.. pair.Second.Reverse()]);

        Assert.Equal(paired.Difference, WelchComparison.Of(pair.First, pair.Second).Difference, 1e-9);
        Assert.Equal(paired.Interval.High, reversed.Interval.High, 1e-6);
    });

    [Fact]
    public void The_degrees_of_freedom_of_Welch_lie_between_the_smaller_sample_and_both() => Pairs.Sample(pair =>
        Assert.InRange(
            WelchComparison.Of(pair.First, pair.Second[..2]).Freedom, 0.999999, pair.First.Length + 0.000001));

    [Fact]
    public void A_system_compared_with_itself_differs_by_nothing()
    {
        var paired = PairedComparison.Of(First, First);

        Assert.Equal(new Interval(0, 0), paired.Interval);
        Assert.Equal(1, paired.Correlation, 12);
        Assert.Equal(double.PositiveInfinity, paired.VarianceReduction);
    }

    [Fact]
    public void A_value_that_never_happened_leaves_no_difference_of_means()
    {
        var paired = PairedComparison.Of([1, double.PositiveInfinity], [1, double.PositiveInfinity]);

        Assert.Equal(double.NaN, paired.Difference);
        Assert.Equal(Interval.Everything, paired.Interval);

        var welch = WelchComparison.Of([1, double.PositiveInfinity], [1, 2]);
        Assert.Equal(double.NaN, welch.Difference);
        Assert.Equal(Interval.Everything, welch.Interval);
    }

    [Fact]
    public void Equal_values_have_an_exact_difference() =>
        Assert.Equal(new Interval(2, 2), WelchComparison.Of([5.0, 5, 5], [3.0, 3]).Interval);

    [Fact]
    public void Samples_of_different_sizes_are_no_pairs() =>
        Assert.Throws<ArgumentException>(() => PairedComparison.Of(First, Second[..4]));
}
