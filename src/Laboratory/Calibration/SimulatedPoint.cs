using System.Collections.Immutable;
using RsrActors.Laboratory.Results;

namespace RsrActors.Laboratory.Calibration;

/// <summary>Why a point of a calibration was simulated.</summary>
public enum SearchStage
{
    /// <summary>Spread over the priors, with the closed form first.</summary>
    Priors,

    /// <summary>A generation of the search for the best fit.</summary>
    Search,

    /// <summary>Drawn from the posterior of all points before.</summary>
    Posterior,

    /// <summary>The fitted behaviour, for the residuals.</summary>
    Fitted,

    /// <summary>A draw of the posterior, for the forecast.</summary>
    Forecast,
}

/// <summary>A run of a calibration.</summary>
/// <param name="Wave">Runs of one wave have common random numbers; from 1.</param>
/// <param name="Point">In the unit cube of the priors.</param>
/// <param name="Shares">At each moment of the plan.</param>
/// <param name="Eligible">At each moment.</param>
public sealed record SimulatedPoint(
    SearchStage Stage, int Wave, ImmutableArray<double> Point, ulong Seed, ImmutableArray<double> Shares,
    ImmutableArray<double> Eligible)
{
    internal static SimulatedPoint Of(SearchStage stage, int wave, ImmutableArray<double> point, RunFinished row)
    {
        var values = ((RunOutcome.Measured)row.Outcome).Values;
        var count = values.Length / 2;
        return new(
            stage, wave, point, row.Seed,
            [.. values.Take(count).Select(value => value!.Value)],
            [.. values.Skip(count).Select(value => value!.Value)]);
    }
}
