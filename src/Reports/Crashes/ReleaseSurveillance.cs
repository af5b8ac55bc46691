using System.Collections.Immutable;
using RsrActors.Model.Analytics;
using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.Reports.Figures;
using RsrActors.Reports.Numbers;
using RsrActors.Reports.Traces;

namespace RsrActors.Reports.Crashes;

/// <summary>
/// The signals about one release, and how far the devices that had it in use explain them. A signal counts as a
/// detection only where the release does harm.
/// </summary>
/// <param name="release">As the scenario describes it; null when the scenario does not have it.</param>
/// <param name="number">Its place in rosters, counted from 1, as in a <see cref="DeviceProjection"/>.</param>
internal sealed class ReleaseSurveillance(Surveillance surveillance, Release? release, int number)
{
    private readonly List<(AnalyticsEvent.RegressionDetected Detected, VirtualTime At)> _all = [];
    private readonly Dictionary<(string Application, Platform Platform), Signal> _signals = [];
    private readonly DeviceTime[] _safariOn = [.. PlatformNames.All.Select(_ => new DeviceTime())];
    private readonly DeviceTime[] _allOn = [.. PlatformNames.All.Select(_ => new DeviceTime())];
    private readonly DeviceTimeCurve[] _safariShares = [.. PlatformNames.All.Select(_ => new DeviceTimeCurve())];
    private readonly DeviceTimeCurve[] _allShare = [.. PlatformNames.All.Select(_ => new DeviceTimeCurve())];

    private readonly ImmutableHashSet<(string Application, Platform Platform)> _harmed =
        [.. Pairs(surveillance, release).Where(pair => IsHarmed(surveillance, release!, pair))];

    public int PairsHarmed => _harmed.Count;

    public int PairsHarmless => Pairs(surveillance, release).Count() - _harmed.Count;

    public bool IsHarmed(string application, Platform platform) => _harmed.Contains((application, platform));

    public bool IsHarmed(string application) => _harmed.Any(pair => pair.Application == application);

    public void Detect(AnalyticsEvent.RegressionDetected detected, VirtualTime at)
    {
        _all.Add((detected, at));
        var place = (int)detected.Platform;
        var isSafari = detected.Application == Application.Safari;
        _signals.TryAdd(
            (detected.Application, detected.Platform),
            Signal.Of(
                detected, at, (isSafari ? _safariOn : _allOn)[place].Since,
                (isSafari ? _safariShares : _allShare)[place],
                ForecastOf(detected.Application, detected.Platform)));
    }

    /// <summary>A device's content or its sharing has changed.</summary>
    public void Move(in DeviceProjection before, in DeviceProjection after, VirtualTime at)
    {
        var place = (int)after.Platform;
        var (inSafari, everywhere) = (after.SafariRuns(number), after.Active == number);
        var (wasInSafari, wasEverywhere) = (before.SafariRuns(number), before.Active == number);
        _safariOn[place].Change(wasInSafari, inSafari, at);
        _allOn[place].Change(wasEverywhere, everywhere, at);
        _safariShares[place].Change(before.Shares && wasInSafari, after.Shares && inSafari, at);
        _allShare[place].Change(before.Shares && wasEverywhere, after.Shares && everywhere, at);
    }

    /// <summary>The first signal where the release does harm; null without one.</summary>
    public decimal? SecondsToDetection(VirtualTime publishedAt) =>
        FixedDecimals.SecondsBetween(publishedAt, First(isFalseAlarm: false));

    /// <summary>Signals where the release does no harm.</summary>
    public FalseAlarmFigures FalseAlarms(VirtualTime publishedAt) => new(
        _all.Count(one => IsFalseAlarm(one.Detected)),
        FixedDecimals.SecondsBetween(publishedAt, First(isFalseAlarm: true)));

    public ImmutableArray<SignalFigures> Signals(VirtualTime publishedAt) =>
    [
        .. _all.Select(one => new SignalFigures(
            one.Detected.Application, one.Detected.Platform.Name,
            FixedDecimals.SecondsBetween(publishedAt, one.At) ?? 0, IsFalseAlarm(one.Detected), one.Detected.Crashes,
            FixedDecimals.Of(one.Detected.Expected) ?? 0)),
    ];

    /// <summary>
    /// The time that the release was in use, summed over the devices of the platforms that it harms. It counts from
    /// Safari's relaunch where Safari is harmed, else from the activation.
    /// </summary>
    public long MillisecondsRegressed(VirtualTime end) => _harmed.GroupBy(pair => pair.Platform).Sum(platform =>
        (platform.Any(pair => pair.Application == Application.Safari) ? _safariOn : _allOn)[(int)platform.Key]
            .MillisecondsAt(end));

    /// <summary>For each application and platform that is harmed, or that was signalled.</summary>
    public ImmutableArray<SurveillanceFigures> ToFigures(
        Func<string, Platform, ReportedUse> reportedOn, VirtualTime publishedAt) =>
    [
        .. _harmed.Union(_signals.Keys)
            .OrderBy(pair => pair.Application, StringComparer.Ordinal)
            .ThenBy(pair => pair.Platform)
            .Select(pair => ToFigures(pair, reportedOn(pair.Application, pair.Platform), publishedAt)),
    ];

    private static IEnumerable<(string Application, Platform Platform)> Pairs(
        Surveillance surveillance, Release? release) =>
        from platform in (release?.Targets ?? []).Select(target => target.Platform).Distinct()
        from application in surveillance.Applications
        select (application.Id, platform);

    private static bool IsHarmed(
        Surveillance surveillance, Release release, (string Application, Platform Platform) pair) =>
        surveillance.IsHarmed(
            surveillance.ReleaseOf(release.Id), surveillance.PlaceOf(pair.Application), pair.Platform);

    private bool IsFalseAlarm(AnalyticsEvent.RegressionDetected detected) =>
        !IsHarmed(detected.Application, detected.Platform);

    private VirtualTime First(bool isFalseAlarm) => _all
        .Where(one => IsFalseAlarm(one.Detected) == isFalseAlarm)
        .Select(one => one.At)
        .FirstOrDefault(VirtualTime.Never);

    private SurveillanceFigures ToFigures(
        (string Application, Platform Platform) pair, ReportedUse reported, VirtualTime publishedAt)
    {
        var isHarmed = _harmed.Contains(pair);
        var signal = _signals.GetValueOrDefault(pair)?.ToFigures(publishedAt);
        return new(
            pair.Application,
            pair.Platform.Name,
            isHarmed,
            reported.Crashes,
            FixedDecimals.Hours(reported.Milliseconds),
            ForecastOf(pair.Application, pair.Platform) is { } forecast
                ? Figures(forecast, reported, pair.Platform)
                : null,
            isHarmed ? signal : null,
            isHarmed ? null : signal);
    }

    private ForecastFigures Figures(DetectionForecast forecast, ReportedUse reported, Platform platform)
    {
        var expected = forecast.CrashesPerHour * reported.Hours;
        var scenario = surveillance.Scenario;
        return new(
            FixedDecimals.Of(forecast.RateRatio) ?? 0,
            FixedDecimals.Of(forecast.CrashesPerHour * 1000) ?? 0,
            FixedDecimals.Of(forecast.DailyHours) ?? 0,
            FixedDecimals.Of(scenario.Fleet.MeanSharingOn(platform) * scenario.Analytics.Upload.Panel) ?? 0,
            FixedDecimals.Of(forecast.Alpha) ?? 0,
            FixedDecimals.Of(forecast.Limit) ?? 0,
            FixedDecimals.Of(forecast.CriticalValue) ?? 0,
            FixedDecimals.Of(forecast.Performance.Power) ?? 0,
            FixedDecimals.Of(forecast.Performance.ExpectedAtSignal),
            FixedDecimals.Of(expected) ?? 0,
            FixedDecimals.Of(forecast.PowerAt(expected)) ?? 0);
    }

    private DetectionForecast? ForecastOf(string application, Platform platform) =>
        release is null
            ? null
            : DetectionForecast.Of(
                surveillance, release, surveillance.Applications[surveillance.PlaceOf(application)], platform);
}
