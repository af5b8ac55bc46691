using RsrActors.Model.Simulation;

namespace RsrActors.Reports.Traces;

/// <summary>
/// Devices that something is true of, and for how long in all. Exact, and the same size for any number of devices.
/// </summary>
internal sealed class DeviceTime
{
    private long _sum;

    /// <summary>Devices of which it is true at present.</summary>
    public long Now { get; private set; }

    /// <summary>When it was true of one for the first time.</summary>
    public VirtualTime Since { get; private set; } = VirtualTime.Never;

    public void Begin(VirtualTime at)
    {
        Since = VirtualTime.Min(Since, at);
        Now++;
        _sum -= at.Milliseconds;
    }

    public void End(VirtualTime at)
    {
        Now--;
        _sum += at.Milliseconds;
    }

    public void Change(bool before, bool after, VirtualTime at)
    {
        if (after && !before)
            Begin(at);
        else if (before && !after)
            End(at);
    }

    /// <summary>The sum over devices at a moment that is not before the last change, in milliseconds.</summary>
    public long MillisecondsAt(VirtualTime at) => _sum + Now * at.Milliseconds;
}

/// <summary>The same with its past, by the hour.</summary>
internal sealed class DeviceTimeCurve
{
    private const long Hour = 3_600_000;
    private readonly DeviceTime _time = new();
    private readonly List<long> _hourly = [];
    private long _firstHour;

    public long Now => _time.Now;

    public void Begin(VirtualTime at)
    {
        PassTo(at);
        _time.Begin(at);
    }

    public void End(VirtualTime at)
    {
        PassTo(at);
        _time.End(at);
    }

    public void Change(bool before, bool after, VirtualTime at)
    {
        if (after && !before)
            Begin(at);
        else if (before && !after)
            End(at);
    }

    /// <summary>
    /// When the sum over devices reached a value, as if between two full hours it grew evenly; now when it has not yet.
    /// </summary>
    public VirtualTime Reached(long milliseconds, VirtualTime now)
    {
        PassTo(now);
        var place = _hourly.BinarySearch(milliseconds);
        if (place >= 0)
            return new((_firstHour + place) * Hour);

        var after = ~place;
        var (from, before) = after == 0
            ? (_time.Since, 0L)
            : (new VirtualTime((_firstHour + after - 1) * Hour), _hourly[after - 1]);
        var (until, reached) = after == _hourly.Count
            ? (now, _time.MillisecondsAt(now))
            : (new VirtualTime((_firstHour + after) * Hour), _hourly[after]);
        return reached <= milliseconds
            ? until
            : from + (until - from) * ((double)(milliseconds - before) / (reached - before));
    }

    /// <summary>Nothing is kept of the time before the first device.</summary>
    private void PassTo(VirtualTime at)
    {
        if (_time.Since.IsNever)
        {
            _firstHour = (at.Milliseconds + Hour - 1) / Hour;
            return;
        }

        for (var hour = _firstHour + _hourly.Count; hour * Hour <= at.Milliseconds; hour++)
            _hourly.Add(_time.MillisecondsAt(new(hour * Hour)));
    }
}
