using System.Collections.Immutable;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.Model.Statistics.Fitting;

namespace RsrActors.Laboratory.Calibration;

/// <summary>Puts together what a calibration found.</summary>
internal static class FitSummary
{
    /// <summary>How many draws of the posterior a calibration gives.</summary>
    public const int Draws = 200;

    private const double Percent = 100;

    public static CalibrationResult Of(
        CalibrationPlan plan, ImmutableArray<SimulatedPoint> runs, AdoptionFit fit,
        ImmutableArray<SimulatedPoint> fitted, WeibullAdoption closedForm)
    {
        var estimates = PosteriorEstimate.Of(
            fit.Posterior, [.. plan.Parameters.Select(parameter => (Func<double, double>)parameter.At)]);
        var covariance = WeightedSample.Covariance(fit.Posterior, plan.Parameters.Length);
        return new(
            plan, runs,
            [
                .. plan.Parameters.Select((parameter, i) => new FittedParameter(
                    parameter, parameter.At(fit.Best[i]), ValueIn(plan.Scenario.Fleet.Behaviour, parameter.Name),
                    estimates[i])),
            ],
            [
                .. plan.Parameters.Select((_, i) => plan.Parameters
                    .Select((_, j) => WeightedSample.Correlation(covariance, i, j)).ToImmutableArray()),
            ],
            PointsOf(plan, fit, fitted, closedForm),
            WeightedSample.Resample(fit.Posterior, Draws), closedForm, fit.Misfit);
    }

    /// <summary>In the parameter's unit.</summary>
    private static double ValueIn(Behaviour people, string name) => name switch
    {
        "seekers" => Percent * people.Seekers,
        "never-update" => Percent * people.NeverUpdate,
        "automatic-updates" => Percent * people.AutomaticUpdates,
        "automatic-software-updates" => Percent * people.AutomaticSoftwareUpdates,
        "restart-promptly" => Percent * people.RestartPromptly,
        "restart-overnight" => Percent * people.RestartOvernight,
        "check-by-hand" => Percent * people.CheckByHand,
        "charge-at-night" => Percent * people.ChargeAtNight,
        "in-use" => Percent * people.InUse,
        "lid-closed" => Percent * people.LidClosed,
        "decide" => people.Decide.TotalHours,
        "update-decide" => people.UpdateDecide.TotalHours,
        "put-off" => people.PutOff.TotalHours,
        "update-delay" => people.UpdateDelay.TotalHours,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "A new parameter needs its value here."),
    };

    private static ImmutableArray<FittedPoint> PointsOf(
        CalibrationPlan plan, AdoptionFit fit, ImmutableArray<SimulatedPoint> fitted, WeibullAdoption closedForm)
    {
        var series = plan.LargestSeries.ToHashSet();
        double[][] expected = [.. fit.Posterior.Select(one => fit.Shares.At(one.Point))];
        return
        [
            .. plan.Observed.Select((point, i) => new FittedPoint(
                point, plan.Moments[i], fitted.Average(run => run.Shares[i]), Band(i, 0.05), Band(i, 0.95),
                fitted.Average(run => run.Eligible[i]),
                series.Contains(i) ? closedForm.At(point.After.TotalHours) : null)),
        ];

        // Each draw of the posterior with the noise of the observed fleet.
        double Band(int place, double chance) => Math.Clamp(
            WeightedSample.Quantile(
                fit.Posterior.Select((one, k) =>
                {
                    var share = Math.Clamp(expected[k][place], 0, 1);
                    var noise = NormalDraw.Of(new Dice(plan.Request.Seed, (ulong)k), Purpose.FleetNoise, place);
                    return (
                        share + noise * Math.Sqrt(fit.Misfit * (share * (1 - share) * fit.PerDevice + Rounding(place))),
                        one.Weight);
                }),
                chance),
            0, 1);

        double Rounding(int place) => plan.Observed[place].Resolution * plan.Observed[place].Resolution / 12;
    }
}
