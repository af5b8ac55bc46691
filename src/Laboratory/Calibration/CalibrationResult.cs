using System.Collections.Immutable;
using RsrActors.Model.Statistics.Fitting;

namespace RsrActors.Laboratory.Calibration;

/// <summary>A fitted parameter.</summary>
/// <param name="Best">Its value at the best fit, in its unit.</param>
/// <param name="OfScenario">Its value in the scenario, in its unit.</param>
public sealed record FittedParameter(
    FreeParameter Parameter, double Best, double OfScenario, PosteriorEstimate Posterior);

/// <summary>An observed point beside what the fitted behaviour gives.</summary>
/// <param name="Simulated">The mean over the runs of the fitted behaviour.</param>
/// <param name="Low">The lower end of the 90 % band: posterior, and the noise of a fleet of the observed size.</param>
/// <param name="High">Its upper end.</param>
/// <param name="Eligible">The share that could have the release by then, whatever people did.</param>
/// <param name="ClosedForm">What the closed form gives; null for points of another series.</param>
public sealed record FittedPoint(
    ObservedPoint Observed, AdoptionMoment Moment, double Simulated, double Low, double High, double Eligible,
    double? ClosedForm)
{
    /// <summary>In percentage points; positive where more was simulated than observed.</summary>
    public double ErrorPoints => 100 * (Simulated - Observed.Share);

    public bool IsWithin => Observed.Share >= Low && Observed.Share <= High;
}

/// <summary>What a calibration found.</summary>
/// <param name="Correlations">Of the posterior, in the order of the parameters.</param>
/// <param name="Draws">Of the posterior, in the unit cube; equally likely.</param>
/// <param name="Misfit">
/// The smallest discrepancy for each degree of freedom; above 1 the scenario does not give the observed shares with any
/// behaviour.
/// </param>
public sealed record CalibrationResult(
    CalibrationPlan Plan, ImmutableArray<SimulatedPoint> Runs, ImmutableArray<FittedParameter> Parameters,
    ImmutableArray<ImmutableArray<double>> Correlations, ImmutableArray<FittedPoint> Points,
    ImmutableArray<ImmutableArray<double>> Draws, WeibullAdoption ClosedForm, double Misfit)
{
    /// <summary>Null for a calibration without one.</summary>
    public AdoptionForecast? Forecast { get; init; }

    /// <summary>The median of the absolute errors, in percentage points.</summary>
    public double MedianErrorPoints
    {
        get
        {
            double[] errors = [.. Points.Select(point => Math.Abs(point.ErrorPoints)).Order()];
            return (errors[(errors.Length - 1) / 2] + errors[errors.Length / 2]) / 2;
        }
    }
}

/// <summary>A band of a forecast at one moment: quantiles of the share.</summary>
public sealed record ForecastBand(AdoptionMoment Moment, double P05, double P25, double Median, double P75, double P95);

/// <summary>When a share is reached, in days since the publication; infinite for never.</summary>
/// <param name="Never">The share of the draws in which it is not reached by the end of the forecast.</param>
public sealed record ReachedShare(double Share, double Low, double Median, double High, double Never);

/// <summary>A trial of the forecast on the observed points: the first ones are fitted, the others predicted.</summary>
/// <param name="Fitted">How many points were fitted.</param>
/// <param name="Within90">How many of the predicted ones lie in their 90 % band.</param>
/// <param name="Within50">And in their 50 % band.</param>
public sealed record BackTest(int Fitted, int Predicted, int Within90, int Within50);

/// <summary>The days to come.</summary>
public sealed record AdoptionForecast(
    ImmutableArray<ForecastBand> Bands, ReachedShare Reached, ImmutableArray<BackTest> BackTests, int Draws);
