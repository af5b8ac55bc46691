using System.Collections.Immutable;
using RsrActors.Model.Analytics;
using RsrActors.Model.Platforms;
using RsrActors.Model.Releases;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.Reports.Figures;
using RsrActors.Reports.Numbers;
using RsrActors.Reports.Traces;

namespace RsrActors.Reports.Crashes;

/// <summary>What the report keeps about one release's crashes while it reads a history.</summary>
internal sealed class ReleaseCrashes
{
    private readonly Release? _release;
    private readonly ReleaseSurveillance _surveillance;
    private readonly Roster<ApplicationCrashes> _applications = new((application, _) => new(application));
    private readonly PlatformCrashes _crashes = new();
    private readonly DeviceSet _using = new();
    private readonly long[] _devicesUsing = new long[PlatformNames.All.Count];
    private readonly DeviceTime _vulnerable = new();
    private HashSet<(Platform Platform, ushort Build)> _prerequisites = [];
    private long _shown;
    private long _accepted;
    private long _declined;
    private VirtualTime _pausedAt = VirtualTime.Never;
    private VirtualTime _withdrawnAt = VirtualTime.Never;
    private VirtualTime _listedAt = VirtualTime.Never;

    /// <param name="number">Its place in rosters, counted from 1, as in a <see cref="DeviceProjection"/>.</param>
    public ReleaseCrashes(string id, int number, Surveillance surveillance)
    {
        (Id, Number, _release) = (id, number, surveillance.Scenario.FindRelease(id));
        _surveillance = new(surveillance, _release, number);
    }

    public string Id { get; }

    public int Number { get; }

    public char Letter { get; private set; }

    public VirtualTime PublishedAt { get; private set; } = VirtualTime.Never;

    public bool IsPublished => !PublishedAt.IsNever;

    /// <summary>It causes crashes of at least one application on at least one platform.</summary>
    public bool DoesHarm => _surveillance.PairsHarmed > 0;

    private IEnumerable<Platform> TargetPlatforms =>
        _release is null ? [] : _release.Targets.Select(target => target.Platform).Distinct();

    public void Apply(ReleaseEvent happened, VirtualTime at)
    {
        switch (happened)
        {
            case ReleaseEvent.Drafted e:
                Letter = e.Letter!.Value; // Only updates have none.
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

    public void Detect(AnalyticsEvent.RegressionDetected detected, VirtualTime at)
    {
        _surveillance.Detect(detected, at);
        _applications.Of(detected.Application)
            .Detect(_surveillance.IsHarmed(detected.Application, detected.Platform), at);
    }

    public void List(ImmutableArray<string> applications, VirtualTime at)
    {
        _listedAt = VirtualTime.Min(_listedAt, at);
        foreach (var application in applications)
            _applications.Of(application).List(at);
    }

    /// <param name="device">The device after the crash.</param>
    public void Crash(string application, int number, in DeviceProjection device, bool isCaused, VirtualTime at)
    {
        _crashes.Add(number, device.Platform, isCaused);
        _applications.Of(application).Crash(number, device.Platform, device.Runs(Number), isCaused, at);
    }

    public void Report(CrashTotal total, Platform platform) =>
        _applications.Of(total.Application).Report(platform, total.Crashes, total.Hours);

    public void Recommend() => _shown++;

    public void Answer(bool accepted)
    {
        _accepted += accepted ? 1 : 0;
        _declined += accepted ? 0 : 1;
    }

    /// <summary>A device's content or its sharing has changed.</summary>
    public void Move(int device, in DeviceProjection before, in DeviceProjection after, VirtualTime at)
    {
        _surveillance.Move(before, after, at);
        var (ran, runs) = (before.Runs(Number), after.Runs(Number));
        if (ran == runs)
            return;
        if (runs && _using.Add(device))
            _devicesUsing[(int)after.Platform]++;
        foreach (var application in _applications.All)
        {
            if (runs)
                application.Enter(device);
            else
                application.Leave(device, at);
        }
    }

    /// <summary>A device becomes vulnerable, or is no longer vulnerable.</summary>
    public void Expose(bool before, bool after, VirtualTime at) => _vulnerable.Change(before, after, at);

    public ReleaseCrashFigures ToFigures(VirtualTime end) => new()
    {
        Id = Id,
        SecondsToPublication = FixedDecimals.Seconds(PublishedAt.Milliseconds),
        SecondsToPause = FixedDecimals.SecondsBetween(PublishedAt, _pausedAt),
        SecondsToWithdrawal = FixedDecimals.SecondsBetween(PublishedAt, _withdrawnAt),
        SecondsToList = FixedDecimals.SecondsBetween(PublishedAt, _listedAt),
        SecondsToDetection = _surveillance.SecondsToDetection(PublishedAt),
        FalseAlarms = _surveillance.FalseAlarms(PublishedAt),
        PairsHarmed = _surveillance.PairsHarmed,
        PairsHarmless = _surveillance.PairsHarmless,
        Signals = _surveillance.Signals(PublishedAt),
        Recommendations = new(_shown, _accepted, _declined, _shown - _accepted - _declined),
        DeviceHoursVulnerable = FixedDecimals.Hours(_vulnerable.MillisecondsAt(end)),
        DeviceHoursRegressed = FixedDecimals.Hours(_surveillance.MillisecondsRegressed(end)),
        DevicesUsing = _devicesUsing.Sum(),
        DevicesCrashed = _crashes.DevicesCrashed,
        DevicesHit = _crashes.DevicesHit,
        Crashes = _crashes.Crashes,
        CrashesCaused = _crashes.CrashesCaused,
        Platforms = _crashes.ToFigures(PlatformsInUse(), _devicesUsing),
        Applications =
        [
            .. _applications.All.Where(application => application.Matters || _surveillance.IsHarmed(application.Id))
                .Select(application => application.ToFigures(
                    _surveillance.IsHarmed(application.Id), TargetPlatforms, PublishedAt, _withdrawnAt))
                .OrderBy(one => one.Id, StringComparer.Ordinal),
        ],
        Surveillance = _surveillance.ToFigures(
            (application, platform) => _applications.Of(application).ReportedOn(platform), PublishedAt),
    };

    private IEnumerable<Platform> PlatformsInUse() =>
        TargetPlatforms.Union(Enum.GetValues<Platform>().Where(platform => _devicesUsing[(int)platform] > 0));
}
