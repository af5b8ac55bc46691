using System.Diagnostics;
using RsrActors.Actors.Kernel;

namespace RsrActors.Host.Serving;

/// <summary>The machine's own clock, which nobody sets.</summary>
internal sealed class SystemWallClock : IWallClock
{
    private readonly long _start = Stopwatch.GetTimestamp();

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start);

    public IDisposable CallAfter(TimeSpan delay, Action callback) =>
        new Timer(static state => ((Action)state!)(), callback, delay, Timeout.InfiniteTimeSpan);
}
