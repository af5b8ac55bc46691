using System.Collections.Immutable;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Statistics.Fitting;

/// <summary>What approximate Bayesian computation is about.</summary>
/// <param name="Dimensions">How many parameters there are.</param>
/// <param name="Draw">A point from the prior, by dice that are for this point only.</param>
/// <param name="Density">The prior's density, up to a factor; 0 where it has no point.</param>
/// <param name="Distance">
/// Simulates data at a point and compares them with those that were observed; by dice for this comparison only.
/// </param>
public sealed record BayesianProblem(
    int Dimensions, Func<Dice, ImmutableArray<double>> Draw, Func<ImmutableArray<double>, double> Density,
    Func<ImmutableArray<double>, Dice, double> Distance);

/// <summary>How much is drawn.</summary>
/// <param name="Particles">How many points a population has.</param>
/// <param name="Tolerance">
/// The distance at which it ends. With 0, data must be equal to those that were observed, and the posterior is exact.
/// </param>
/// <param name="MostTries">
/// How many points may be tried in all; then it ends with the tolerance that was reached.
/// </param>
public sealed record PopulationSettings(int Particles, double Tolerance, int MostTries = 2_000_000);

/// <summary>A point of a posterior.</summary>
/// <param name="Weight">All weights of a population add up to 1.</param>
public readonly record struct Particle(ImmutableArray<double> Point, double Weight);

/// <summary>A sample of a posterior.</summary>
/// <param name="Tolerance">The largest distance of its points to the observed data.</param>
/// <param name="Tries">How many points were tried.</param>
public sealed record ParticlePopulation(ImmutableArray<Particle> Particles, double Tolerance, int Tries)
{
    /// <summary>How many points of equal weight say as much: 1 / Σ w².</summary>
    public double EffectiveSize => 1 / Particles.Sum(one => one.Weight * one.Weight);
}

/// <summary>
/// Approximate Bayesian computation by population Monte Carlo: points drawn from the prior are moved and weighed while
/// the tolerance falls. Beaumont, Cornuet, Marin and Robert, Adaptive approximate Bayesian computation, Biometrika 96
/// (2009) 983-990; Toni et al., Journal of the Royal Society Interface 6 (2009) 187-202. The kernel is normal with
/// twice the weighted covariance of the population before, and each tolerance is the median of its distances.
/// </summary>
public static class PopulationMonteCarlo
{
    private const int MostRounds = 200;

    /// <param name="seed">Equal seeds give equal populations.</param>
    public static ParticlePopulation Sample(BayesianProblem problem, PopulationSettings settings, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.Particles, 2, nameof(settings));
        var tries = 0;
        var population = First(problem, settings, seed, ref tries);
        var tolerance = population.Max(one => one.Distance);
        for (var round = 1; round <= MostRounds && tolerance > settings.Tolerance; round++)
        {
            var next = Math.Max(settings.Tolerance, NextTolerance(population, tolerance));
            if (Moved(problem, settings, new(seed, round), population, next, ref tries) is not { } moved)
                break;
            (population, tolerance) = (moved, next);
        }

        return new([.. population.Select(one => new Particle(one.Point, one.Weight))], tolerance, tries);
    }

    private readonly record struct Drawn(ImmutableArray<double> Point, double Distance, double Weight);

    private readonly record struct Round(ulong Seed, int Number)
    {
        /// <summary>Each try has dice of its own, whatever the others drew.</summary>
        public Dice Of(int attempt) => new(Seed, ((ulong)Number << 32) | (uint)attempt);
    }

    private static ImmutableArray<Drawn> First(
        BayesianProblem problem, PopulationSettings settings, ulong seed, ref int tries)
    {
        var population = new List<Drawn>();
        for (var i = 0; population.Count < settings.Particles && tries < settings.MostTries; i++)
        {
            tries++;
            var dice = new Round(seed, 0).Of(i);
            var point = problem.Draw(dice);
            if (problem.Distance(point, dice) is var distance && double.IsFinite(distance))
                population.Add(new(point, distance, 1.0 / settings.Particles));
        }

        return population.Count == settings.Particles
            ? [.. population]
            : throw new ArgumentException("Almost no point of the prior has a distance.", nameof(problem));
    }

    /// <summary>The median of the distances; where half of them are equal to the tolerance, the next smaller.</summary>
    private static double NextTolerance(ImmutableArray<Drawn> population, double tolerance)
    {
        double[] distances = [.. population.Select(one => one.Distance).Order()];
        var median = distances[(distances.Length - 1) / 2];
        return median < tolerance
            ? median
            : distances.Where(distance => distance < tolerance).DefaultIfEmpty(0).Max();
    }

    private static ImmutableArray<Drawn>? Moved(
        BayesianProblem problem, PopulationSettings settings, Round round, ImmutableArray<Drawn> before,
        double tolerance, ref int tries)
    {
        var kernel = KernelOf(before, problem.Dimensions);
        var cumulated = new double[before.Length];
        for (var i = 0; i < before.Length; i++)
            cumulated[i] = before[i].Weight + (i > 0 ? cumulated[i - 1] : 0);
        var moved = new List<Drawn>();
        for (var attempt = 0; moved.Count < settings.Particles; attempt++)
        {
            if (tries++ >= settings.MostTries)
                return null;
            var dice = round.Of(attempt);
            var parent = Array.BinarySearch(cumulated, dice.Uniform(Purpose.ParentParticle) * cumulated[^1]);
            parent = Math.Min(parent < 0 ? ~parent : parent, before.Length - 1);
            var point = kernel.Move(before[parent].Point, dice);
            var density = problem.Density(point);
            if (density > 0 && problem.Distance(point, dice) is var distance && distance <= tolerance)
                moved.Add(new(point, distance, density / kernel.DensityAt(point, before)));
        }

        var sum = moved.Sum(one => one.Weight);
        return [.. moved.Select(one => one with { Weight = one.Weight / sum })];
    }

    private static Kernel KernelOf(ImmutableArray<Drawn> population, int dimensions)
    {
        var covariance = WeightedSample.Covariance(
            [.. population.Select(one => new Particle(one.Point, one.Weight))], dimensions);
        for (var i = 0; i < dimensions; i++)
        {
            for (var j = 0; j < dimensions; j++)
                covariance[i, j] *= 2;
        }

        return new(SymmetricMatrix.Cholesky(covariance));
    }

    private sealed record Kernel(double[,] Lower)
    {
        public ImmutableArray<double> Move(ImmutableArray<double> from, Dice dice)
        {
            var normal = Enumerable.Range(0, from.Length)
                .Select(i => NormalDraw.Of(dice, Purpose.ParticleMove, i)).ToArray();
            return [.. SymmetricMatrix.Times(Lower, normal).Select((step, i) => from[i] + step)];
        }

        /// <summary>Of the whole mixture, without the factor that all points share.</summary>
        public double DensityAt(ImmutableArray<double> point, ImmutableArray<Drawn> centres)
        {
            var (sum, n) = (0.0, point.Length);
            Span<double> x = stackalloc double[n];
            foreach (var centre in centres)
            {
                var square = 0.0;
                for (var i = 0; i < n; i++)
                {
                    var rest = point[i] - centre.Point[i];
                    for (var k = 0; k < i; k++)
                        rest -= Lower[i, k] * x[k];
                    x[i] = rest / Lower[i, i];
                    square += x[i] * x[i];
                }

                sum += centre.Weight * PortableMath.Exp(-square / 2);
            }

            return sum;
        }
    }
}
