using System.Collections.Immutable;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Statistics.Fitting;

/// <summary>
/// The default settings of CMA-ES for a number of dimensions: Hansen, The CMA evolution strategy: a tutorial,
/// arXiv:1604.00772, table 1, with positive weights only. The names are the tutorial's.
/// </summary>
public sealed record CovarianceSettings
{
    private CovarianceSettings()
    {
    }

    /// <summary>λ, the points of a generation.</summary>
    public required int Lambda { get; init; }

    /// <summary>Of the best half of a generation, the best first; they add up to 1.</summary>
    public required ImmutableArray<double> Weights { get; init; }

    /// <summary>The variance-effective size of the selection.</summary>
    public required double MuEff { get; init; }

    public required double Cc { get; init; }

    public required double CSigma { get; init; }

    public required double C1 { get; init; }

    public required double CMu { get; init; }

    public required double DSigma { get; init; }

    /// <summary>The expected length of a standard normal vector.</summary>
    public required double ChiN { get; init; }

    /// <param name="dimensions">From 1.</param>
    /// <param name="lambda">Another number of points than 4 + ⌊3 ln n⌋; at least 4.</param>
    public static CovarianceSettings For(int dimensions, int? lambda = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        double n = dimensions;
        var points = lambda ?? 4 + (int)Math.Floor(3 * PortableMath.Log(n));
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 4, nameof(lambda));
        var raw = Enumerable.Range(1, points / 2)
            .Select(i => PortableMath.Log((points + 1) / 2.0) - PortableMath.Log(i)).ToArray();
        var weights = raw.Select(one => one / raw.Sum()).ToImmutableArray();
        var mu = 1 / weights.Sum(one => one * one);
        var cSigma = (mu + 2) / (n + mu + 5);
        var c1 = 2 / ((n + 1.3) * (n + 1.3) + mu);
        return new()
        {
            Lambda = points,
            Weights = weights,
            MuEff = mu,
            Cc = (4 + mu / n) / (n + 4 + 2 * mu / n),
            CSigma = cSigma,
            C1 = c1,
            CMu = Math.Min(1 - c1, 2 * (mu - 2 + 1 / mu) / ((n + 2) * (n + 2) + mu)),
            DSigma = 1 + 2 * Math.Max(0, Math.Sqrt((mu - 1) / (n + 1)) - 1) + cSigma,
            ChiN = Math.Sqrt(n) * (1 - 1 / (4 * n) + 1 / (21 * n * n)),
        };
    }
}

/// <summary>
/// CMA-ES: draws generations of points from a normal distribution, and adapts it to those with the smallest values.
/// Only the order of the values of a generation matters, so it suits functions with steps and noise. The caller
/// computes the values; so they may be simulations. Equal seeds and values give equal points.
/// </summary>
/// <param name="mean">Where it starts.</param>
/// <param name="sigma">The first standard deviation along each axis.</param>
public sealed class CovarianceAdaptation(
    CovarianceSettings settings, ImmutableArray<double> mean, double sigma, ulong seed)
{
    private readonly int _n = mean.Length;
    private readonly double[,] _covariance = Identity(mean.Length);
    private double[] _mean = [.. mean];
    private double[] _pathSigma = new double[mean.Length];
    private double[] _pathC = new double[mean.Length];
    private double[] _scales = [.. Enumerable.Repeat(1.0, mean.Length)];
    private double[,] _axes = Identity(mean.Length);

    public int Generation { get; private set; }

    public double Sigma { get; private set; } = sigma;

    /// <summary>The centre of the next generation.</summary>
    public ImmutableArray<double> Mean => [.. _mean];

    /// <summary>The points of this generation; the same ones until <see cref="Tell"/>.</summary>
    public ImmutableArray<ImmutableArray<double>> Ask() =>
        [.. Enumerable.Range(0, settings.Lambda).Select(i => Draw(new Dice(seed, (ulong)Generation), i))];

    /// <summary>Gives the values of the points of <see cref="Ask"/>, in their order, and begins a generation.</summary>
    public void Tell(ImmutableArray<double> values)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, settings.Lambda, nameof(values));
        var points = Ask();
        var best = Enumerable.Range(0, values.Length)
            .OrderBy(i => double.IsNaN(values[i]) ? double.PositiveInfinity : values[i])
            .Take(settings.Weights.Length)
            .Select(i => points[i]).ToArray();
        var steps = best
            .Select(point => point.Select((x, i) => (x - _mean[i]) / Sigma).ToArray()).ToArray();
        var step = Combine(steps);
        for (var i = 0; i < _n; i++)
            _mean[i] += Sigma * step[i];

        var (cs, cc, c1, cmu) = (settings.CSigma, settings.Cc, settings.C1, settings.CMu);
        var white = Whiten(step);
        for (var i = 0; i < _n; i++)
            _pathSigma[i] = (1 - cs) * _pathSigma[i] + Math.Sqrt(cs * (2 - cs) * settings.MuEff) * white[i];
        var length = Math.Sqrt(_pathSigma.Sum(x => x * x));
        var faded = 1 - PortableMath.Exp(2 * (Generation + 1) * PortableMath.Log(1 - cs));
        var isShort = length / Math.Sqrt(faded) < (1.4 + 2.0 / (_n + 1)) * settings.ChiN;
        for (var i = 0; i < _n; i++)
        {
            _pathC[i] = (1 - cc) * _pathC[i]
                + (isShort ? Math.Sqrt(cc * (2 - cc) * settings.MuEff) * step[i] : 0);
        }

        for (var i = 0; i < _n; i++)
        {
            for (var j = 0; j < _n; j++)
            {
                var rank = 0.0;
                for (var k = 0; k < steps.Length; k++)
                    rank += settings.Weights[k] * steps[k][i] * steps[k][j];
                _covariance[i, j] = (1 - c1 - cmu + (isShort ? 0 : c1 * cc * (2 - cc))) * _covariance[i, j]
                    + c1 * _pathC[i] * _pathC[j] + cmu * rank;
            }
        }

        Sigma *= PortableMath.Exp(cs / settings.DSigma * (length / settings.ChiN - 1));
        Generation++;
        (var values2, _axes) = SymmetricMatrix.Eigen(_covariance);
        _scales = [.. values2.Select(value => Math.Sqrt(Math.Max(value, 1e-20)))];
    }

    private ImmutableArray<double> Draw(Dice dice, int place)
    {
        var normal = new double[_n];
        for (var i = 0; i < _n; i++)
            normal[i] = _scales[i] * NormalDraw.Of(dice, Purpose.Mutation, place * _n + i);
        return [.. Enumerable.Range(0, _n).Select(i => _mean[i] + Sigma * Row(i, normal))];
    }

    private double Row(int row, double[] vector)
    {
        var sum = 0.0;
        for (var k = 0; k < _n; k++)
            sum += _axes[row, k] * vector[k];
        return sum;
    }

    /// <summary>C^(-1/2) times a vector.</summary>
    private double[] Whiten(double[] vector)
    {
        var along = new double[_n];
        for (var k = 0; k < _n; k++)
        {
            for (var i = 0; i < _n; i++)
                along[k] += _axes[i, k] * vector[i];
            along[k] /= _scales[k];
        }

        return [.. Enumerable.Range(0, _n).Select(i => Row(i, along))];
    }

    private double[] Combine(double[][] steps)
    {
        var sum = new double[_n];
        for (var k = 0; k < steps.Length; k++)
        {
            for (var i = 0; i < _n; i++)
                sum[i] += settings.Weights[k] * steps[k][i];
        }

        return sum;
    }

    private static double[,] Identity(int n)
    {
        var matrix = new double[n, n];
        for (var i = 0; i < n; i++)
            matrix[i, i] = 1;
        return matrix;
    }
}
