namespace RsrActors.Reports.Figures;

/// <summary>One application under one release on one platform, as it was reported to crash analytics.</summary>
/// <param name="Application">The application's name.</param>
/// <param name="Platform">The platform of the devices.</param>
/// <param name="IsHarmed">The release makes it crash more often there.</param>
/// <param name="ReportedCrashes">In all totals that devices sent about its use under the release.</param>
/// <param name="ReportedHours">Its use under the release, in all totals that devices sent.</param>
/// <param name="Forecast">
/// The forecast of the sequential test; null when the application is not used, or never crashes on the base.
/// </param>
/// <param name="Detected">
/// Null when it was not detected by the end of the run, and when there is no harm to detect.
/// </param>
/// <param name="FalseAlarm">A signal where there is no harm.</param>
public sealed record SurveillanceFigures(
    string Application,
    string Platform,
    bool IsHarmed,
    long ReportedCrashes,
    decimal ReportedHours,
    ForecastFigures? Forecast,
    DetectionFigures? Detected,
    DetectionFigures? FalseAlarm);

/// <summary>A signal for one application on one platform; there is one at most.</summary>
/// <param name="Application">The application that crashes too often.</param>
/// <param name="Platform">The platform on which it does.</param>
/// <param name="Seconds">From publication.</param>
/// <param name="IsFalseAlarm">The release does not make the application crash more often there.</param>
/// <param name="Crashes">Crashes reported under the release by then, since publication.</param>
/// <param name="Expected">The number of crashes that were expected instead.</param>
public sealed record SignalFigures(
    string Application,
    string Platform,
    decimal Seconds,
    bool IsFalseAlarm,
    long Crashes,
    decimal Expected);

/// <summary>Signals where there is no harm.</summary>
/// <param name="Pairs">Pairs of an application and a platform.</param>
/// <param name="SecondsToFirst">From publication; null when there is none.</param>
public sealed record FalseAlarmFigures(long Pairs, decimal? SecondsToFirst);

/// <summary>
/// The forecast of the sequential test for one application on one platform. It is computed from the scenario's
/// numbers, as if the base's rate were known. From the run it uses only the reported hours; nothing is estimated.
/// </summary>
/// <param name="RateRatio">
/// Crashes per hour under the release, divided by those on the base; 1 without a regression. Both powers are for
/// this ratio.
/// </param>
/// <param name="CrashesPerThousandHours">On the base, in the foreground.</param>
/// <param name="DailyHours">In the foreground, on average over all devices.</param>
/// <param name="OptIn">The share of devices that report: they share analytics, and are in the panel.</param>
/// <param name="Alpha">The release's alpha, divided among its applications and platforms.</param>
/// <param name="Limit">Expected crashes at which the surveillance ends.</param>
/// <param name="CriticalValue">The value of the test's statistic at which it signals.</param>
/// <param name="Power">Chance of a signal before the limit; at a rate ratio of 1 the chance of a false alarm.</param>
/// <param name="ExpectedAtSignal">Mean number of expected crashes at the signal, if there is one.</param>
/// <param name="ReportedExpected">Crashes expected on the base in all use reported by the end of the run.</param>
/// <param name="PowerAtReported">Chance of a signal before <paramref name="ReportedExpected"/>.</param>
public sealed record ForecastFigures(
    decimal RateRatio,
    decimal CrashesPerThousandHours,
    decimal DailyHours,
    decimal OptIn,
    decimal Alpha,
    decimal Limit,
    decimal CriticalValue,
    decimal Power,
    decimal? ExpectedAtSignal,
    decimal ReportedExpected,
    decimal PowerAtReported);

/// <summary>How a detection came about. The last four parts add up to the time from publication.</summary>
/// <param name="Crashes">Crashes counted at the signal.</param>
/// <param name="Expected">The number of crashes that were expected instead.</param>
/// <param name="SharingDevices">Devices that report, and had the release in use at the signal.</param>
/// <param name="PredictedSeconds">
/// The time in which this number of devices reaches the forecast's expected count, if all of them are active from
/// the start and every crash is reported at once; null without a forecast.
/// </param>
/// <param name="SecondsFromPublication">The moment of the signal.</param>
/// <param name="SecondsFromFirstUse">The same since the first device had the release in use.</param>
/// <param name="SecondsToFirstUse">From publication until the first device had it in use.</param>
/// <param name="SecondsGathering">
/// The time in which this number of devices reaches the expected count at the signal.
/// </param>
/// <param name="SecondsRamp">How much longer it took because devices came one after the other.</param>
/// <param name="SecondsReporting">From then to the signal: the day's end and the upload.</param>
public sealed record DetectionFigures(
    long Crashes,
    decimal Expected,
    long SharingDevices,
    decimal? PredictedSeconds,
    decimal? SecondsFromPublication,
    decimal? SecondsFromFirstUse,
    decimal? SecondsToFirstUse,
    decimal? SecondsGathering,
    decimal? SecondsRamp,
    decimal? SecondsReporting);
