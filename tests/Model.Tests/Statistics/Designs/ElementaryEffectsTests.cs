using System.Collections.Immutable;
using CsCheck;
using RsrActors.Model.Statistics.Designs;

namespace RsrActors.Model.Tests.Statistics.Designs;

public sealed class ElementaryEffectsTests
{
    /// <summary>Saltelli et al., Global Sensitivity Analysis: The Primer (2008), an exercise, in thirds.</summary>
    private static readonly ImmutableArray<Trajectory> Book =
    [
        InThirds((0, 1), (0, 3), (2, 3)), InThirds((0, 1), (2, 1), (2, 3)), InThirds((2, 0), (2, 2), (0, 2)),
        InThirds((1, 3), (3, 3), (3, 1)), InThirds((1, 3), (1, 1), (3, 1)), InThirds((1, 2), (1, 0), (3, 0)),
    ];

    private static readonly double[][] BookResponses =
    [
        [0.97, 0.71, 2.39], [0.97, 2.30, 2.39], [1.87, 2.40, 0.87],
        [2.15, 1.71, 1.54], [2.15, 2.17, 1.54], [2.20, 1.87, 1.0],
    ];

    [Fact]
    public void The_effects_of_the_book_s_exercise()
    {
        var effects = ElementaryEffects.Of(Book, BookResponses);

        Assert.Equal([2.52, 1.995, 2.295, -0.66, -0.945, -1.305], Rounded(effects[0].Effects));
        Assert.Equal([-0.39, 0.135, 0.795, 0.255, -0.03, 0.495], Rounded(effects[1].Effects));
        Assert.Equal([0.65, 0.21], Rounded(effects.Select(effect => effect.Mean)));
        Assert.Equal([1.62, 0.35], Rounded(effects.Select(effect => effect.MeanOfSizes)));
        Assert.Equal([1.794107, 0.411995], Rounded(effects.Select(effect => effect.Spread)));
    }

    [Fact]
    public void The_standardized_effects_are_those_of_SALib()
    {
        var effects = ElementaryEffects.Of(Book, BookResponses, EffectScale.Standardized);

        Assert.Equal([0.090389, 0.146679], Rounded(effects.Select(effect => effect.Mean)));
        Assert.Equal([0.968042, 0.212761], Rounded(effects.Select(effect => effect.MeanOfSizes)));
        Assert.Equal([1.064537, 0.223857], Rounded(effects.Select(effect => effect.Spread)));
    }

    [Fact]
    public void A_trajectory_changes_each_factor_once_by_the_step_and_stays_on_the_grid() => Gen
        .Select(Gen.Int[1, 8], Gen.OneOf([2, 4, 6, 10]), Gen.ULong)
        .Sample((factors, levels, seed) => Assert.All(
            MorrisDesign.Trajectories(5, factors, seed, levels), trajectory =>
            {
                var changes = trajectory.Points.Zip(trajectory.Points.Skip(1), (from, to) =>
                    Enumerable.Range(0, factors).Single(factor => from[factor] != to[factor])).ToList();
                Assert.Equal(Enumerable.Range(0, factors), changes.Order());
                Assert.All(changes, (factor, i) => Assert.Equal(
                    MorrisDesign.StepOf(levels),
                    Math.Abs(trajectory.Points[i + 1][factor] - trajectory.Points[i][factor]), 1e-12));
                Assert.All(trajectory.Points.SelectMany(point => point), x =>
                {
                    Assert.InRange(x, 0, 1);
                    Assert.Equal(Math.Round(x * (levels - 1)), x * (levels - 1), 1e-9);
                });
            }));

    [Fact]
    public void A_linear_response_has_its_coefficients_as_effects_and_no_spread() =>
        Gen.Double[-10, 10].Array[1, 6].Sample(coefficients =>
        {
            var trajectories = MorrisDesign.Trajectories(7, coefficients.Length, 1);
            var effects = ElementaryEffects.Of(trajectories, Responses(
                trajectories, point => point.Zip(coefficients, (x, c) => x * c).Sum()));

            Assert.All(effects, effect =>
            {
                Assert.Equal(coefficients[effect.Factor], effect.Mean, 1e-9);
                Assert.Equal(Math.Abs(coefficients[effect.Factor]), effect.MeanOfSizes, 1e-9);
                Assert.Equal(0, effect.Spread, 1e-6);
            });
        });

    [Fact]
    public void A_response_that_does_not_change_has_no_effects_on_either_scale()
    {
        var trajectories = MorrisDesign.Trajectories(4, 3, 1);

        Assert.All(
            Enum.GetValues<EffectScale>(),
            scale => Assert.All(
                ElementaryEffects.Of(trajectories, Responses(trajectories, _ => 5), scale),
                effect => Assert.Equal((0, 0, 0), (effect.Mean, effect.MeanOfSizes, effect.Spread))));
    }

    // Exact values over the grid, by enumeration: μ* is 7.704054, 7.875 and 6.248796, and the sizes of the effects
    // deviate from it by 6.2488, 0 and 6.2488. SALib's regression test has 7.682808, 7.875 and 6.256295 for 10,000
    // trajectories of its own.
    [Theory]
    [InlineData(1000)]
    [InlineData(10_000)]
    public void The_effects_on_the_function_of_Ishigami(int count)
    {
        var trajectories = MorrisDesign.Trajectories(count, 3, 20230710);
        var effects = ElementaryEffects.Of(trajectories, Responses(trajectories, point => Ishigami.At(point)));
        var tolerance = 4 * 6.2488 / Math.Sqrt(count);

        Assert.InRange(effects[0].MeanOfSizes, 7.704054 - tolerance, 7.704054 + tolerance);
        Assert.Equal(7.875, effects[1].MeanOfSizes, 9);
        Assert.InRange(effects[2].MeanOfSizes, 6.248796 - tolerance, 6.248796 + tolerance);
        Assert.True(effects[0].IntervalOfSizes().Contains(effects[0].MeanOfSizes));
    }

    [Fact]
    public void A_grid_has_an_even_count_of_levels() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => MorrisDesign.Trajectories(1, 1, 1, levels: 5));

    private static Trajectory InThirds(params (int, int)[] points) =>
        new([.. points.Select(point => ImmutableArray.Create(point.Item1 / 3.0, point.Item2 / 3.0))]);

    private static double[] Rounded(IEnumerable<double> values) => [.. values.Select(value => Math.Round(value, 6))];

    private static double[][] Responses(
        ImmutableArray<Trajectory> trajectories, Func<ImmutableArray<double>, double> response) =>
        [.. trajectories.Select(trajectory => trajectory.Points.Select(response).ToArray())];
}
