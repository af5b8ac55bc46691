using System.Diagnostics;
using RsrActors.Actors.Kernel;

namespace RsrActors.Host.Serving;

/// <summary>The monotonic clock of the machine, which does not change when its time is set.</summary>
internal sealed class SystemWallClock : IWallClock
{
    private readonly long _start = Stopwatch.GetTimestamp();

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start);

    public IDisposable CallAfter(TimeSpan delay, Action callback) => new Alarm(delay, callback);

    /// <summary>
    /// The runtime references the state of a timer, but not the timer itself: a timer without a reference is collected
    /// and never fires. So the state of this timer references the timer.
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
