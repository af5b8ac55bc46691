using RsrActors.Model.Devices.States;
using RsrActors.Model.Mechanisms.All;
using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.Reports.Figures;
using RsrActors.Reports.Numbers;

namespace RsrActors.Reports.Exposure;

/// <summary>How far a device is exposed, and by which mechanism it is fixed if it is protected.</summary>
/// <param name="By">The one that the report names when several do.</param>
/// <param name="Fixing">All whose fixed content every process runs; <paramref name="By"/> is one of them.</param>
internal readonly record struct Exposure(ExposureLevel Level, MechanismKind? By, MechanismSet Fixing);

/// <summary>
/// How many devices are exposed to one vulnerability now, and for how long devices were exposed so far. Time counts
/// from the moment at which the vulnerability is known, but not before the scenario's start.
/// </summary>
internal sealed class ExposureCount(Vulnerability vulnerability)
{
    private static readonly int[] Percents = [50, 90, 95, 99];

    private readonly long[] _devices = new long[3];
    private readonly long[] _protectedBy = new long[AllMechanisms.List.Length];
    private readonly long[] _everProtectedBy = new long[AllMechanisms.List.Length];
    private readonly VirtualTime?[] _firstBy = new VirtualTime?[AllMechanisms.List.Length];
    private readonly VirtualTime?[] _reached = new VirtualTime?[Percents.Length];
    private readonly VirtualTime _exploitedFrom = vulnerability.Exploited is { } exploited
        ? VirtualTime.Max(SinceStart(exploited), SinceStart(vulnerability.Known))
        : VirtualTime.Never;

    private VirtualTime _last;
    private Int128 _exposed;
    private Int128 _partly;
    private Int128 _exploited;

    private ExposureCount(ExposureCount other, Vulnerability same) : this(same)
    {
        (_last, _exposed, _partly, _exploited) = (other._last, other._exposed, other._partly, other._exploited);
        other._devices.CopyTo(_devices, 0);
        other._reached.CopyTo(_reached, 0);
        other._protectedBy.CopyTo(_protectedBy, 0);
        other._everProtectedBy.CopyTo(_everProtectedBy, 0);
        other._firstBy.CopyTo(_firstBy, 0);
    }

    /// <summary>The moment from which on device-hours count.</summary>
    public VirtualTime From { get; } = SinceStart(vulnerability.Known);

    public long Devices => _devices[0] + _devices[1] + _devices[2];

    /// <param name="was">Null for a device that joins the fleet.</param>
    /// <param name="first">The mechanisms whose fixed content runs on the device for the first time.</param>
    public void Move(Exposure? was, Exposure now, MechanismSet first, VirtualTime at)
    {
        Settle(at);
        if (was is { } before)
        {
            _devices[(int)before.Level]--;
            if (before.By is { } old)
                _protectedBy[(int)old]--;
        }

        _devices[(int)now.Level]++;
        if (now.By is { } mechanism)
            _protectedBy[(int)mechanism]++;
        for (var i = 0; i < _everProtectedBy.Length; i++)
        {
            if (!first.Contains((MechanismKind)i))
                continue;
            _everProtectedBy[i]++;
            _firstBy[i] ??= at;
        }
    }

    /// <summary>As of a moment at or after the last event. More events may follow.</summary>
    public ExposureFigures ToFigures(string platform, VirtualTime end)
    {
        var atEnd = new ExposureCount(this, vulnerability);
        atEnd.Settle(end);
        atEnd.NoteMilestones();
        return new()
        {
            Platform = platform,
            Devices = Devices,
            Exposed = _devices[(int)ExposureLevel.Exposed],
            Partly = _devices[(int)ExposureLevel.Partly],
            Protected = _devices[(int)ExposureLevel.Protected],
            ExposedHours = FixedDecimals.Hours(atEnd._exposed),
            PartlyHours = FixedDecimals.Hours(atEnd._partly),
            ExploitedHours = FixedDecimals.Hours(atEnd._exploited),
            ProtectedAfter = new(After(atEnd, 0), After(atEnd, 1), After(atEnd, 2), After(atEnd, 3)),
            ProtectedBy =
            [
                .. AllMechanisms.List.Select((mechanism, i) => new MechanismShare(
                    mechanism.Name, _protectedBy[i], _everProtectedBy[i],
                    _firstBy[i] is { } first ? FixedDecimals.Seconds(first.Milliseconds) : null))
                    .Where(share => share.BecameProtected > 0 || share.Devices > 0),
            ],
        };
    }

    private decimal? After(ExposureCount count, int place) => count._reached[place] is { } moment
        ? FixedDecimals.SecondsBetween(From, VirtualTime.Max(From, moment))
        : null;

    /// <summary>Adds the time since the last change, during which the counts stayed as they are.</summary>
    private void Settle(VirtualTime at)
    {
        if (at == _last)
            return;
        NoteMilestones();
        var (exposed, partly) = (_devices[(int)ExposureLevel.Exposed], _devices[(int)ExposureLevel.Partly]);
        var counted = Since(From, at);
        _exposed += (Int128)counted * (exposed + partly);
        _partly += (Int128)counted * partly;
        _exploited += (Int128)Since(_exploitedFrom, at) * (exposed + partly);
        _last = at;
    }

    /// <summary>A milestone is the first moment after whose events the percentage is protected.</summary>
    private void NoteMilestones()
    {
        var isProtected = _devices[(int)ExposureLevel.Protected];
        for (var i = 0; i < Percents.Length; i++)
        {
            if (_reached[i] is null && Devices > 0 && isProtected * 100 >= Devices * Percents[i])
                _reached[i] = _last;
        }
    }

    private long Since(VirtualTime from, VirtualTime at) =>
        at <= from ? 0 : at.Milliseconds - Math.Max(from.Milliseconds, _last.Milliseconds);

    private static VirtualTime SinceStart(TimeSpan moment) =>
        VirtualTime.Max(VirtualTime.Zero, VirtualTime.Zero + moment);
}
