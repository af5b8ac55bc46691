using RsrActors.Actors.Kernel;

namespace RsrActors.Host.Tests.Serving;

/// <summary>Wall time that passes when a test says so.</summary>
internal sealed class ManualClock : IWallClock
{
    private readonly Lock _gate = new();
    private readonly List<Alarm> _alarms = [];

    public TimeSpan Elapsed { get; private set; }

    /// <summary>Alarms that are set.</summary>
    public int Alarms
    {
        get
        {
            lock (_gate)
                return _alarms.Count;
        }
    }

    public IDisposable CallAfter(TimeSpan delay, Action callback)
    {
        lock (_gate)
        {
            var alarm = new Alarm(this, Elapsed + delay, callback);
            _alarms.Add(alarm);
            return alarm;
        }
    }

    /// <summary>Rings what is due on the way, in its order, and what that sets in turn.</summary>
    public void Pass(TimeSpan time)
    {
        var until = Elapsed + time;
        while (Next(until) is { } alarm)
            alarm.Callback();
    }

    private Alarm? Next(TimeSpan until)
    {
        lock (_gate)
        {
            var next = _alarms.Where(alarm => alarm.At <= until).MinBy(alarm => alarm.At);
            if (next is not null)
                _alarms.Remove(next);
            Elapsed = next?.At ?? until;
            return next;
        }
    }

    private sealed record Alarm(ManualClock Clock, TimeSpan At, Action Callback) : IDisposable
    {
        public void Dispose()
        {
            lock (Clock._gate)
                Clock._alarms.Remove(this);
        }
    }
}
