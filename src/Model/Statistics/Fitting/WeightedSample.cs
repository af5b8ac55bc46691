using System.Collections.Immutable;

namespace RsrActors.Model.Statistics.Fitting;

/// <summary>Moments and quantiles of points with weights.</summary>
public static class WeightedSample
{
    /// <summary>The mean of one coordinate.</summary>
    public static double Mean(ImmutableArray<Particle> sample, int coordinate) =>
        sample.Sum(one => one.Weight * one.Point[coordinate]) / sample.Sum(one => one.Weight);

    /// <summary>
    /// A quantile of one coordinate: its distribution function goes in straight lines through the middles of the
    /// weights, in the order of the values (with equal weights definition 5 of Hyndman and Fan 1996).
    /// </summary>
    /// <param name="chance">Above 0 and below 1.</param>
    public static double Quantile(ImmutableArray<Particle> sample, int coordinate, double chance) =>
        Quantile([.. sample.Select(one => (one.Point[coordinate], one.Weight))], chance);

    /// <summary>Likewise, of values; what never happened is +infinity and sorted last.</summary>
    public static double Quantile(IEnumerable<(double Value, double Weight)> values, double chance)
    {
        ArgumentNullException.ThrowIfNull(values);
        (double Value, double Weight)[] sorted = [.. values.OrderBy(one => one.Value)];
        ArgumentOutOfRangeException.ThrowIfZero(sorted.Length, nameof(values));
        var wanted = chance * sorted.Sum(one => one.Weight);
        var (before, last, place) = (0.0, double.NaN, double.NaN);
        foreach (var (value, weight) in sorted)
        {
            var middle = before + weight / 2;
            if (middle >= wanted)
            {
                return double.IsNaN(last) || middle <= place || double.IsInfinity(value)
                    ? value
                    : last + (wanted - place) / (middle - place) * (value - last);
            }

            (before, last, place) = (before + weight, value, middle);
        }

        return sorted[^1].Value;
    }

    /// <summary>The covariance of all coordinates, with the weights as they are.</summary>
    public static double[,] Covariance(ImmutableArray<Particle> sample, int dimensions)
    {
        var means = Enumerable.Range(0, dimensions).Select(i => Mean(sample, i)).ToArray();
        var covariance = new double[dimensions, dimensions];
        var sum = sample.Sum(one => one.Weight);
        foreach (var (point, weight) in sample)
        {
            for (var i = 0; i < dimensions; i++)
            {
                for (var j = 0; j < dimensions; j++)
                    covariance[i, j] += weight / sum * (point[i] - means[i]) * (point[j] - means[j]);
            }
        }

        return covariance;
    }

    /// <summary>The correlation of two coordinates; 0 when one of them does not vary.</summary>
    public static double Correlation(double[,] covariance, int one, int other)
    {
        ArgumentNullException.ThrowIfNull(covariance);
        var product = covariance[one, one] * covariance[other, other];
        return product > 0 ? covariance[one, other] / Math.Sqrt(product) : 0;
    }

    /// <summary>Points of equal weight, by systematic resampling; the same sample gives the same points.</summary>
    /// <remarks>Kitagawa, Journal of Computational and Graphical Statistics 5 (1996) 1-25.</remarks>
    public static ImmutableArray<ImmutableArray<double>> Resample(ImmutableArray<Particle> sample, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var sum = sample.Sum(one => one.Weight);
        var drawn = ImmutableArray.CreateBuilder<ImmutableArray<double>>(count);
        var (place, until) = (0, sample[0].Weight / sum);
        for (var i = 0; i < count; i++)
        {
            while (until < (i + 0.5) / count && place + 1 < sample.Length)
                until += sample[++place].Weight / sum;
            drawn.Add(sample[place].Point);
        }

        return drawn.ToImmutable();
    }
}
