using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Kernel;

/// <summary>
/// Holds a run to its <see cref="Pace"/>. One owner, no actor: the <see cref="RunControlActor"/> keeps it.
/// </summary>
/// <param name="live">Null for a run that nobody watches: it goes as fast as it can.</param>
internal sealed class Pacer(LiveRun? live)
{
    private IDisposable? _alarm;
    private (long Number, TimeSpan Began) _epoch;

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

    /// <summary>No window is open: the epoch that is being simulated may be a new one.</summary>
    public void Reach(TimekeeperProtocol.Boundary boundary)
    {
        if (boundary.Epoch != _epoch.Number)
            _epoch = (boundary.Epoch, Wall);
    }

    /// <summary>Whether the epoch has events that have waited to be stored for as long as they may.</summary>
    public bool IsEpochOverdue(TimekeeperProtocol.Boundary boundary) =>
        EpochLasts(boundary) is { } left && left <= TimeSpan.Zero;

    /// <summary>Ends steps that are done, or an advance that has reached its moment, as a pause.</summary>
    public bool TryArrive(TimekeeperProtocol.Boundary boundary)
    {
        if (Pace.Arrived(boundary.NextEnd, Wall, boundary.Settled) is not { } paused)
            return false;
        Pace = paused;
        return true;
    }

    /// <summary>Whether the pace allows the next window; a step is taken then.</summary>
    public bool TryOpen(TimekeeperProtocol.Boundary boundary)
    {
        if (!Pace.Allows(boundary.NextEnd, Wall))
            return false;
        Pace = Pace.Stepped();
        return true;
    }

    /// <summary>Calls when the window that is held may open, or its epoch has to end.</summary>
    public void CallWhenDue(TimekeeperProtocol.Boundary boundary, Action callback) =>
        CallWhenDue(boundary.NextEnd, EpochLasts(boundary), callback);

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

    /// <returns>How long the epoch may still last; null when it has no events to store.</returns>
    private TimeSpan? EpochLasts(TimekeeperProtocol.Boundary boundary) =>
        live is not null && boundary.EventsWaiting > 0 ? live.LongestEpoch - (Wall - _epoch.Began) : null;

    public void Disarm()
    {
        _alarm?.Dispose();
        _alarm = null;
    }
}
