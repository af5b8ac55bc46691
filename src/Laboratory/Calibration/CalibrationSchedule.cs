using RsrActors.Model.Statistics.Fitting;

namespace RsrActors.Laboratory.Calibration;

/// <summary>
/// How many runs each stage of a calibration has. No result depends on anything but these and the seed.
/// </summary>
/// <param name="PriorWaves">Of <paramref name="PriorPoints"/> spread over the priors.</param>
/// <param name="Generations">Of the search.</param>
/// <param name="PosteriorWaves">Of <paramref name="PosteriorPoints"/> drawn from the posterior so far.</param>
/// <param name="ForecastDraws">Draws of the posterior that a forecast simulates.</param>
public sealed record CalibrationSchedule(
    int PriorWaves, int PriorPoints, int Generations, int PosteriorWaves, int PosteriorPoints, int ForecastDraws)
{
    public static readonly CalibrationSchedule Usual = new(4, 16, 8, 6, 16, 96);

    /// <summary>About a third of the runs. What the polynomial lacks is larger, so intervals are wider.</summary>
    public static readonly CalibrationSchedule Quick = new(1, 32, 2, 2, 12, 32);

    public static CalibrationSchedule For(CalibrationRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.IsQuick ? Quick : Usual;
    }

    /// <summary>All runs of a calibration.</summary>
    public int RunsOf(CalibrationPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return PriorWaves * PriorPoints + Generations * Lambda(plan.Parameters.Length)
            + PosteriorWaves * PosteriorPoints + plan.Request.Replicates
            + (plan.Request.ForecastDays is null ? 0 : ForecastDraws);
    }

    /// <summary>The points of a generation; CMA-ES needs four.</summary>
    internal static int Lambda(int dimensions) => CovarianceSettings.For(dimensions).Lambda;
}
