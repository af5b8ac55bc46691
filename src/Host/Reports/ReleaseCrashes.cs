using System.Collections.Immutable;
using RsrActors.Model.Crashes;
using RsrActors.Model.Devices;
using RsrActors.Model.Population;
using RsrActors.Model.Releases;
using RsrActors.Model.Simulation;

namespace RsrActors.Host.Reports;

/// <summary>What the report remembers of one release's crashes while it reads a history.</summary>
internal sealed class ReleaseCrashes
{
    private readonly Surveillance _surveillance;
    private readonly Release? _release;
    private readonly Roster<ApplicationCrashes> _applications;
    private readonly Dictionary<string, VirtualTime> _detections = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Application, Platform Platform), Signal> _signals = [];
    private readonly DeviceTime _vulnerable = new();
    private HashSet<(Platform Platform, ushort Build)> _prerequisites = [];
    private readonly DeviceTime[] _safariOn = [.. Platforms.All.Select(_ => new DeviceTime())];
    private readonly DeviceTime[] _allOn = [.. Platforms.All.Select(_ => new DeviceTime())];
    private readonly DeviceTimeCurve[] _safariShares = [.. Platforms.All.Select(_ => new DeviceTimeCurve())];
    private readonly DeviceTimeCurve[] _allShare = [.. Platforms.All.Select(_ => new DeviceTimeCurve())];
    private long _shown;
    private long _accepted;
    private long _declined;
    private VirtualTime _pausedAt = VirtualTime.Never;
    private VirtualTime _withdrawnAt = VirtualTime.Never;
    private VirtualTime _listedAt = VirtualTime.Never;

    /// <param name="number">Its place in rosters, from 1: how <see cref="DeviceTrace"/> calls it.</param>
    public ReleaseCrashes(string id, int number, Surveillance surveillance)
    {
        (Id, Number, _surveillance) = (id, number, surveillance);
        _release = surveillance.Scenario.FindRelease(id);
        _applications = new((application, _) => new(application, compared: HasRegressions));
    }

    public string Id { get; }

    public int Number { get; }

    public char Letter { get; private set; }

    public VirtualTime PublishedAt { get; private set; } = VirtualTime.Never;

    public bool IsPublished => !PublishedAt.IsNever;

    private bool HasRegressions => _release is { Regressions.IsEmpty: false };

    public void Apply(ReleaseEvent happened, VirtualTime at)
    {
        switch (happened)
        {
            case ReleaseEvent.Drafted e:
                Letter = e.Letter;
                break;
            case ReleaseEvent.Paused:
                _pausedAt = VirtualTime.Min(_pausedAt, at);
                break;
            case ReleaseEvent.Withdrawn:
                _withdrawnAt = VirtualTime.Min(_withdrawnAt, at);
                break;
        }
    }

    public void Publish(HashSet<(Platform Platform, ushort Build)> prerequisites, VirtualTime at) =>
        (_prerequisites, PublishedAt) = (prerequisites, at);

    /// <summary>Whether it is published for devices of a platform on a base build.</summary>
    public bool IsFor(Platform platform, ushort build) => _prerequisites.Contains((platform, build));

    public void Detect(ServiceEvent.RegressionDetected detected, VirtualTime at)
    {
        _detections.TryAdd(detected.Rule, at);
        if (detected.Rule != _surveillance.Settings.Rule)
            return;
        _applications.Of(detected.Application).Detect(at);
        var place = (int)detected.Platform;
        var isSafari = detected.Application == Application.Safari;
        _signals.TryAdd(
            (detected.Application, detected.Platform),
            Signal.Of(
                detected, at, (isSafari ? _safariOn : _allOn)[place].Since,
                (isSafari ? _safariShares : _allShare)[place],
                ForecastOf(detected.Application, detected.Platform)));
    }

    public void List(ImmutableArray<string> applications, VirtualTime at)
    {
        _listedAt = VirtualTime.Min(_listedAt, at);
        foreach (var application in applications)
            _applications.Of(application).List(at);
    }

    public void Crash(string application, int device, in DeviceTrace trace, VirtualTime at) =>
        _applications.Of(application).Crash(device, trace.Runs(Number), at);

    public void HappensAnyway(string application, int device, VirtualTime at) =>
        _applications.Of(application).HappensAnyway(device, at);

    public void Report(CrashTotal total, Platform platform) =>
        _applications.Of(total.Application).Report(platform, total.Crashes, total.Hours);

    public void Recommend() => _shown++;

    public void Answer(bool accepted)
    {
        _accepted += accepted ? 1 : 0;
        _declined += accepted ? 0 : 1;
    }

    /// <summary>Something about a device has changed: what it runs, or whether it shares.</summary>
    public void Move(int device, in DeviceTrace before, in DeviceTrace after, VirtualTime at)
    {
        var place = (int)after.Platform;
        Change(_safariOn[place], before.SafariRuns(Number), after.SafariRuns(Number), at);
        Change(_allOn[place], before.Active == Number, after.Active == Number, at);
        Change(_safariShares[place], before.Shares && before.SafariRuns(Number), after.Shares && after.SafariRuns(Number), at);
        Change(_allShare[place], before.Shares && before.Active == Number, after.Shares && after.Active == Number, at);

        var (ran, runs) = (before.Runs(Number), after.Runs(Number));
        if (ran == runs)
            return;
        foreach (var application in _applications.All)
        {
            if (runs)
                application.Enter(device);
            else
                application.Leave(device, at);
        }
    }

    /// <summary>A device becomes vulnerable without the release, or is so no more.</summary>
    public void Expose(bool before, bool after, VirtualTime at) => Change(_vulnerable, before, after, at);

    public ReleaseCrashFigures ToFigures(VirtualTime end) => new(
        Id,
        FixedDecimals.SecondsBetween(PublishedAt, _pausedAt),
        FixedDecimals.SecondsBetween(PublishedAt, _withdrawnAt),
        FixedDecimals.SecondsBetween(PublishedAt, _listedAt),
        DetectionRules.Names.ToImmutableSortedDictionary(
            rule => rule,
            rule => _detections.TryGetValue(rule, out var at) ? FixedDecimals.SecondsBetween(PublishedAt, at) : null,
            StringComparer.Ordinal),
        new(_shown, _accepted, _declined, _shown - _accepted - _declined),
        FixedDecimals.Hours(_vulnerable.MillisecondsAt(end)),
        FixedDecimals.Hours(Regressed(end)),
        [
            .. _applications.All.Where(application => application.Matters)
                .Select(application => application.ToFigures(PublishedAt, _withdrawnAt))
                .OrderBy(one => one.Id, StringComparer.Ordinal),
        ],
        [.. Watched().Select(cell => ToFigures(cell.Application, cell.Platform))]);

    private long Regressed(VirtualTime end)
    {
        var sum = 0L;
        foreach (var platform in Enum.GetValues<Platform>())
        {
            var concerned = Regressions(platform).ToArray();
            if (concerned.Length == 0)
                continue;
            var times = concerned.Any(regression => regression.Application == Application.Safari) ? _safariOn : _allOn;
            sum += times[(int)platform].MillisecondsAt(end);
        }

        return sum;
    }

    private IEnumerable<Regression> Regressions(Platform platform) =>
        _release is null || _release.Targets.All(target => target.Platform != platform)
            ? []
            : _release.Regressions.Where(regression => regression.Concerns(platform));

    /// <summary>Where there is something to find, and where something was found.</summary>
    private IEnumerable<(string Application, Platform Platform)> Watched() => Enum.GetValues<Platform>()
        .SelectMany(platform => Regressions(platform).Select(regression => (regression.Application, platform)))
        .Union(_signals.Keys)
        .OrderBy(cell => cell.Item1, StringComparer.Ordinal)
        .ThenBy(cell => cell.Item2);

    private SurveillanceFigures ToFigures(string application, Platform platform)
    {
        var reported = _applications.Of(application).ReportedOn(platform);
        return new(
            application,
            platform.Name,
            reported.Crashes,
            FixedDecimals.Hours(reported.Milliseconds),
            ForecastOf(application, platform) is { } forecast ? Figures(forecast, reported) : null,
            _signals.TryGetValue((application, platform), out var signal) ? signal.ToFigures(PublishedAt) : null);
    }

    private ForecastFigures Figures(DetectionForecast forecast, ReportedUse reported)
    {
        var expected = forecast.CrashesPerHour * reported.Hours;
        return new(
            FixedDecimals.Of(forecast.RateRatio) ?? 0,
            FixedDecimals.Of(forecast.CrashesPerHour * 1000) ?? 0,
            FixedDecimals.Of(forecast.DailyHours) ?? 0,
            FixedDecimals.Of(_surveillance.Scenario.Fleet.SharesAnalytics * _surveillance.Scenario.Analytics.Upload.Panel) ?? 0,
            FixedDecimals.Of(forecast.Alpha) ?? 0,
            FixedDecimals.Of(forecast.Limit) ?? 0,
            FixedDecimals.Of(forecast.CriticalValue) ?? 0,
            FixedDecimals.Of(forecast.Performance.Power) ?? 0,
            FixedDecimals.Of(forecast.Performance.ExpectedAtSignal),
            FixedDecimals.Of(expected) ?? 0,
            FixedDecimals.Of(forecast.PowerAt(expected)) ?? 0);
    }

    private DetectionForecast? ForecastOf(string application, Platform platform) =>
        _release is null || _surveillance.Settings.Rule != DetectionRules.Sequential
            ? null
            : DetectionForecast.Of(
                _surveillance, _release, _surveillance.Applications[_surveillance.PlaceOf(application)], platform);

    private static void Change(DeviceTime time, bool before, bool after, VirtualTime at)
    {
        if (after && !before)
            time.Begin(at);
        else if (before && !after)
            time.End(at);
    }

    private static void Change(DeviceTimeCurve curve, bool before, bool after, VirtualTime at)
    {
        if (after && !before)
            curve.Begin(at);
        else if (before && !after)
            curve.End(at);
    }
}
