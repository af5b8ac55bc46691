using System.Collections.Immutable;
using RsrActors.Actors.Kernel;

namespace RsrActors.Actors.Tests.Kernel;

/// <summary>Wall time that passes when a test says so.</summary>
public sealed class ManualClock : IWallClock
{
    private readonly Lock _lock = new();
    private readonly List<Alarm> _alarms = [];
    private TimeSpan _elapsed;

    public TimeSpan Elapsed
    {
        get
        {
            lock (_lock)
                return _elapsed;
        }
    }

    /// <summary>When the alarms that are set will strike.</summary>
    public ImmutableArray<TimeSpan> Alarms
    {
        get
        {
            lock (_lock)
                return [.. _alarms.Select(alarm => alarm.At)];
        }
    }

    public IDisposable CallAfter(TimeSpan delay, Action callback)
    {
        lock (_lock)
        {
            var alarm = new Alarm(this, _elapsed + delay, callback);
            _alarms.Add(alarm);
            return alarm;
        }
    }

    public void Pass(TimeSpan time)
    {
        List<Alarm> due;
        lock (_lock)
        {
            _elapsed += time;
            due = [.. _alarms.Where(alarm => alarm.At <= _elapsed)];
            _alarms.RemoveAll(due.Contains);
        }

        foreach (var alarm in due)
            alarm.Callback();
    }

    private sealed record Alarm(ManualClock Clock, TimeSpan At, Action Callback) : IDisposable
    {
        public void Dispose()
        {
            lock (Clock._lock)
                Clock._alarms.RemoveAll(alarm => ReferenceEquals(alarm, this));
        }
    }
}
