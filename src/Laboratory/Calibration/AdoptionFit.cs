using System.Collections.Immutable;
using RsrActors.Model.Simulation;
using RsrActors.Model.Statistics.Fitting;

namespace RsrActors.Laboratory.Calibration;

/// <summary>What simulated points say about the parameters, given observed points.</summary>
internal sealed record AdoptionFit
{
    /// <summary>The posterior, in the unit cube of the priors.</summary>
    public required ImmutableArray<Particle> Posterior { get; init; }

    /// <summary>Where the discrepancy is smallest.</summary>
    public required ImmutableArray<double> Best { get; init; }

    /// <summary>
    /// The smallest discrepancy for each degree of freedom, at least 1. Above 1 the scenario does not give the observed
    /// shares with any behaviour, and all intervals are wider by its root.
    /// </summary>
    public required double Misfit { get; init; }

    /// <summary>
    /// The variance of simulated shares around the emulator, as a multiple of that of a fleet of so many devices.
    /// </summary>
    public required double LackOfFit { get; init; }

    /// <summary>What the variance of a share F is, for each F (1 - F): the observed fleet, and the emulator.</summary>
    public required double PerDevice { get; init; }

    /// <summary>The share at each moment of the plan.</summary>
    public required QuadraticEmulator Shares { get; init; }

    /// <summary>The simulated runs that taught the emulator, as many of weight 1.</summary>
    public required double Runs { get; init; }
}

/// <summary>
/// Bayesian inference by an emulator in place of the simulation. The kernel of approximate Bayesian computation is the
/// distribution of observation and emulation errors; then it is exact for a model with these errors: Wilkinson,
/// Approximate Bayesian computation gives exact results under the assumption of model error, Statistical Applications
/// in Genetics and Molecular Biology 12 (2013) 129-141.
/// </summary>
internal sealed class AdoptionFitting(CalibrationPlan plan, ImmutableArray<int> observed)
{
    private const int Starts = 4;
    private const double Outside = 1e4;

    private readonly AdoptionNoise _noise = AdoptionNoise.Of(plan, observed);

    /// <summary>The discrepancy of one run to the observed points, for a search that compares runs.</summary>
    public double Discrepancy(SimulatedPoint run) => SymmetricMatrix
        .Forward(_noise.Factor(1.0 / plan.ObservedDevices + 1.0 / plan.Devices), Residuals(run)).Sum(one => one * one);

    /// <param name="region">Null for all points alike.</param>
    /// <param name="particles">How many points of the posterior are drawn.</param>
    public AdoptionFit Fit(
        ImmutableArray<SimulatedPoint> runs, TrainingRegion? region, int particles, ulong seed)
    {
        var weights = region?.WeightsOf(runs) ?? [.. runs.Select(_ => 1.0)];
        ImmutableArray<double>[] points = [.. runs.Select(run => run.Point)];
        var size = TrainingRegion.EffectiveSize(weights);
        var lack = LackOfFit(runs, points, weights, size);
        var seeds = TrainingRegion.EffectiveSize(
            runs.Zip(weights, static (run, weight) => (run.Seed, Weight: weight))
                .GroupBy(static one => one.Seed, static one => one.Weight).Select(static group => group.Sum()));
        var terms = QuadraticEmulator.TermsFor(plan.Parameters.Length);
        var emulation = Math.Max(0, lack - 1) + lack * (terms / size + 1 / seeds);
        var perDevice = 1.0 / plan.ObservedDevices + emulation / plan.Devices;
        var factor = _noise.Factor(perDevice);
        var emulator = QuadraticEmulator.Fit(
            points, [.. runs.Select(run => SymmetricMatrix.Forward(factor, Residuals(run)))], weights);
        var best = BestOf(emulator, runs, weights);
        var free = observed.Length - plan.Parameters.Length;
        var misfit = free > 0 ? Math.Max(1, best.Value / free) : 1;
        return new()
        {
            Posterior = Posterior(emulator, best.Value, misfit, particles, seed),
            Best = best.Point,
            Misfit = misfit,
            LackOfFit = lack,
            PerDevice = perDevice,
            Shares = QuadraticEmulator.Fit(points, [.. runs.Select(run => run.Shares.ToArray())], weights),
            Runs = size,
        };
    }

    /// <summary>Fits again where the posterior of the fit before lies.</summary>
    public AdoptionFit FitAgain(
        ImmutableArray<SimulatedPoint> runs, int times, int particles, ulong seed, AdoptionFit? first = null)
    {
        var fit = first ?? Fit(runs, region: null, particles, seed);
        for (var i = 0; i < times; i++)
            fit = Fit(runs, TrainingRegion.Around(fit.Posterior), particles, seed);
        return fit;
    }

    private double[] Residuals(SimulatedPoint run) =>
        [.. observed.Select(place => run.Shares[place] - plan.Observed[place].Share)];

    private double LackOfFit(
        ImmutableArray<SimulatedPoint> runs, ImmutableArray<double>[] points, double[] weights, double size)
    {
        var factor = _noise.Factor(1.0 / plan.Devices);
        double[][] outputs = [.. runs.Select(run => SymmetricMatrix.Forward(factor, Residuals(run)))];
        var emulator = QuadraticEmulator.Fit(points, outputs, weights);
        var squares = 0.0;
        for (var i = 0; i < outputs.Length; i++)
        {
            var expected = emulator.At(points[i]);
            for (var k = 0; k < expected.Length; k++)
                squares += weights[i] * (outputs[i][k] - expected[k]) * (outputs[i][k] - expected[k]);
        }

        return squares / (weights.Sum() * observed.Length) * size / Math.Max(1, size - emulator.Terms);
    }

    private static Minimum BestOf(
        QuadraticEmulator emulator, ImmutableArray<SimulatedPoint> runs, double[] weights)
    {
        var near = weights.Max() / 10;
        var starts = Enumerable.Range(0, runs.Length).Where(i => weights[i] >= near)
            .OrderBy(i => Discrepancy(emulator, runs[i].Point)).Take(Starts);
        ImmutableArray<double> steps = [.. runs[0].Point.Select(_ => 0.08)];
        return starts
            .Select(i => NelderMead.Minimise(
                point =>
                {
                    var inside = Inside(point);
                    return Discrepancy(emulator, inside)
                        + Outside * point.Zip(inside, static (asked, near) => Square(asked - near)).Sum();
                },
                runs[i].Point, steps, tolerance: 1e-6, most: 600))
            .Select(minimum => minimum with { Point = Inside(minimum.Point) })
            .MinBy(minimum => minimum.Value)!;
    }

    /// <summary>
    /// A point is accepted with the chance exp(-(χ² - χ²₀) / 2 φ). With E exponential that is √((χ² - χ²₀) / 2 φ E) ≤
    /// 1, so this root is the distance, and 1 the tolerance at which the population has the posterior.
    /// </summary>
    private ImmutableArray<Particle> Posterior(
        QuadraticEmulator emulator, double least, double misfit, int particles, ulong seed)
    {
        var dimensions = plan.Parameters.Length;
        var problem = new BayesianProblem(
            dimensions,
            dice => [.. Enumerable.Range(0, dimensions).Select(i => dice.Uniform(Purpose.PriorPlace, i))],
            static point => point.All(x => x is >= 0 and <= 1) ? 1 : 0,
            (point, dice) =>
            {
                var exponential = -PortableMath.Log(1 - dice.Uniform(Purpose.Acceptance));
                var excess = Math.Max(0, Discrepancy(emulator, point) - least);
                return Math.Sqrt(excess / (2 * misfit * Math.Max(exponential, 1e-12)));
            });
        return PopulationMonteCarlo.Sample(problem, new(particles, Tolerance: 1), seed).Particles;
    }

    private static double Discrepancy(QuadraticEmulator emulator, ImmutableArray<double> point) =>
        emulator.At(point).Sum(Square);

    private static ImmutableArray<double> Inside(ImmutableArray<double> point) =>
        [.. point.Select(x => Math.Clamp(x, 0, 1))];

    private static double Square(double x) => x * x;
}
