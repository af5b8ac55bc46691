using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Kernel;

/// <summary>
/// How far a run is. Only the <c>Timekeeper</c> writes it; any thread may read it at any time. Nothing in the
/// simulation depends on it.
/// </summary>
public sealed class RunGauges
{
    private long _now;
    private long _events;
    private long _windows;
    private long _wakes;
    private long _epochs;
    private int _inFlight;

    /// <summary>All windows before this moment are settled.</summary>
    public VirtualTime Now
    {
        get => new(Volatile.Read(ref _now));
        internal set => Volatile.Write(ref _now, value.Milliseconds);
    }

    /// <summary>Events since the scenario's start, those before a resume included.</summary>
    public long Events
    {
        get => Volatile.Read(ref _events);
        internal set => Volatile.Write(ref _events, value);
    }

    /// <summary>Windows of this execution.</summary>
    public long Windows
    {
        get => Volatile.Read(ref _windows);
        internal set => Volatile.Write(ref _windows, value);
    }

    /// <summary>Wakes of this execution: one device at one moment, or one message of a service.</summary>
    public long Wakes
    {
        get => Volatile.Read(ref _wakes);
        internal set => Volatile.Write(ref _wakes, value);
    }

    /// <summary>The last closed epoch.</summary>
    public long Epochs
    {
        get => Volatile.Read(ref _epochs);
        internal set => Volatile.Write(ref _epochs, value);
    }

    /// <summary>
    /// Messages between processes that are not handled yet; one for each process that a message is for.
    /// </summary>
    public int InFlight
    {
        get => Volatile.Read(ref _inFlight);
        internal set => Volatile.Write(ref _inFlight, value);
    }

    internal void Update(VirtualTime now, long windows, long epochs, long events, int inFlight) =>
        (Now, Windows, Epochs, Events, InFlight) = (now, windows, epochs, events, inFlight);
}
