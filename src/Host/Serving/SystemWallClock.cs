using System.Diagnostics;
using RsrActors.Actors.Kernel;

namespace RsrActors.Host.Serving;

/// <summary>The machine's own clock, which nobody sets.</summary>
internal sealed class SystemWallClock : IWallClock
{
    private readonly long _start = Stopwatch.GetTimestamp();

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start);

    public IDisposable CallAfter(TimeSpan delay, Action callback) => new Alarm(delay, callback);

    /// <summary>
    /// The system keeps what a timer is to call, but not the timer: one that nobody holds is collected, and never
    /// strikes. So it is part of what it calls.
    /// </summary>
    private sealed class Alarm : IDisposable
    {
        private readonly Action _callback;
        private readonly Timer _timer;

        public Alarm(TimeSpan delay, Action callback)
        {
            _callback = callback;
            _timer = new(
                static alarm => ((Alarm)alarm!)._callback(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _timer.Change(delay, Timeout.InfiniteTimeSpan);
        }

        public void Dispose() => _timer.Dispose();
    }
}
