using RsrActors.Model.Devices.States;
using RsrActors.Model.Releases;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.Reports.Figures;
using RsrActors.Reports.Numbers;
using RsrActors.Reports.Traces;

namespace RsrActors.Reports.Adoption;

/// <summary>What the report keeps about one software update.</summary>
/// <param name="place">From 0, in the order of first mention.</param>
/// <param name="loop">Whether and how devices fail to start with it; null when all of them start.</param>
internal sealed class UpdateProjection(string version, int place, BootLoop? loop)
{
    private static readonly int[] DaysShown = [1, 3, 7, 14];

    private readonly DeviceMarks _marks = new();
    private readonly Tally<DeviceFault> _faults = new();
    private readonly List<VirtualTime> _restored = [];
    private VirtualTime? _published;
    private VirtualTime? _withdrawn;
    private long _offered;
    private long _installed;
    private long _looped;
    private long _crashes;

    public string Version { get; } = version;

    public int Place { get; } = place;

    public void Apply(ReleaseEvent happened, VirtualTime at)
    {
        switch (happened)
        {
            case ReleaseEvent.Published:
                _published = at;
                break;
            case ReleaseEvent.Withdrawn:
                _withdrawn = at;
                break;
        }
    }

    public void Offer(int device) => _offered += _marks.Set(device, Mark.Offered) ? 1 : 0;

    public void Install(int device) => _installed += _marks.Set(device, Mark.Installed) ? 1 : 0;

    public void Fail(DeviceFault fault) => _faults.Count((int)fault);

    /// <summary>A device does not start with it. A device may be restored and loop again; it counts once.</summary>
    public void Loop(int device) => _looped += _marks.Set(device, Mark.GaveUp) ? 1 : 0;

    /// <summary>A device runs again on its previous build.</summary>
    public void Restore(int device, VirtualTime at)
    {
        if (_marks.Set(device, Mark.Removed))
            _restored.Add(at);
    }

    /// <summary>A crash that the update caused.</summary>
    public void Crash() => _crashes++;

    public SoftwareUpdateFigures ToFigures(VirtualTime end) => new(Version, _offered, _installed, _faults.ToCounts())
    {
        PublishedSeconds = Seconds(_published),
        WithdrawnSeconds = Seconds(_withdrawn),
        CausedCrashes = _crashes,
        BootLoop = loop is null || _published is not { } published
            ? null
            : new(_looped, _restored.Count, [.. Points(loop).Select(point => Restored(published, point, end))]),
    };

    /// <summary>The moments of the published shares; without any, some days after the publication.</summary>
    private static IEnumerable<(TimeSpan After, double? Published)> Points(BootLoop loop) => loop.Published.IsEmpty
        ? DaysShown.Select(days => (TimeSpan.FromDays(days), (double?)null))
        : loop.Published.Select(point => (point.After, (double?)point.Share));

    private RestoredFigures Restored(
        VirtualTime published, (TimeSpan After, double? Published) point, VirtualTime end)
    {
        var moment = published + point.After;
        var restored = moment <= end ? _restored.Count(at => at <= moment) : (int?)null;
        return new(
            FixedDecimals.Seconds((long)point.After.TotalMilliseconds), restored,
            _looped > 0 && restored is { } some ? FixedDecimals.Of((double)some / _looped) : null,
            point.Published is { } share ? FixedDecimals.Of(share) : null);
    }

    private static decimal? Seconds(VirtualTime? at) =>
        at is { } some ? FixedDecimals.Seconds(some.Milliseconds) : null;
}
