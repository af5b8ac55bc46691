using System.Collections.Immutable;

namespace RsrActors.Model.Statistics.Fitting;

/// <summary>What a posterior says about one parameter, in the parameter's unit.</summary>
/// <param name="Low">5 % of the posterior lie below it.</param>
/// <param name="High">5 % lie above it.</param>
/// <param name="Width">
/// How wide its 90 % interval is, as a part of the prior's: the larger of the part in the parameter's own unit and that
/// in the scale in which the prior is uniform.
/// </param>
/// <param name="LargestCorrelation">With any other parameter; the sign says in which direction.</param>
/// <param name="CorrelatedWith">The place of that parameter; null when there is only one.</param>
public sealed record PosteriorEstimate(
    double Mean, double Median, double Low, double High, double Width, double LargestCorrelation, int? CorrelatedWith)
{
    /// <summary>The part of the prior's interval from which on a parameter is not identified.</summary>
    public const double MostWidth = 0.5;

    /// <summary>The correlation from which on the data know only a combination of two parameters.</summary>
    public const double MostCorrelation = 0.95;

    /// <summary>Whether the data say what the parameter is.</summary>
    public bool IsIdentified => Width <= MostWidth && Math.Abs(LargestCorrelation) <= MostCorrelation;

    /// <summary>One estimate for each coordinate of a sample in the unit cube.</summary>
    /// <param name="units">For each coordinate, its value in the unit of the parameter; it rises.</param>
    public static ImmutableArray<PosteriorEstimate> Of(
        ImmutableArray<Particle> sample, ImmutableArray<Func<double, double>> units)
    {
        var covariance = WeightedSample.Covariance(sample, units.Length);
        return [.. units.Select((unit, i) => Of(sample, unit, i, covariance))];
    }

    private static PosteriorEstimate Of(
        ImmutableArray<Particle> sample, Func<double, double> unit, int place, double[,] covariance)
    {
        var (low, high) =
            (WeightedSample.Quantile(sample, place, 0.05), WeightedSample.Quantile(sample, place, 0.95));
        var others = Enumerable.Range(0, covariance.GetLength(0)).Where(other => other != place)
            .Select(other => (Place: other, Correlation: WeightedSample.Correlation(covariance, place, other)))
            .OrderByDescending(other => Math.Abs(other.Correlation)).ToArray();
        return new(
            sample.Sum(one => one.Weight * unit(one.Point[place])) / sample.Sum(one => one.Weight),
            unit(WeightedSample.Quantile(sample, place, 0.5)), unit(low), unit(high),
            Math.Max((high - low) / 0.9, (unit(high) - unit(low)) / (unit(0.95) - unit(0.05))),
            others.Length == 0 ? 0 : others[0].Correlation,
            others.Length == 0 ? null : others[0].Place);
    }
}
