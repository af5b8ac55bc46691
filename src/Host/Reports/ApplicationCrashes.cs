using RsrActors.Model.Crashes;
using RsrActors.Model.Devices;
using RsrActors.Model.Simulation;

namespace RsrActors.Host.Reports;

/// <summary>What the report remembers of one application under one release.</summary>
/// <param name="compared">There will be a run without the release's regressions to compare with.</param>
internal sealed class ApplicationCrashes(string id, bool compared)
{
    private readonly DeviceSet _affected = new();
    private readonly ReportedUse[] _reported = new ReportedUse[Platforms.All.Count];
    private readonly CausedCrashes? _caused = compared ? new() : null;
    private long _devicesAffected;
    private long _affectedOn;
    private VirtualTime _firstCrashAt = VirtualTime.Never;
    private VirtualTime _lastOffAt = VirtualTime.Never;

    public string Id { get; } = id;

    public long Crashes { get; private set; }

    public VirtualTime DetectedAt { get; private set; } = VirtualTime.Never;

    public VirtualTime ListedAt { get; private set; } = VirtualTime.Never;

    /// <summary>Nothing is said of an application that neither crashed nor was suspected of it.</summary>
    public bool Matters => Crashes > 0 || !DetectedAt.IsNever || !ListedAt.IsNever;

    public void Crash(int device, bool runsRelease, VirtualTime at)
    {
        Crashes++;
        _firstCrashAt = VirtualTime.Min(_firstCrashAt, at);
        _caused?.Happen(device, at);
        if (!_affected.Add(device))
            return;
        _devicesAffected++;
        _affectedOn += runsRelease ? 1 : 0;
    }

    public void HappensAnyway(int device, VirtualTime at) => _caused?.HappensAnyway(device, at);

    public void Enter(int device) => _affectedOn += _affected.Has(device) ? 1 : 0;

    public void Leave(int device, VirtualTime at)
    {
        if (!_affected.Has(device))
            return;
        _affectedOn--;
        _lastOffAt = at;
    }

    public void Detect(VirtualTime at) => DetectedAt = VirtualTime.Min(DetectedAt, at);

    public void List(VirtualTime at) => ListedAt = VirtualTime.Min(ListedAt, at);

    public void Report(Platform platform, int crashes, double hours) =>
        _reported[(int)platform] += ReportedUse.Of(crashes, hours);

    public ReportedUse ReportedOn(Platform platform) => _reported[(int)platform];

    public ApplicationCrashFigures ToFigures(VirtualTime publishedAt, VirtualTime withdrawnAt) => new(
        Id,
        _devicesAffected,
        _affectedOn,
        Crashes,
        _caused?.Count,
        FixedDecimals.SecondsBetween(publishedAt, _firstCrashAt),
        FixedDecimals.SecondsBetween(publishedAt, DetectedAt),
        FixedDecimals.SecondsBetween(publishedAt, ListedAt),
        FixedDecimals.SecondsBetween(publishedAt, _lastOffAt),
        _lastOffAt < withdrawnAt ? null : FixedDecimals.SecondsBetween(withdrawnAt, _lastOffAt));
}
