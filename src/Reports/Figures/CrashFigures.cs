using System.Collections.Immutable;
using Counts = System.Collections.Immutable.ImmutableSortedDictionary<string, long>;

namespace RsrActors.Reports.Figures;

/// <summary>
/// The crashes of a run, and what followed from them. Times are seconds since a release's publication, unless a name
/// says otherwise; null means that it did not happen by the end of the run.
/// </summary>
/// <param name="Applications">Crashes of the whole run, on the base and under releases.</param>
/// <param name="Releases">Those that were published.</param>
public sealed record CrashFigures(Counts Applications, ImmutableArray<ReleaseCrashFigures> Releases);

/// <summary>
/// One release: what crashed under it, when that was detected, what was done about it, and what it cost.
/// </summary>
public sealed record ReleaseCrashFigures
{
    /// <summary>The release's id.</summary>
    public required string Id { get; init; }

    /// <summary>From the scenario's start.</summary>
    public required decimal SecondsToPublication { get; init; }

    /// <summary>To its first pause.</summary>
    public required decimal? SecondsToPause { get; init; }

    /// <summary>To its withdrawal.</summary>
    public required decimal? SecondsToWithdrawal { get; init; }

    /// <summary>To the first list of affected applications.</summary>
    public required decimal? SecondsToList { get; init; }

    /// <summary>
    /// To the first signal of the sequential test for an application on a platform that the release harms.
    /// </summary>
    public required decimal? SecondsToDetection { get; init; }

    /// <summary>Signals for applications and platforms that the release does not harm.</summary>
    public required FalseAlarmFigures FalseAlarms { get; init; }

    /// <summary>Pairs of an application and a platform of the release to which it adds crashes.</summary>
    public required int PairsHarmed { get; init; }

    /// <summary>Pairs to which it adds none: the test can raise one false alarm on each.</summary>
    public required int PairsHarmless { get; init; }

    /// <summary>The signals of the sequential test, in their order.</summary>
    public required ImmutableArray<SignalFigures> Signals { get; init; }

    /// <summary>Recommendations to remove it, as devices showed them.</summary>
    public required RecommendationFigures Recommendations { get; init; }

    /// <summary>
    /// Summed over devices, from publication to the end of the run: the time on one of its prerequisite builds while
    /// neither it nor a later letter is active.
    /// </summary>
    public required decimal DeviceHoursVulnerable { get; init; }

    /// <summary>
    /// Summed over the devices of platforms on which it has a regression: the time it is active; on a Mac, when Safari
    /// is concerned, from Safari's relaunch.
    /// </summary>
    public required decimal DeviceHoursRegressed { get; init; }

    /// <summary>Devices on which it was in use at least once, in Safari alone or in all applications.</summary>
    public required long DevicesUsing { get; init; }

    /// <summary>Of them, those with at least one crash of any application while it was in use.</summary>
    public required long DevicesCrashed { get; init; }

    /// <summary>Of them, those with at least one crash that it caused; a device counts once.</summary>
    public required long DevicesHit { get; init; }

    /// <summary>While it was in use.</summary>
    public required long Crashes { get; init; }

    /// <summary>Of them, those that its regressions add to the base's.</summary>
    public required long CrashesCaused { get; init; }

    /// <summary>The same by platform: each figure is the sum of its platforms'.</summary>
    public required ImmutableArray<ReleasePlatformFigures> Platforms { get; init; }

    /// <summary>Those that crashed under it, that it harms, or that were signalled or listed under it.</summary>
    public required ImmutableArray<ApplicationCrashFigures> Applications { get; init; }

    /// <summary>By application and platform: those that it harms, or that were signalled.</summary>
    public required ImmutableArray<SurveillanceFigures> Surveillance { get; init; }
}

/// <summary>One platform under one release: as in <see cref="ReleaseCrashFigures"/>.</summary>
/// <param name="Platform">The platform of the devices.</param>
/// <param name="DevicesUsing">Devices on which the release was in use at least once.</param>
/// <param name="DevicesCrashed">Of them, those with at least one crash of any application.</param>
/// <param name="DevicesHit">Devices with at least one crash that the release caused.</param>
/// <param name="Crashes">While the release was in use.</param>
/// <param name="CrashesCaused">Of them, those that the release adds to the base's.</param>
public sealed record ReleasePlatformFigures(
    string Platform, long DevicesUsing, long DevicesCrashed, long DevicesHit, long Crashes, long CrashesCaused);

/// <summary>One platform of one application under one release: as in <see cref="ApplicationCrashFigures"/>.</summary>
/// <param name="Platform">The platform of the devices.</param>
/// <param name="DevicesCrashed">Devices on which the application crashed while the release was in use.</param>
/// <param name="DevicesHit">Devices with at least one crash that the release caused.</param>
/// <param name="Crashes">While the release was in use.</param>
/// <param name="CrashesCaused">Of them, those that the release adds to the base's.</param>
public sealed record PlatformCrashFigures(
    string Platform, long DevicesCrashed, long DevicesHit, long Crashes, long CrashesCaused);

/// <summary>Recommendations to remove a release, as devices showed them.</summary>
/// <param name="Shown">Devices on which one was shown, each time.</param>
/// <param name="Accepted">Those that the person followed.</param>
/// <param name="Declined">Those that the person refused.</param>
/// <param name="Unanswered">By the end of the run.</param>
public sealed record RecommendationFigures(long Shown, long Accepted, long Declined, long Unanswered);

/// <summary>One application under one release.</summary>
public sealed record ApplicationCrashFigures
{
    /// <summary>The application's name.</summary>
    public required string Id { get; init; }

    /// <summary>The release makes it crash more often, on at least one platform.</summary>
    public required bool IsHarmed { get; init; }

    /// <summary>Devices on which it crashed while the release was in use.</summary>
    public required long DevicesCrashed { get; init; }

    /// <summary>Those of them that run the release at the end.</summary>
    public required long CrashedStillOn { get; init; }

    /// <summary>Devices with at least one crash of it that the release caused.</summary>
    public required long DevicesHit { get; init; }

    /// <summary>While the release was in use.</summary>
    public required long Crashes { get; init; }

    /// <summary>Of them, those that the release's regressions add to the base's.</summary>
    public required long CrashesCaused { get; init; }

    /// <summary>The same by platform: each figure is the sum of its platforms'.</summary>
    public required ImmutableArray<PlatformCrashFigures> Platforms { get; init; }

    /// <summary>To the first crash of it, caused or not.</summary>
    public required decimal? SecondsToFirstCrash { get; init; }

    /// <summary>To the first crash of it that the release caused.</summary>
    public required decimal? SecondsToFirstCrashCaused { get; init; }

    /// <summary>To the first signal on a platform on which the release harms it.</summary>
    public required decimal? SecondsToDetection { get; init; }

    /// <summary>To the first signal on a platform on which the release does not harm it.</summary>
    public required decimal? SecondsToFalseAlarm { get; init; }

    /// <summary>To the first published list that names it.</summary>
    public required decimal? SecondsToList { get; init; }

    /// <summary>
    /// Until the last device on which it crashed stopped running the release, by removal, replacement or software
    /// update; null while one of them runs the release, or when it crashed on no device.
    /// </summary>
    public required decimal? SecondsToLastOff { get; init; }

    /// <summary>Until the latest moment so far at which such a device stopped running the release.</summary>
    public required decimal? SecondsToLatestOff { get; init; }

    /// <summary>
    /// <see cref="SecondsToLastOff"/> from withdrawal; also null when no such device ran the release by then.
    /// </summary>
    public required decimal? SecondsFromWithdrawalToLastOff { get; init; }
}
