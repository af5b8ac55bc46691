using System.Collections.Immutable;
using CsCheck;
using RsrActors.Model.Statistics.Designs;

namespace RsrActors.Model.Tests.Statistics.Designs;

public sealed class SobolIndicesTests
{
    [Theory] // By scipy's Sobol sequence and an own script; N = 4096 is nearest to the exact values.
    [InlineData(1024, 3.506056, 13.818954, 0.332955, 0.441314, 0.018579, 0.558179, 0.443285, 0.242149)]
    [InlineData(4096, 3.499912, 13.844530, 0.314106, 0.442473, -0.000065, 0.557435, 0.442454, 0.243293)]
    [InlineData(16384, double.NaN, double.NaN, 0.315338, 0.442418, 0.001422, 0.558334, 0.442423, 0.243653)]
    public void The_indices_of_the_function_of_Ishigami(
        int sets, double mean, double variance,
        double first1, double first2, double first3, double total1, double total2, double total3)
    {
        var design = SaltelliDesign.Of(sets, 3);
        var indices = SobolIndices.Of(design, [.. design.Points.Select(point => Ishigami.At(point))], 1, resamples: 2);

        if (!double.IsNaN(mean))
        {
            Assert.Equal(mean, indices.Mean, 6);
            Assert.Equal(variance, indices.Variance, 6);
        }

        Assert.Equal([first1, first2, first3], Rounded(indices.PerFactorGroup.Select(group => group.First)));
        Assert.Equal([total1, total2, total3], Rounded(indices.PerFactorGroup.Select(group => group.Total)));
    }

    [Fact]
    public void The_intervals_contain_the_estimates_and_the_exact_indices()
    {
        var indices = Of(SaltelliDesign.Of(4096, 3), point => Ishigami.At(point));

        Assert.Equal(Ishigami.Variance, indices.Variance, 3);
        Assert.All(indices.PerFactorGroup, group =>
        {
            Assert.True(group.FirstInterval.Contains(group.First));
            Assert.True(group.TotalInterval.Contains(group.Total));
            Assert.True(group.FirstInterval.Contains(Ishigami.First[group.FactorGroup]));
            Assert.True(group.TotalInterval.Contains(Ishigami.Total[group.FactorGroup]));
            Assert.InRange(group.TotalInterval.High - group.TotalInterval.Low, 0.001, 0.1);
        });
    }

    [Fact]
    public void A_group_of_factors_has_indices_together()
    {
        var groups = Of(SaltelliDesign.OfGroups(4096, [[0, 2], [1]]), point => Ishigami.At(point)).PerFactorGroup;

        Assert.Equal([0.5576, 0.4424], groups.Select(group => group.Total), Within(0.002));
        Assert.Equal([0.5576, 0.4424], groups.Select(group => group.First), Within(0.002));
    }

    // Independent factors that only add up: S = S_T = c² / Σ c².
    [Fact]
    public void A_sum_of_factors_has_its_shares_of_variance_as_first_and_as_total_indices()
    {
        var factors = Of(SaltelliDesign.Of(4096, 3), point => point[0] + 2 * point[1] + 3 * point[2]).PerFactorGroup;

        Assert.Equal([1 / 14.0, 4 / 14.0, 9 / 14.0], factors.Select(factor => factor.First), Within(0.001));
        Assert.Equal([1 / 14.0, 4 / 14.0, 9 / 14.0], factors.Select(factor => factor.Total), Within(0.001));
    }

    [Fact]
    public void A_factor_without_effect_has_the_indices_0() => Assert.Equal(
        (0, 0),
        Of(SaltelliDesign.Of(64, 2), point => point[0]) is var indices
            ? (indices.PerFactorGroup[1].First, indices.PerFactorGroup[1].Total)
            : default);

    [Fact]
    public void A_response_that_does_not_change_has_no_indices()
    {
        var indices = Of(SaltelliDesign.Of(8, 2), _ => 5);

        Assert.Equal((5, 0), (indices.Mean, indices.Variance));
        Assert.All(indices.PerFactorGroup, group => Assert.Equal(double.NaN, group.First));
    }

    [Fact]
    public void A_unit_and_an_origin_of_the_response_change_no_index() => Gen
        .Select(Gen.Double[0.1, 50], Gen.Double[-100, 100])
        .Sample((unit, origin) =>
        {
            var design = SaltelliDesign.Of(64, 3);
            var one = Of(design, point => Ishigami.At(point)).PerFactorGroup;
            var other = Of(design, point => origin + unit * Ishigami.At(point)).PerFactorGroup;

            Assert.Equal(one.Select(group => group.First), other.Select(group => group.First), Within(1e-9));
            Assert.Equal(one.Select(group => group.Total), other.Select(group => group.Total), Within(1e-9));
        }, iter: 20);

    [Fact]
    public void Each_point_between_A_and_B_takes_one_factor_of_B() => Gen
        .Select(Gen.Int[2, 8], Gen.Int[1, 5])
        .Sample((sets, factors) =>
        {
            var design = SaltelliDesign.Of(sets, factors);

            Assert.Equal(sets * (factors + 2), design.Points.Length);
            Assert.All(design.Points.Chunk(design.PointsPerSet), (rows, j) =>
            {
                Assert.Equal<double>(SobolSequence.Point((uint)j, 2 * factors), [.. rows[0], .. rows[^1]]);
                Assert.All(rows[1..^1], (row, i) => Assert.Equal<double>(rows[0].SetItem(i, rows[^1][i]), row));
            });
        });

    [Fact]
    public void A_factor_in_two_groups_or_in_none_is_refused()
    {
        Assert.Throws<ArgumentException>(() => SaltelliDesign.OfGroups(8, [[0, 1], [1]]));
        Assert.Throws<ArgumentException>(() => SaltelliDesign.OfGroups(8, [[0], [2]]));
    }

    private static SobolIndices Of(SaltelliDesign design, Func<ImmutableArray<double>, double> response) =>
        SobolIndices.Of(design, [.. design.Points.Select(response)], seed: 1);

    private static double[] Rounded(IEnumerable<double> values) => [.. values.Select(value => Math.Round(value, 6))];

    private static Comparison Within(double tolerance) => new(tolerance);

    private sealed class Comparison(double tolerance) : IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) <= tolerance;

        public int GetHashCode(double value) => 0;
    }
}
