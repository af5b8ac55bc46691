using RsrActors.Actors.Kernel.Windows;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Kernel.Control;

/// <summary>
/// Makes a run keep its <see cref="Pace"/>. It is no actor; only the <see cref="RunControlActor"/> uses it.
/// </summary>
/// <param name="live">Null for a run without live control: it goes as fast as possible.</param>
internal sealed class Pacer(LiveRun? live)
{
    private IDisposable? _alarm;
    private (long Number, TimeSpan Began) _epoch;

    public Pace Pace { get; set; } = Pace.Running(live?.Speed ?? Speed.Max, TimeSpan.Zero, VirtualTime.Zero);

    /// <summary>The wall time that has passed.</summary>
    public TimeSpan Wall => live?.Clock.Elapsed ?? TimeSpan.Zero;

    /// <summary>Virtual time continues from here: the wall time before this does not count.</summary>
    public void Begin(VirtualTime at)
    {
        Pace = Pace with { Wall = Wall, Virtual = at };
        if (live is { StartsPaused: true })
            Pace = Pace.Pause(Wall, at);
    }

    /// <summary>Virtual time is at least here. Steps or an advance that are under way stay as they are.</summary>
    public void CatchUp(VirtualTime at)
    {
        if (Pace.Mode is PaceMode.Running or PaceMode.Paused)
            Pace = Pace with { Wall = Wall, Virtual = VirtualTime.Max(at, Pace.Virtual) };
    }

    /// <summary>Called at each boundary: keeps when a new epoch begins.</summary>
    public void Reach(TimekeeperProtocol.Boundary boundary)
    {
        if (boundary.Epoch != _epoch.Number)
            _epoch = (boundary.Epoch, Wall);
    }

    /// <summary>Whether the epoch has events, and has lasted for the longest wall time.</summary>
    public bool IsEpochOverdue(TimekeeperProtocol.Boundary boundary) =>
        EpochLasts(boundary) is { } left && left <= TimeSpan.Zero;

    /// <summary>Pauses when steps are complete, or when an advance has reached its moment.</summary>
    public bool TryArrive(TimekeeperProtocol.Boundary boundary)
    {
        if (Pace.Arrived(boundary.NextEnd, Wall, boundary.Settled) is not { } paused)
            return false;
        Pace = paused;
        return true;
    }

    /// <summary>Whether the pace allows the next window, which then counts as a step.</summary>
    public bool TryOpen(TimekeeperProtocol.Boundary boundary)
    {
        if (!Pace.Allows(boundary.NextEnd, Wall))
            return false;
        Pace = Pace.Stepped();
        return true;
    }

    /// <summary>Calls back when the next window may open, or when its epoch has to end.</summary>
    public void CallWhenDue(TimekeeperProtocol.Boundary boundary, Action callback) =>
        CallWhenDue(boundary.NextEnd, EpochLasts(boundary), callback);

    /// <summary>
    /// Calls back when a window may open, if this depends on time alone, or after <paramref name="atMost"/>.
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
    /// Clocks call back after whole milliseconds. The delay is rounded up, so that no call is early; it is at least
    /// 1 ms.
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
