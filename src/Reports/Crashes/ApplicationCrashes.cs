using RsrActors.Model.Analytics;
using RsrActors.Model.Platforms;
using RsrActors.Model.Simulation;
using RsrActors.Reports.Figures;
using RsrActors.Reports.Numbers;

namespace RsrActors.Reports.Crashes;

/// <summary>What the report keeps about one application under one release.</summary>
internal sealed class ApplicationCrashes(string id)
{
    private readonly PlatformCrashes _crashes = new();
    private readonly ReportedUse[] _reported = new ReportedUse[PlatformNames.All.Count];
    private long _crashedStillOn;
    private VirtualTime _firstCrashAt = VirtualTime.Never;
    private VirtualTime _firstCausedAt = VirtualTime.Never;
    private VirtualTime _latestOffAt = VirtualTime.Never;
    private VirtualTime _detectedAt = VirtualTime.Never;
    private VirtualTime _falselyDetectedAt = VirtualTime.Never;
    private VirtualTime _listedAt = VirtualTime.Never;

    public string Id { get; } = id;

    /// <summary>Whether it crashed, was signalled or was listed under the release.</summary>
    public bool Matters =>
        _crashes.Crashes > 0 || !_detectedAt.IsNever || !_falselyDetectedAt.IsNever || !_listedAt.IsNever;

    /// <param name="runsRelease">After the crash at least Safari runs the release on the device.</param>
    public void Crash(int device, Platform platform, bool runsRelease, bool isCaused, VirtualTime at)
    {
        _firstCrashAt = VirtualTime.Min(_firstCrashAt, at);
        if (isCaused)
            _firstCausedAt = VirtualTime.Min(_firstCausedAt, at);
        if (_crashes.Add(device, platform, isCaused))
            _crashedStillOn += runsRelease ? 1 : 0;
    }

    public void Enter(int device) => _crashedStillOn += _crashes.HasCrashed(device) ? 1 : 0;

    public void Leave(int device, VirtualTime at)
    {
        if (!_crashes.HasCrashed(device))
            return;
        _crashedStillOn--;
        _latestOffAt = at;
    }

    /// <summary>The sequential test signals the application.</summary>
    /// <param name="isHarmed">Whether the release harms it on the platform of the signal.</param>
    public void Detect(bool isHarmed, VirtualTime at)
    {
        if (isHarmed)
            _detectedAt = VirtualTime.Min(_detectedAt, at);
        else
            _falselyDetectedAt = VirtualTime.Min(_falselyDetectedAt, at);
    }

    public void List(VirtualTime at) => _listedAt = VirtualTime.Min(_listedAt, at);

    public void Report(Platform platform, int crashes, double hours) =>
        _reported[(int)platform] += ReportedUse.Of(crashes, hours);

    public ReportedUse ReportedOn(Platform platform) => _reported[(int)platform];

    public ApplicationCrashFigures ToFigures(
        bool isHarmed, IEnumerable<Platform> platforms, VirtualTime publishedAt, VirtualTime withdrawnAt)
    {
        var lastOffAt = _crashedStillOn > 0 ? VirtualTime.Never : _latestOffAt;
        return new()
        {
            Id = Id,
            IsHarmed = isHarmed,
            DevicesCrashed = _crashes.DevicesCrashed,
            CrashedStillOn = _crashedStillOn,
            DevicesHit = _crashes.DevicesHit,
            Crashes = _crashes.Crashes,
            CrashesCaused = _crashes.CrashesCaused,
            Platforms = _crashes.ToFigures(platforms),
            SecondsToFirstCrash = Since(_firstCrashAt),
            SecondsToFirstCrashCaused = Since(_firstCausedAt),
            SecondsToDetection = Since(_detectedAt),
            SecondsToFalseAlarm = Since(_falselyDetectedAt),
            SecondsToList = Since(_listedAt),
            SecondsToLastOff = Since(lastOffAt),
            SecondsToLatestOff = Since(_latestOffAt),
            SecondsFromWithdrawalToLastOff =
                lastOffAt < withdrawnAt ? null : FixedDecimals.SecondsBetween(withdrawnAt, lastOffAt),
        };

        decimal? Since(VirtualTime moment) => FixedDecimals.SecondsBetween(publishedAt, moment);
    }
}
