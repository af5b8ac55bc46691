using System.Collections.Immutable;
using RsrActors.Model.Simulation;
using RsrActors.Model.Statistics.Fitting;

namespace RsrActors.Model.Tests.Statistics.Fitting;

/// <summary>Approximate Bayesian computation where the posterior is known.</summary>
public sealed class PopulationMonteCarloTests
{
    private const int Intervals = 10;
    private const int Observed = 37;

    /// <summary>
    /// Counts of ten intervals with the sum 37, prior Gamma(2, 1): the posterior is Gamma(39, 11). Only equal sums are
    /// accepted in the end, so a sample differs from it by chance alone: the lower quantile of one population by 0.06,
    /// the others by less. The limits are more than three times that of the mean of three.
    /// </summary>
    [Fact]
    public void Counts_of_a_Poisson_process_have_the_Gamma_posterior()
    {
        ParticlePopulation[] samples =
            [.. Enumerable.Range(1, 3).Select(seed => PopulationMonteCarlo.Sample(Poisson, new(2000, 0), (ulong)seed))];

        Assert.All(samples, sample => Assert.Equal(0, sample.Tolerance));
        Assert.All(samples, sample => Assert.InRange(sample.EffectiveSize, 1000, 2000));
        AssertNear(3.545455, 0.04, sample => WeightedSample.Mean(sample, 0));
        AssertNear(0.567727, 0.03, sample => Math.Sqrt(WeightedSample.Covariance(sample, 1)[0, 0]));
        AssertNear(2.521165, 0.12, sample => WeightedSample.Quantile(sample, 0, 0.025));
        AssertNear(4.741634, 0.10, sample => WeightedSample.Quantile(sample, 0, 0.975));

        void AssertNear(double expected, double most, Func<ImmutableArray<Particle>, double> statistic) =>
            Assert.InRange(
                samples.Average(sample => statistic(sample.Particles)), expected - most, expected + most);
    }

    [Fact]
    public void Equal_seeds_give_equal_populations_and_others_do_not()
    {
        Assert.Equal(Means(3), Means(3));
        Assert.NotEqual(Means(3), Means(4));

        static double Means(ulong seed) => WeightedSample.Mean(
            PopulationMonteCarlo.Sample(Poisson, new(100, Tolerance: 2), seed).Particles, 0);
    }

    [Fact]
    public void The_weights_add_up_to_one() => Assert.Equal(
        1, PopulationMonteCarlo.Sample(Poisson, new(100, Tolerance: 2), 5).Particles.Sum(one => one.Weight), 9);

    [Fact]
    public void A_sample_that_runs_out_of_tries_says_which_tolerance_it_reached() => Assert.InRange(
        PopulationMonteCarlo.Sample(Poisson, new(200, Tolerance: 0, MostTries: 1000), 5).Tolerance, 1, 100);

    private static readonly BayesianProblem Poisson = new(
        1,
        static dice => [Gamma2(dice)],
        static point => point[0] > 0 ? point[0] * PortableMath.Exp(-point[0]) : 0,
        static (point, dice) => Math.Abs(Sum(point, dice) - Observed));

    /// <summary>The sum of two exponentials is Gamma(2, 1).</summary>
    private static double Gamma2(Dice dice) =>
        -PortableMath.Log(1 - dice.Uniform(Purpose.PriorPlace)) - PortableMath.Log(1 - dice.Uniform(Purpose.PriorPlace, 1));

    /// <summary>Counts the events of a Poisson process one by one.</summary>
    private static int Sum(ImmutableArray<double> rate, Dice dice)
    {
        var (time, count) = (0.0, -1);
        for (; time < Intervals; count++)
            time -= PortableMath.Log(1 - dice.Uniform(Purpose.FleetNoise, count + 1)) / rate[0];
        return count;
    }
}
