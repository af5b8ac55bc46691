using System.Collections.Immutable;
using RsrActors.Actors.Kernel;

namespace RsrActors.TestKit;

/// <summary>
/// Wall time that passes only when a test advances it, so that a run does not depend on the speed of the machine.
/// </summary>
public sealed class ManualClock : IWallClock
{
    private readonly Lock _lock = new();
    private readonly List<Alarm> _alarms = [];
    private TimeSpan _elapsed;

    /// <summary>The time that has passed so far.</summary>
    public TimeSpan Elapsed
    {
        get
        {
            lock (_lock)
                return _elapsed;
        }
    }

    /// <summary>The due times of the alarms that are set.</summary>
    public ImmutableArray<TimeSpan> Alarms
    {
        get
        {
            lock (_lock)
                return [.. _alarms.Select(alarm => alarm.At)];
        }
    }

    /// <inheritdoc/>
    public IDisposable CallAfter(TimeSpan delay, Action callback)
    {
        lock (_lock)
        {
            var alarm = new Alarm(this, _elapsed + delay, callback);
            _alarms.Add(alarm);
            return alarm;
        }
    }

    /// <summary>Advances the time, then fires the alarms that are due, in the order of their times.</summary>
    public void Pass(TimeSpan time)
    {
        Alarm[] due;
        lock (_lock)
        {
            _elapsed += time;
            due = [.. _alarms.Where(alarm => alarm.At <= _elapsed).OrderBy(alarm => alarm.At)];
            _alarms.RemoveAll(due.Contains);
        }

        foreach (var alarm in due)
            alarm.Callback();
    }

    private sealed class Alarm(ManualClock clock, TimeSpan at, Action callback) : IDisposable
    {
        public TimeSpan At => at;

        public Action Callback => callback;

        public void Dispose()
        {
            lock (clock._lock)
                clock._alarms.Remove(this);
        }
    }
}
