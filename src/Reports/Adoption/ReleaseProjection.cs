using System.Collections.Immutable;
using RsrActors.Model;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Releases;
using RsrActors.Model.Rollouts.Admissions;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.Reports.Crashes;
using RsrActors.Reports.Figures;
using RsrActors.Reports.Numbers;
using RsrActors.Reports.Traces;

namespace RsrActors.Reports.Adoption;

/// <summary>The state of a release, in the report's words.</summary>
internal enum ReleaseStanding
{
    Drafted,
    Published,
    Paused,
    Withdrawn,
    Superseded,
}

/// <summary>What the report keeps about one release while it reads a history.</summary>
/// <param name="place">From 0, in the order of first mention.</param>
internal sealed class ReleaseProjection(string id, int place)
{
    private readonly DeviceMarks _marks = new();
    private readonly Reach _reach = new();
    private readonly RampCourse _ramp = new();
    private readonly Tally<FoundBy> _offered = new();
    private readonly Tally<FoundBy> _offers = new();
    private readonly Tally<FoundBy> _activated = new();
    private readonly Tally<ActivityEnd> _ended = new();
    private readonly Tally<DeviceFault> _faults = new();
    private readonly Tally<InstallStep> _steps = new();
    private readonly Tally<RemovalCause> _removals = new();
    private readonly Tally<RemovedFrom> _removedFrom = new();
    private HashSet<(Platform Platform, ushort Build)> _prerequisites = [];
    private long _activeFromStart;
    private long _removed;
    private long _abandoned;
    private long _browserProtected;
    private VirtualTime _publishedAt = VirtualTime.Never;
    private VirtualTime _withdrawnAt = VirtualTime.Never;
    private VirtualTime _supersededAt = VirtualTime.Never;
    private VirtualTime _lastRemovalAt = VirtualTime.Never;

    public string Id { get; } = id;

    public int Place { get; } = place;

    /// <summary>Its number in a <see cref="DeviceProjection"/>: its place, counted from 1.</summary>
    public ushort Number { get; } = checked((ushort)(place + 1));

    /// <summary>Which devices were in contact at the start; null where no device was away.</summary>
    public Contact? Contact { get; init; }

    /// <summary>Its crashes; null in a run without crash analytics.</summary>
    public ReleaseCrashes? Crashes { get; init; }

    public ImmutableArray<ReleaseTarget> Targets { get; private set; } = [];

    /// <summary>Devices on which it is the active response.</summary>
    public long ActiveNow { get; private set; }

    public ReleaseStanding Standing { get; private set; }

    /// <summary>The share of the fleet that the ramp admits.</summary>
    public double Percent { get; private set; }

    /// <summary>How the ramp admits devices; null when it admits a share of the fleet by their draws.</summary>
    public PublishedAdmission? Admission => _ramp.Admission;

    public bool WasPublished => !_publishedAt.IsNever;

    /// <summary>Published, and neither withdrawn nor superseded; a pause counts.</summary>
    public bool IsPublished => Standing is ReleaseStanding.Published or ReleaseStanding.Paused;

    public void Apply(ReleaseEvent happened, VirtualTime at)
    {
        switch (happened)
        {
            case ReleaseEvent.Drafted e:
                (Standing, Targets) = (ReleaseStanding.Drafted, e.Targets);
                break;
            case ReleaseEvent.Published e:
                (Standing, Percent) = (ReleaseStanding.Published, e.Percent);
                break;
            case ReleaseEvent.RampAdvanced e:
                Percent = e.Percent;
                break;
            case ReleaseEvent.RolloutHeld or ReleaseEvent.RolloutDecided:
            case ReleaseEvent.RingPromoted or ReleaseEvent.RingHeld:
                break;
            case ReleaseEvent.Paused:
                Standing = ReleaseStanding.Paused;
                break;
            case ReleaseEvent.Resumed:
                Standing = ReleaseStanding.Published;
                break;
            case ReleaseEvent.Withdrawn:
                (Standing, _withdrawnAt) = (ReleaseStanding.Withdrawn, at);
                break;
            case ReleaseEvent.Superseded:
                (Standing, _supersededAt) = (ReleaseStanding.Superseded, at);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(happened), happened, "A new event needs a rule here.");
        }

        _ramp.Apply(happened, at);
        Crashes?.Apply(happened, at);
    }

    /// <summary>What its ramp has cost the eligible devices.</summary>
    /// <param name="devices">The number of devices in the fleet.</param>
    public RampFigures? RampUntil(VirtualTime end, World world, int devices) => _ramp.ToFigures(
        world, Id, Enumerable.Range(0, devices).Where(device => _marks.Has(device, Mark.Eligible)), end);

    public void Publish(HashSet<(Platform Platform, ushort Build)> prerequisites, VirtualTime at) =>
        (_prerequisites, _publishedAt) = (prerequisites, at);

    /// <summary>Whether it has a target for devices of a platform on a base build.</summary>
    public bool IsFor(Platform platform, ushort build) => _prerequisites.Contains((platform, build));

    /// <summary>Counts the device as eligible if the release is published for its build.</summary>
    public void Admit(int device, in DeviceProjection trace)
    {
        if (!IsPublished || !IsFor(trace.Platform, trace.Build) || !_marks.Set(device, Mark.Eligible))
            return;
        _reach.Admit(trace.Platform, Contact.IsInContact(device));

        // To a device that has it already, the publication brings it at once.
        if (_marks.Has(device, Mark.FromStart))
            _reach.Activate(trace.Platform, Contact.IsInContact(device), _publishedAt);
    }

    public void Offer(int device, FoundBy foundBy)
    {
        _offers.Count((int)foundBy);
        if (_marks.Set(device, Mark.Offered))
            _offered.Count((int)foundBy);
        _marks.Clear(device, Mark.GaveUp | Mark.TakenOff);
    }

    public void ProtectBrowser(int device) => _browserProtected += _marks.Set(device, Mark.BrowserProtected) ? 1 : 0;

    /// <param name="fault">An installation that ends because the release is no longer offered did not fail.</param>
    public void Abandon(int device, DeviceFault fault)
    {
        _abandoned += _marks.Set(device, Mark.Abandoned) ? 1 : 0;
        if (fault != DeviceFault.NoLongerOffered)
            _marks.Set(device, Mark.GaveUp);
    }

    public void Activate(int device, in DeviceProjection trace, VirtualTime at)
    {
        ActiveNow++;
        _marks.Set(device, Mark.Applied);
        if (_marks.EndOn(device) is { } end)
            _ended.Uncount((int)end);
        _marks.SetEnd(device, null);
        if (!_marks.Set(device, Mark.Activated))
            return;
        _activated.Count((int)trace.Work.FoundBy);
        if (_marks.Has(device, Mark.Eligible))
            _reach.Activate(trace.Platform, Contact.IsInContact(device), at);
    }

    /// <summary>It is active on a device from the start.</summary>
    /// <returns>Its number.</returns>
    public ushort Begin(int device)
    {
        ActiveNow++;
        _activeFromStart++;
        _ = _marks.Set(device, Mark.Applied);
        _ = _marks.Set(device, Mark.FromStart);

        // So an installation after a removal is not counted as the first one.
        _ = _marks.Set(device, Mark.Activated);
        return Number;
    }

    /// <summary>It is no longer active on a device.</summary>
    public void Deactivate(int device, ActivityEnd end)
    {
        ActiveNow--;
        _marks.SetEnd(device, end);
        _ended.Count((int)end);
    }

    public void Fail(DeviceEvent.InstallAttemptFailed failed)
    {
        _faults.Count((int)failed.Fault);
        _steps.Count((int)failed.Step);
    }

    /// <summary>Counts a removal; <paramref name="trace"/> is the device before it.</summary>
    public void Remove(int device, in DeviceProjection trace, VirtualTime at)
    {
        var from = trace.Active == Number ? RemovedFrom.Active
            : trace.Safari == Number ? RemovedFrom.SafariOnly
            : _marks.Has(device, Mark.Applied) ? RemovedFrom.Replaced
            : RemovedFrom.Staged;
        _removedFrom.Count((int)from);
        _removals.Count((int)trace.Cause);
        _removed += _marks.Set(device, Mark.Removed) ? 1 : 0;
        _marks.Clear(device, Mark.Applied);
        if (trace.Cause is RemovalCause.User or RemovalCause.Recommendation or RemovalCause.Management)
            _marks.Set(device, Mark.TakenOff);
        if (!_withdrawnAt.IsNever)
            _lastRemovalAt = at;
    }

    /// <summary>Its files are no longer on the device, on which a later response is active.</summary>
    public void ForgetApplied(int device) => _marks.Clear(device, Mark.Applied);

    /// <summary>The device has a new base: nothing of the release is left on it.</summary>
    public void Forget(int device) => _marks.Clear(device, Mark.Applied | Mark.GaveUp | Mark.TakenOff);

    public bool WasTakenOff(int device) => _marks.Has(device, Mark.TakenOff);

    public bool WasGivenUp(int device) => _marks.Has(device, Mark.GaveUp);

    /// <param name="devices">How many of each platform the fleet has.</param>
    public ReleaseFigures ToFigures(long[] devices, ProtectionFigures? protection) => new()
    {
        Id = Id,
        State = Words.Of(Standing),
        PublishedSeconds = FixedDecimals.SecondsBetween(VirtualTime.Zero, _publishedAt),
        WithdrawnSeconds = FixedDecimals.SecondsBetween(VirtualTime.Zero, _withdrawnAt),
        SupersededSeconds = FixedDecimals.SecondsBetween(VirtualTime.Zero, _supersededAt),
        Eligible = _reach.Eligible,
        Offered = _offered.Sum,
        OfferedBy = _offered.ToCounts(),
        Offers = _offers.ToCounts(),
        Activated = _activated.Sum,
        ActivatedBy = _activated.ToCounts(),
        ActiveFromStart = _activeFromStart > 0 ? _activeFromStart : null,
        ActiveNow = ActiveNow,
        EndedBy = _ended.ToCounts(),
        BrowserProtected = _browserProtected,
        Removed = _removed,
        Removals = _removals.ToCounts(),
        RemovedFrom = _removedFrom.ToCounts(),
        SecondsToLastRemoval = FixedDecimals.SecondsBetween(_withdrawnAt, _lastRemovalAt),
        Abandoned = _abandoned,
        FailedAttempts = _faults.ToCounts(),
        FailedSteps = _steps.ToCounts(),
        Reach = WasPublished ? _reach.ToFigures(devices, _publishedAt, Contact is not null) : [],
        Protection = protection,
    };
}
