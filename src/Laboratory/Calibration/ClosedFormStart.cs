using System.Collections.Immutable;
using RsrActors.Model.Statistics.Fitting;

namespace RsrActors.Laboratory.Calibration;

/// <summary>
/// Where the search begins: what the closed form says about the parameters, and the middle of the other priors.
/// </summary>
internal static class ClosedFormStart
{
    private const double Percent = 100;

    public static ImmutableArray<double> Of(CalibrationPlan plan, WeibullAdoption curve) =>
    [
        .. plan.Parameters.Select(parameter => parameter.Name switch
        {
            "seekers" => parameter.PlaceOf(Percent * curve.Seekers),
            "never-update" => parameter.PlaceOf(Percent * curve.Immune),

            // Half of the others have it by then, whatever it is that delays them.
            "decide" or "update-decide" or "update-delay" or "put-off" =>
                parameter.PlaceOf(new WeibullAdoption(0, 0, curve.Shape, curve.Scale).TimeOf(0.5)),
            _ => 0.5,
        }),
    ];
}
