using System.Collections.Immutable;
using RsrActors.Model.Simulation;
using RsrActors.Model.Statistics.Fitting;

namespace RsrActors.Laboratory.Calibration;

/// <summary>
/// Which simulated points teach the emulator: those near a posterior, because a polynomial of second degree is a good
/// approximation of a small part of the priors only. It looks at parameters and never at outcomes, so it does not
/// select lucky runs.
/// </summary>
internal sealed class TrainingRegion
{
    /// <summary>In multiples of the coefficients of an output.</summary>
    private const double FewestRunsPerTerm = 3;

    private const double Widening = 4; // Of the covariance: the region has twice the posterior's width.
    private const double LeastDeviation = 0.02; // Of an axis of the unit cube.

    private readonly double[] _mean;
    private readonly double[,] _lower;

    private TrainingRegion(double[] mean, double[,] lower) => (_mean, _lower) = (mean, lower);

    public static TrainingRegion Around(ImmutableArray<Particle> posterior)
    {
        var dimensions = posterior[0].Point.Length;
        var covariance = WeightedSample.Covariance(posterior, dimensions);
        for (var i = 0; i < dimensions; i++)
        {
            for (var j = 0; j < dimensions; j++)
                covariance[i, j] *= Widening;
            covariance[i, i] += LeastDeviation * LeastDeviation;
        }

        return new(
            [.. Enumerable.Range(0, dimensions).Select(i => WeightedSample.Mean(posterior, i))],
            SymmetricMatrix.Cholesky(covariance));
    }

    /// <summary>A weight for each point, wide enough for the coefficients that there are.</summary>
    public double[] WeightsOf(ImmutableArray<SimulatedPoint> points)
    {
        var dimensions = _mean.Length;
        var fewest = Math.Min(FewestRunsPerTerm * QuadraticEmulator.TermsFor(dimensions), 0.9 * points.Length);
        double[] squares = [.. points.Select(point => SquareTo(point.Point))];
        for (var scale = 1.0; ; scale *= 1.25)
        {
            double[] weights =
            [
                .. squares.Select(square => PortableMath.Exp(
                    -Math.Max(0, square / (scale * scale) - dimensions) / dimensions)),
            ];
            if (EffectiveSize(weights) >= fewest)
                return weights;
        }
    }

    /// <summary>How many points of weight 1 say as much: (Σ w)² / Σ w².</summary>
    public static double EffectiveSize(IEnumerable<double> weights)
    {
        var (sum, squares) = (0.0, 0.0);
        foreach (var weight in weights)
            (sum, squares) = (sum + weight, squares + weight * weight);
        return sum * sum / squares;
    }

    private double SquareTo(ImmutableArray<double> point)
    {
        double[] away = [.. point.Select((x, i) => x - _mean[i])];
        return SymmetricMatrix.Forward(_lower, away).Sum(one => one * one);
    }
}
