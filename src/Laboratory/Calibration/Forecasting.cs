using System.Collections.Immutable;
using RsrActors.Model.Simulation;
using RsrActors.Model.Statistics.Estimates;
using RsrActors.Model.Statistics.Fitting;

namespace RsrActors.Laboratory.Calibration;

/// <summary>
/// The days to come, from draws of the posterior; and how often such bands were right on the observed points.
/// </summary>
internal static class Forecasting
{
    private const double Wanted = 0.95;
    private const int Particles = 300;
    private const int Fits = 4;
    private const int FewestFitted = 3;
    private static readonly ImmutableArray<double> Cuts = [0.3, 0.5, 0.7];
    private static readonly ImmutableArray<double> Chances = [0.05, 0.25, 0.5, 0.75, 0.95];

    /// <param name="draws">A run for each draw of the posterior.</param>
    /// <param name="learned">The runs of the calibration.</param>
    public static AdoptionForecast Of(
        CalibrationPlan plan, ImmutableArray<SimulatedPoint> draws, ImmutableArray<SimulatedPoint> learned, ulong seed)
    {
        int[] order = [.. Enumerable.Range(0, plan.Observed.Length).OrderBy(i => plan.Observed[i].After)];
        int[] places = [order[^1], .. Enumerable.Range(plan.Observed.Length, plan.Forecast.Length)];
        var now = plan.Observed[order[^1]].Share;

        // A run of fewer devices than were observed has more noise than they will have; the bands are not too narrow.
        ImmutableArray<double>[] paths =
        [
            .. draws.Select(run => AdoptionPaths.From(
                now, [.. places.Select(place => run.Shares[place])], noise: 0, new Dice(seed, run.Seed))),
        ];
        return new(
            [.. plan.Forecast.Select((moment, i) => BandOf(moment, [.. paths.Select(path => path[i])]))],
            ReachedOf(plan, order, paths),
            [.. Trials(plan, order, learned, seed)],
            draws.Length);
    }

    private static ForecastBand BandOf(AdoptionMoment moment, double[] shares)
    {
        var quantiles = SampleQuantile.OfAll(shares, Chances);
        return new(moment, quantiles[0], quantiles[1], quantiles[2], quantiles[3], quantiles[4]);
    }

    private static ReachedShare ReachedOf(CalibrationPlan plan, int[] order, ImmutableArray<double>[] paths)
    {
        double[] observedDays = [.. order.Select(i => plan.Observed[i].After.TotalDays)];
        double[] observed = [.. order.Select(i => plan.Observed[i].Share)];
        double[] days = [.. observedDays, .. plan.Forecast.Select(moment => moment.After.TotalDays)];
        double[] reached = [.. paths.Select(path => AdoptionPaths.ReachedAt(Wanted, days, [.. observed, .. path]))];
        var quantiles = SampleQuantile.OfAll(
            reached, [0.05, 0.5, 0.95], QuantileDefinition.InverseOfDistribution);
        return new(
            Wanted, quantiles[0], quantiles[1], quantiles[2],
            reached.Count(double.IsInfinity) / (double)reached.Length);
    }

    /// <summary>Fits the first points only, and predicts the others by the emulator.</summary>
    private static IEnumerable<BackTest> Trials(
        CalibrationPlan plan, int[] order, ImmutableArray<SimulatedPoint> learned, ulong seed)
    {
        var fewest = Math.Max(FewestFitted, plan.Parameters.Length);
        foreach (var count in Cuts.Select(cut => (int)(cut * order.Length)).Distinct()
            .Where(count => count >= fewest && count < order.Length))
        {
            var fit = new AdoptionFitting(plan, [.. order.Take(count)])
                .FitAgain(learned, Fits, Particles, seed + (ulong)count);
            var now = plan.Observed[order[count - 1]].Share;
            var drawn = WeightedSample.Resample(fit.Posterior, Particles);
            ImmutableArray<double>[] paths =
            [
                .. drawn.Select((point, k) =>
                {
                    var shares = fit.Shares.At(point);
                    return AdoptionPaths.From(
                        now, [.. order.Skip(count - 1).Select(place => shares[place])], fit.PerDevice * fit.Misfit,
                        new Dice(seed + (ulong)count, (ulong)k));
                }),
            ];
            var (within90, within50) = (0, 0);
            for (var i = 0; i < order.Length - count; i++)
            {
                var observed = plan.Observed[order[count + i]];
                var band = BandOf(plan.Moments[order[count + i]], [.. paths.Select(path => path[i])]);
                var step = observed.Resolution / 2;
                within90 += observed.Share >= band.P05 - step && observed.Share <= band.P95 + step ? 1 : 0;
                within50 += observed.Share >= band.P25 - step && observed.Share <= band.P75 + step ? 1 : 0;
            }

            yield return new(count, order.Length - count, within90, within50);
        }
    }
}
