using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Kernel;

/// <summary>
/// Holds a run to its <see cref="Pace"/>. One owner, no actor: the <see cref="Timekeeper"/> keeps it.
/// </summary>
/// <param name="live">Null for a run that nobody watches: it goes as fast as it can.</param>
internal sealed class Pacer(LiveRun? live)
{
    private IDisposable? _alarm;

    public Pace Pace { get; set; } = Pace.Running(live?.Speed ?? Speed.Max, TimeSpan.Zero, VirtualTime.Zero);

    /// <summary>Time that has passed on the wall.</summary>
    public TimeSpan Wall => live?.Clock.Elapsed ?? TimeSpan.Zero;

    /// <summary>Virtual time goes on from here: what passed on the wall before does not count.</summary>
    public void Begin(VirtualTime at)
    {
        Pace = Pace with { Wall = Wall, Virtual = at };
        if (live is { StartsPaused: true })
            Pace = Pace.Pause(Wall, at);
    }

    /// <summary>Virtual time is here, at least; an order that stands stands.</summary>
    public void CatchUp(VirtualTime at)
    {
        if (Pace.Mode is PaceMode.Running or PaceMode.Paused)
            Pace = Pace with { Wall = Wall, Virtual = VirtualTime.Max(at, Pace.Virtual) };
    }

    /// <summary>
    /// Calls when a window that may not open yet may, if time alone makes the difference, or after a while.
    /// </summary>
    public void CallWhenDue(VirtualTime windowEnd, TimeSpan? atMost, Action callback)
    {
        Disarm();
        var wait = Pace.Wait(windowEnd, Wall);
        if (wait is null || atMost < wait)
            wait = atMost;
        if (live is not null && wait is { } delay)
            _alarm = live.Clock.CallAfter(WholeMilliseconds(delay), callback);
    }

    /// <summary>
    /// Clocks strike at whole milliseconds: rather late than early, and never for a moment that is past.
    /// </summary>
    private static TimeSpan WholeMilliseconds(TimeSpan delay) =>
        TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling(delay.TotalMilliseconds)));

    public void Disarm()
    {
        _alarm?.Dispose();
        _alarm = null;
    }
}
