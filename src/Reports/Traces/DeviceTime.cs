using RsrActors.Model.Simulation;

namespace RsrActors.Reports.Traces;

/// <summary>
/// Counts the devices for which a condition holds, and the time for which it holds, summed over devices. The sum is
/// exact, and takes the same memory for any number of devices.
/// </summary>
internal sealed class DeviceTime
{
    private long _sum;

    /// <summary>Devices for which the condition holds at present.</summary>
    public long Now { get; private set; }

    /// <summary>When the condition held for a device for the first time.</summary>
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

/// <summary>A <see cref="DeviceTime"/> that also keeps the sum at every full hour of the past.</summary>
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
    /// When the sum over devices reached a value, interpolated between two full hours; <paramref name="now"/> when it
    /// has not reached it yet.
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
