using System.Collections.Immutable;
using RsrActors.Model.Statistics.Fitting;

namespace RsrActors.Laboratory.Calibration;

/// <summary>
/// By how much the observed shares of a fleet vary. Devices are independent, so the shares of one series are an
/// empirical distribution function with the covariance F(s) (1 - F(t)) / n for s ≤ t. To it comes the rounding of what
/// was written, step² / 12.
/// </summary>
internal sealed class AdoptionNoise
{
    private readonly double[,] _shape;
    private readonly double[] _rounding;
    private readonly double[] _weights;

    private AdoptionNoise(double[,] shape, double[] rounding, double[] weights) =>
        (_shape, _rounding, _weights) = (shape, rounding, weights);

    /// <param name="points">The places of the observed points; a back-test leaves out the later ones.</param>
    public static AdoptionNoise Of(CalibrationPlan plan, ImmutableArray<int> points)
    {
        var n = points.Length;
        var shape = new double[n, n];
        var shares = Monotone(plan, points);
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                if (plan.Moments[points[i]].Series != plan.Moments[points[j]].Series)
                    continue;
                var part = plan.ObservedDevices / plan.ObservedIn(plan.Moments[points[i]]);
                shape[i, j] = part * Math.Min(shares[i], shares[j]) * (1 - Math.Max(shares[i], shares[j]));
            }
        }

        return new(
            shape,
            [.. points.Select(place => plan.Observed[place].Resolution * plan.Observed[place].Resolution / 12)],
            [.. points.Select(place => Math.Max(plan.Observed[place].Weight, 1e-9))]);
    }

    /// <summary>The factor L of the covariance of so many devices.</summary>
    /// <param name="perDevice">1 / n; with several causes of the same shape their sum.</param>
    public double[,] Factor(double perDevice)
    {
        var n = _rounding.Length;
        var covariance = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
                covariance[i, j] = _shape[i, j] * perDevice / Math.Sqrt(_weights[i] * _weights[j]);

            // Half a device: the share of a few devices is a step function.
            covariance[i, i] += (_rounding[i] + perDevice * perDevice / 4) / _weights[i];
        }

        return SymmetricMatrix.Cholesky(covariance);
    }

    /// <summary>Shares that rise with time within each series, and are neither 0 nor 1.</summary>
    private static double[] Monotone(CalibrationPlan plan, ImmutableArray<int> points)
    {
        var shares = new double[points.Length];
        var least = 0.5 / plan.ObservedDevices;
        foreach (var series in Enumerable.Range(0, points.Length).GroupBy(i => plan.Moments[points[i]].Series))
        {
            var highest = least;
            foreach (var i in series.OrderBy(i => plan.Observed[points[i]].After))
                shares[i] = highest = Math.Min(Math.Max(highest, plan.Observed[points[i]].Share), 1 - least);
        }

        return shares;
    }
}
