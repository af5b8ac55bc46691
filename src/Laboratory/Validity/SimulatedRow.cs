using RsrActors.Model.Statistics.Estimates;

namespace RsrActors.Laboratory.Validity;

/// <summary>A published row, and what the runs of its population's scenario say. Shares are from 0 to 1.</summary>
/// <param name="Median">Of all runs.</param>
/// <param name="Low">The band of 90 %: from here to <paramref name="High"/>.</param>
public sealed record SimulatedRow(PublishedRow Row, double Median, double Low, double High)
{
    /// <summary>In percentage points; above 0 when the simulation is ahead. Below a limit it is 0.</summary>
    public double Error => Row.IsLimit
        ? 100 * Math.Max(0, Median - Row.Observed)
        : 100 * (Median - Row.Observed);

    internal static SimulatedRow Of(PublishedRow row, IEnumerable<double> shares)
    {
        var quantiles = SampleQuantile.OfAll(shares, [0.5, 0.05, 0.95]);
        return new(row, quantiles[0], quantiles[1], quantiles[2]);
    }
}
