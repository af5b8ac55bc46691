using System.Collections.Immutable;
using RsrActors.Model.Statistics.Fitting;

namespace RsrActors.Model.Tests.Statistics.Fitting;

public sealed class MinimisationTests
{
    [Fact] // scipy 1.10 needs 159 evaluations and reaches 8.2e-10.
    public void The_simplex_finds_the_minimum_of_Rosenbrocks_function()
    {
        var minimum = NelderMead.Minimise(Rosenbrock, [-1.2, 1], [-0.06, 0.05]);

        Assert.All(minimum.Point, x => Assert.Equal(1, x, 4));
        Assert.InRange(minimum.Value, 0, 1e-8);
        Assert.InRange(minimum.Evaluations, 100, 250);
    }

    [Fact]
    public void The_simplex_ends_after_the_allowed_evaluations() =>
        Assert.InRange(NelderMead.Minimise(Rosenbrock, [-1.2, 1], [0.5, 0.5], most: 30).Evaluations, 30, 35);

    [Theory] // Computed from the formulas of the tutorial with an own script.
    [InlineData(2, 6, 2.028611, 0.624555, 0.446205, 0.154815, 0.057859, 1.446205, 1.254273)]
    [InlineData(3, 7, 2.254815, 0.558801, 0.414909, 0.096410, 0.051243, 1.414909, 1.596878)]
    [InlineData(5, 8, 2.600179, 0.450200, 0.365088, 0.047292, 0.038169, 1.365088, 2.128524)]
    public void CMA_ES_has_the_default_settings_of_Hansens_tutorial(
        int dimensions, int lambda, double muEff, double cc, double cSigma, double c1, double cMu, double dSigma,
        double chiN)
    {
        var settings = CovarianceSettings.For(dimensions);

        Assert.Equal(lambda, settings.Lambda);
        Assert.Equal(
            [muEff, cc, cSigma, c1, cMu, dSigma, chiN],
            ((double[])[
                settings.MuEff, settings.Cc, settings.CSigma, settings.C1, settings.CMu, settings.DSigma, settings.ChiN,
            ]).Select(value => Math.Round(value, 6)));
    }

    [Fact]
    public void CMA_ES_weighs_the_best_half_of_a_generation() => Assert.Equal(
        [0.637043, 0.284570, 0.078387], CovarianceSettings.For(2).Weights.Select(weight => Math.Round(weight, 6)));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void CMA_ES_finds_the_minimum_of_Rosenbrocks_function(int seed)
    {
        var search = new CovarianceAdaptation(CovarianceSettings.For(2), [-1.2, 1], 0.5, (ulong)seed);

        for (var i = 0; i < 200; i++)
            search.Tell([.. search.Ask().Select(Rosenbrock)]);

        Assert.All(search.Mean, x => Assert.Equal(1, x, 5));
    }

    [Fact]
    public void A_search_whose_values_have_another_scale_asks_for_the_same_points()
    {
        var one = new CovarianceAdaptation(CovarianceSettings.For(2), [-1.2, 1], 0.5, 7);
        var other = new CovarianceAdaptation(CovarianceSettings.For(2), [-1.2, 1], 0.5, 7);
        for (var i = 0; i < 20; i++)
        {
            one.Tell([.. one.Ask().Select(Rosenbrock)]);
            other.Tell([.. other.Ask().Select(point => 5 + 3 * Rosenbrock(point))]);
        }

        Assert.Equal(one.Mean.AsEnumerable(), other.Mean);
    }

    private static double Rosenbrock(ImmutableArray<double> x) =>
        100 * (x[1] - x[0] * x[0]) * (x[1] - x[0] * x[0]) + (1 - x[0]) * (1 - x[0]);
}
