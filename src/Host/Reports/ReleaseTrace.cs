using System.Collections.Immutable;
using RsrActors.Model;
using RsrActors.Model.Devices;
using RsrActors.Model.Releases;
using RsrActors.Model.Simulation;

namespace RsrActors.Host.Reports;

/// <summary>Where a release is in its life, in the report's words.</summary>
internal enum ReleaseStanding
{
    Drafted,
    Published,
    Paused,
    Withdrawn,
    Superseded,
}

/// <summary>What the report remembers of one release while it reads a history.</summary>
/// <param name="place">From 0, in the order of first mention.</param>
internal sealed class ReleaseTrace(string id, int place)
{
    private readonly DeviceMarks _marks = new();
    private readonly Tally<DeviceFault> _faults = new();
    private readonly Tally<InstallStep> _steps = new();
    private readonly Tally<RemovalCause> _removals = new();
    private long _offered;
    private long _activated;
    private long _removed;
    private long _abandoned;
    private long _browserProtected;
    private long _eligible;
    private long _eligibleActivated;
    private VirtualTime _publishedAt = VirtualTime.Never;
    private VirtualTime _withdrawnAt = VirtualTime.Never;
    private VirtualTime _lastRemovalAt = VirtualTime.Never;
    private VirtualTime _halfAt = VirtualTime.Never;
    private VirtualTime _nineTenthsAt = VirtualTime.Never;
    private ReleaseStanding _standing;

    public string Id { get; } = id;

    public int Place { get; } = place;

    /// <summary>Its crashes; null in a run without crash analytics.</summary>
    public ReleaseCrashes? Crashes { get; init; }

    public ImmutableArray<ReleaseTarget> Targets { get; private set; } = [];

    /// <summary>Devices on which it is the active response.</summary>
    public long ActiveNow { get; set; }

    public void Apply(ReleaseEvent happened, VirtualTime at)
    {
        _standing = happened switch
        {
            ReleaseEvent.Drafted => ReleaseStanding.Drafted,
            ReleaseEvent.Published or ReleaseEvent.Resumed => ReleaseStanding.Published,
            ReleaseEvent.RampAdvanced or ReleaseEvent.RolloutHeld => _standing,
            ReleaseEvent.Paused => ReleaseStanding.Paused,
            ReleaseEvent.Withdrawn => ReleaseStanding.Withdrawn,
            ReleaseEvent.Superseded => ReleaseStanding.Superseded,
            _ => throw new ArgumentOutOfRangeException(nameof(happened), happened, "A new event needs a rule here."),
        };
        if (happened is ReleaseEvent.Drafted drafted)
            Targets = drafted.Targets;
        if (happened is ReleaseEvent.Withdrawn)
            _withdrawnAt = at;
        Crashes?.Apply(happened, at);
    }

    public void Publish(VirtualTime at) => _publishedAt = at;

    /// <summary>The device is on a prerequisite build at publication: the times to 50 % and 90 % count it.</summary>
    public void Admit(int device) => _eligible += _marks.Set(device, Mark.Eligible) ? 1 : 0;

    public void Offer(int device) => _offered += _marks.Set(device, Mark.Offered) ? 1 : 0;

    public void ProtectBrowser(int device) => _browserProtected += _marks.Set(device, Mark.BrowserProtected) ? 1 : 0;

    public void Abandon(int device) => _abandoned += _marks.Set(device, Mark.Abandoned) ? 1 : 0;

    public void Activate(int device, VirtualTime at)
    {
        if (!_marks.Set(device, Mark.Activated))
            return;
        _activated++;
        if (!_marks.Has(device, Mark.Eligible))
            return;
        _eligibleActivated++;
        if (_halfAt.IsNever && _eligibleActivated * 2 >= _eligible)
            _halfAt = at;
        if (_nineTenthsAt.IsNever && _eligibleActivated * 10 >= _eligible * 9)
            _nineTenthsAt = at;
    }

    public void Fail(DeviceEvent.InstallAttemptFailed failed)
    {
        _faults.Count((int)failed.Fault);
        _steps.Count((int)failed.Step);
    }

    public void Remove(int device, RemovalCause cause, VirtualTime at)
    {
        _removed += _marks.Set(device, Mark.Removed) ? 1 : 0;
        if (_marks.Set(device, (Mark)((int)Mark.RemovedByFirstCause << (int)cause)))
            _removals.Count((int)cause);
        if (!_withdrawnAt.IsNever)
            _lastRemovalAt = at;
    }

    public ReleaseFigures ToFigures() => new(
        Id,
        Words.Of(_standing),
        _offered,
        _activated,
        ActiveNow,
        _removed,
        _abandoned,
        _faults.ToCounts(),
        FixedDecimals.SecondsBetween(_publishedAt, _halfAt),
        FixedDecimals.SecondsBetween(_publishedAt, _nineTenthsAt),
        _removals.ToCounts(),
        _browserProtected,
        FixedDecimals.SecondsBetween(_withdrawnAt, _lastRemovalAt),
        _steps.ToCounts());
}

/// <summary>What the report remembers of one software update.</summary>
/// <param name="place">From 0, in the order of first mention.</param>
internal sealed class UpdateTrace(string version, int place)
{
    private readonly DeviceMarks _marks = new();
    private readonly Tally<DeviceFault> _faults = new();
    private long _offered;
    private long _installed;

    public string Version { get; } = version;

    public int Place { get; } = place;

    public void Offer(int device) => _offered += _marks.Set(device, Mark.Offered) ? 1 : 0;

    public void Install(int device) => _installed += _marks.Set(device, Mark.Installed) ? 1 : 0;

    public void Fail(DeviceFault fault) => _faults.Count((int)fault);

    public SoftwareUpdateFigures ToFigures() => new(Version, _offered, _installed, _faults.ToCounts());
}
