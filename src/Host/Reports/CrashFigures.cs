using System.Collections.Immutable;
using Counts = System.Collections.Immutable.ImmutableSortedDictionary<string, long>;

namespace RsrActors.Host.Reports;

/// <summary>
/// What crashed, and what became of it. Times are seconds from a release's publication, null for what never came.
/// </summary>
/// <param name="Applications">Crashes of all the run, on the base and under releases.</param>
/// <param name="Releases">Those that were published.</param>
internal sealed record CrashFigures(Counts Applications, ImmutableArray<ReleaseCrashFigures> Releases);

/// <summary>
/// One release: how it was found out, what was done about it, what it cost and what it would have spared.
/// </summary>
/// <param name="SecondsToDetection">
/// By rule: when each would have said, or did say, for the first time that it does harm.
/// </param>
/// <param name="SecondsToList">To the first list of affected applications.</param>
/// <param name="DeviceHoursVulnerable">
/// Summed over devices, from publication to the end of the run: the time on one of its prerequisite builds while
/// neither it nor a later letter is active.
/// </param>
/// <param name="DeviceHoursRegressed">
/// Summed over the devices of platforms on which it has a regression: the time it is active; on a Mac, when Safari is
/// concerned, from Safari's relaunch.
/// </param>
/// <param name="Applications">Those that crashed under it, or that it was found to affect.</param>
/// <param name="Surveillance">Where it has a regression, or was found to have one.</param>
internal sealed record ReleaseCrashFigures(
    string Id,
    decimal? SecondsToPause,
    decimal? SecondsToWithdrawal,
    decimal? SecondsToList,
    ImmutableSortedDictionary<string, decimal?> SecondsToDetection,
    RecommendationFigures Recommendations,
    decimal DeviceHoursVulnerable,
    decimal DeviceHoursRegressed,
    ImmutableArray<ApplicationCrashFigures> Applications,
    ImmutableArray<SurveillanceFigures> Surveillance);

/// <summary>Recommendations to remove a release, as devices showed them.</summary>
internal sealed record RecommendationFigures(long Shown, long Accepted, long Declined, long Unanswered);

/// <summary>One application under one release.</summary>
/// <param name="DevicesAffected">Devices on which it crashed while the release was in use.</param>
/// <param name="AffectedStillOn">Those of them that run the release at the end.</param>
/// <param name="Crashes">While the release was in use.</param>
/// <param name="CrashesCaused">
/// Those of them that do not happen without the release's regressions, on the same device at the same moment; null when
/// it has none.
/// </param>
/// <param name="SecondsToDetection">By the rule that counts.</param>
/// <param name="SecondsToLastOff">
/// Until the last affected device so far was off the release: removed, replaced or updated.
/// </param>
/// <param name="SecondsFromWithdrawalToLastOff">The same from withdrawal; null when all were off it by then.</param>
internal sealed record ApplicationCrashFigures(
    string Id,
    long DevicesAffected,
    long AffectedStillOn,
    long Crashes,
    long? CrashesCaused,
    decimal? SecondsToFirstCrash,
    decimal? SecondsToDetection,
    decimal? SecondsToList,
    decimal? SecondsToLastOff,
    decimal? SecondsFromWithdrawalToLastOff);

/// <summary>One application under one release on one platform, as the crash-analytics service could see it.</summary>
/// <param name="ReportedCrashes">In all totals that devices sent of its use under the release.</param>
/// <param name="Forecast">What the sequential test could be expected to do; null when another rule counts.</param>
/// <param name="Detected">Null when it was not.</param>
internal sealed record SurveillanceFigures(
    string Application,
    string Platform,
    long ReportedCrashes,
    decimal ReportedHours,
    ForecastFigures? Forecast,
    DetectionFigures? Detected);

/// <summary>What follows from the scenario's numbers alone, as if the base's rate were known.</summary>
/// <param name="RateRatio">Crashes under the release as a multiple of the base's; 1 without a regression.</param>
/// <param name="CrashesPerThousandHours">On the base, in the foreground.</param>
/// <param name="DailyHours">In the foreground, on average over all devices.</param>
/// <param name="OptIn">Share of devices that report: that share analytics, and are asked.</param>
/// <param name="Alpha">The release's, divided by its applications and platforms.</param>
/// <param name="Limit">Expected crashes at which the surveillance ends.</param>
/// <param name="Power">Chance of a signal until then.</param>
/// <param name="ExpectedAtSignal">Mean number of expected crashes at the signal, if there is one.</param>
/// <param name="ReportedExpected">Expected crashes in all use that was reported.</param>
/// <param name="PowerAtReported">Chance of a signal until there.</param>
internal sealed record ForecastFigures(
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

/// <summary>How a detection came about. The four last parts add up to the time from publication.</summary>
/// <param name="Crashes">Counted at the signal.</param>
/// <param name="Expected">… where so many were expected.</param>
/// <param name="SharingDevices">That report and had the release in use at the signal.</param>
/// <param name="PredictedSeconds">
/// What so many devices need until the forecast's expected count, all of them active from the start and every crash
/// reported at once; null without a forecast.
/// </param>
/// <param name="SecondsToFirstUse">From publication until the first device had it in use.</param>
/// <param name="SecondsGathering">What so many devices need for the expected count at the signal.</param>
/// <param name="SecondsRamp">How much longer it took because devices came one after the other.</param>
/// <param name="SecondsReporting">From then to the signal: the day's end, the upload, the rule's next look.</param>
internal sealed record DetectionFigures(
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

/// <summary>
/// The same fleet, seed and script without any regression, run for comparison and stored nowhere. Dice are counted, so
/// whatever does not depend on a regression happens in both.
/// </summary>
/// <param name="HistoryHash">That of a run of the scenario without its regressions.</param>
/// <param name="Applications">Crashes with, without, and the difference over the whole run.</param>
internal sealed record WithoutRegressions(
    string HistoryHash,
    long Events,
    ImmutableArray<CrashComparison> Applications,
    ImmutableArray<ReleaseWithoutRegressions> Releases)
{
    /// <param name="with">The run as it was.</param>
    /// <param name="without">The same without regressions.</param>
    public static WithoutRegressions Of(Report with, Report without)
    {
        var (crashes, others) = (with.Crashes!.Applications, without.Crashes!.Applications);
        return new(
            without.HistoryHash,
            without.Events,
            [
                .. crashes.Keys.Union(others.Keys).Order(StringComparer.Ordinal)
                    .Select(id => new CrashComparison(
                        id, Count(crashes, id), Count(others, id), Count(crashes, id) - Count(others, id))),
            ],
            [
                .. without.Crashes.Releases.Select(release => new ReleaseWithoutRegressions(
                    release.Id,
                    without.Releases.First(one => one.Id == release.Id).State,
                    release.Applications.ToImmutableSortedDictionary(
                        application => application.Id, application => application.Crashes, StringComparer.Ordinal),
                    release.DeviceHoursVulnerable)),
            ]);

        static long Count(Counts crashes, string application) => crashes.GetValueOrDefault(application);
    }
}

/// <param name="Caused">
/// With less without. Not quite the sum over releases: devices that restart at other times miss other crashes of the
/// base.
/// </param>
internal sealed record CrashComparison(string Id, long With, long Without, long Caused);

/// <param name="Crashes">By application, while it was in use.</param>
/// <param name="DeviceHoursVulnerable">As in <see cref="ReleaseCrashFigures"/>.</param>
internal sealed record ReleaseWithoutRegressions(
    string Id, string State, Counts Crashes, decimal DeviceHoursVulnerable);
