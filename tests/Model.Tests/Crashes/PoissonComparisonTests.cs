using System.Numerics;
using CsCheck;
using RsrActors.Model.Statistics;

namespace RsrActors.Model.Tests.Crashes;

public sealed class PoissonComparisonTests
{
    // poisson.test of R 4.2.2.
    [Theory]
    [InlineData(11, 800, 21, 3011, 1.971488095, 0.07966863303, 0.8584264034, 4.277265944)]
    [InlineData(2, 17877, 9, 16660, 0.2070941557, 0.03309420321, 0.02177406276, 1.000549104)]
    [InlineData(49, 7114, 809, 165235, 1.406810958, 0.02516631067, 1.032092300, 1.877878253)]
    public void Two_rates_compare_as_in_R(
        int first, double over, int second, double overSecond, double ratio, double p, double low, double high)
    {
        var comparison = new PoissonComparison(new(first, over), new(second, overSecond));

        AssertTenDigits(ratio, comparison.RateRatio);
        AssertTenDigits(p, comparison.TwoSided);
        AssertTenDigits(low, comparison.Interval().Low);
        AssertTenDigits(high, comparison.Interval().High);
    }

    [Fact]
    public void The_chances_are_the_sums_over_all_outcomes() =>
        Gen.Select(Gen.Int[0, 25], Gen.Int[0, 25], Gen.Int[1, 30], Gen.Int[1, 30]).Sample((x1, x2, t1, t2) =>
        {
            var comparison = new PoissonComparison(new(x1, t1), new(x2, t2));
            var n = x1 + x2;
            var outcomes = Enumerable.Range(0, n + 1)
                .Select(k => Binomial(n, k) * BigInteger.Pow(t1, k) * BigInteger.Pow(t2, n - k)).ToArray();
            var all = BigInteger.Pow(t1 + t2, n);

            AssertClose(
                Share(outcomes.Where(o => o * 10_000_000 <= outcomes[x1] * 10_000_001), all), comparison.TwoSided);
            AssertClose(Share(outcomes.Skip(x1), all), comparison.Greater);
        });

    [Fact]
    public void The_comparison_is_the_same_when_the_rates_are_exchanged() => Any((comparison, swapped) =>
    {
        AssertClose(comparison.TwoSided, swapped.TwoSided);
        var (interval, mirrored) = (comparison.Interval(0.9), swapped.Interval(0.9));
        AssertClose(interval.Low, 1 / mirrored.High);
        AssertClose(interval.High, 1 / mirrored.Low);
    });

    [Fact]
    public void The_one_sided_chances_overlap_in_the_outcome_only() => Any((comparison, swapped) =>
        Assert.InRange(comparison.Greater + swapped.Greater, 1, 2));

    [Fact]
    public void The_comparison_does_not_depend_on_the_unit_of_the_exposures() => Any((comparison, _) =>
    {
        var inMinutes = new PoissonComparison(
            comparison.First with { Exposure = comparison.First.Exposure * 60 },
            comparison.Second with { Exposure = comparison.Second.Exposure * 60 });
        AssertClose(comparison.TwoSided, inMinutes.TwoSided);
        AssertClose(comparison.Interval().Low, inMinutes.Interval().Low);
    });

    [Fact]
    public void The_interval_contains_the_ratio_and_has_equal_tails() => Any((comparison, swapped) =>
    {
        var interval = comparison.Interval(0.8);
        Assert.InRange(comparison.RateRatio, interval.Low, interval.High);
        if (comparison.First.Count > 0)
            AssertClose(0.1, Rated(comparison, interval.Low).Greater);
        if (comparison.Second.Count > 0)
            AssertClose(0.1, Rated(swapped, 1 / interval.High).Greater);

        static PoissonComparison Rated(PoissonComparison comparison, double ratio) =>
            comparison with { First = comparison.First with { Exposure = comparison.First.Exposure * ratio } };
    });

    [Fact]
    public void A_comparison_without_counts_has_no_result()
    {
        var nothing = new PoissonComparison(new(0, 3), new(0, 5));

        Assert.Equal(1, nothing.TwoSided);
        Assert.Equal(1, nothing.Greater);
        Assert.Equal(new RatioInterval(0, double.PositiveInfinity), nothing.Interval());
    }

    // 1 - 0.975^(1/9) and so on: one side of Clopper and Pearson has a closed form.
    [Fact]
    public void A_count_of_zero_bounds_the_ratio_on_one_side()
    {
        var p = 1 - Math.Pow(0.025, 1.0 / 9);
        var interval = new PoissonComparison(new(0, 10), new(9, 20)).Interval();

        Assert.Equal(0, interval.Low);
        AssertClose(p / (1 - p) * 2, interval.High);
    }

    [Fact]
    public void Large_counts_give_exact_small_chances()
    {
        var comparison = new PoissonComparison(new(60_000, 1), new(50_000, 1));
        AssertClose(6.0589517126358816e-200, comparison.TwoSided); // By an arbitrary precision library.
        AssertClose(comparison.TwoSided, 2 * comparison.Greater);
        Assert.Equal(1, new PoissonComparison(new(1_000_000, 1), new(1_000_000, 1)).TwoSided, 1e-9);
    }

    [Fact]
    public void A_comparison_allocates_nothing()
    {
        var comparison = new PoissonComparison(new(3, 40), new(5, 300));
        _ = comparison.TwoSided + comparison.Greater + comparison.Interval().Low;

        var before = GC.GetAllocatedBytesForCurrentThread();
        _ = comparison.TwoSided + comparison.Greater + comparison.Interval().Low;
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static void Any(Action<PoissonComparison, PoissonComparison> check) =>
        Gen.Select(Gen.Int[0, 60], Gen.Int[0, 60], Gen.Double[0.1, 500], Gen.Double[0.1, 500])
            .Where((x1, x2, _, _) => x1 + x2 > 0)
            .Sample((x1, x2, t1, t2) => check(new(new(x1, t1), new(x2, t2)), new(new(x2, t2), new(x1, t1))), iter: 500);

    private static BigInteger Binomial(int n, int k) =>
        Enumerable.Range(1, k).Aggregate(BigInteger.One, (product, i) => product * (n - k + i) / i);

    private static double Share(IEnumerable<BigInteger> some, BigInteger all) =>
        (double)(some.Aggregate(BigInteger.Zero, BigInteger.Add) * BigInteger.Pow(10, 120) / all) / 1e120;

    private static void AssertTenDigits(double expected, double actual) => Assert.Equal(1, actual / expected, 6e-10);

    private static void AssertClose(double expected, double actual) =>
        Assert.True(expected == actual || Math.Abs(actual / expected - 1) < 1e-11, $"{actual:R} is not {expected:R}.");
}
