using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Kernel;

/// <summary>
/// How far virtual time may go at a moment of wall time: a function of when and how the pace was set. A window may open
/// when virtual time has passed its end: until then a live command may still come that takes effect in it.
/// </summary>
/// <param name="Speed">The speed, also after a pause.</param>
/// <param name="Wall">The wall time at which the pace was set.</param>
/// <param name="Virtual">Virtual time at that moment; it is never earlier.</param>
public sealed record Pace(Speed Speed, PaceMode Mode, TimeSpan Wall, VirtualTime Virtual)
{
    /// <summary>Limits virtual time, in milliseconds, to numbers that are exact in a double.</summary>
    private const double Furthest = 9e15;

    /// <summary>Windows that may still open while <see cref="PaceMode.Stepping"/>.</summary>
    public int Windows { get; private init; }

    /// <summary>How far windows may open while <see cref="PaceMode.Advancing"/>.</summary>
    public VirtualTime Until { get; private init; }

    public static Pace Running(Speed speed, TimeSpan wall, VirtualTime at) => new(speed, PaceMode.Running, wall, at);

    /// <summary>Virtual time at a moment of wall time.</summary>
    /// <param name="settled">Everything before it is simulated.</param>
    public VirtualTime At(TimeSpan wall, VirtualTime settled) => VirtualTime.Max(
        settled,
        Mode is PaceMode.Running && !Speed.IsMax
            ? new((long)Math.Min(Furthest, Virtual.Milliseconds + (wall - Wall).TotalMilliseconds * Speed.Times))
            : Virtual);

    /// <summary>Whether a window may open.</summary>
    public bool Allows(VirtualTime windowEnd, TimeSpan wall) => Mode switch
    {
        PaceMode.Running => Speed.IsMax || At(wall, VirtualTime.Zero) >= windowEnd,
        PaceMode.Stepping => Windows > 0,
        PaceMode.Advancing => windowEnd <= Until,
        _ => false,
    };

    /// <summary>How long it is until a window may open; null when this does not depend on time alone.</summary>
    public TimeSpan? Wait(VirtualTime windowEnd, TimeSpan wall) => Mode is PaceMode.Running && !Speed.IsMax
        ? TimeSpan.FromMilliseconds(Math.Min(
            TimeSpan.FromDays(1).TotalMilliseconds,
            Math.Max(1, Math.Ceiling((windowEnd - At(wall, VirtualTime.Zero)).TotalMilliseconds / Speed.Times))))
        : null;

    public Pace Pause(TimeSpan wall, VirtualTime settled) => Set(PaceMode.Paused, wall, At(wall, settled));

    public Pace Resume(TimeSpan wall, VirtualTime settled) =>
        Mode is PaceMode.Running ? this : Set(PaceMode.Running, wall, At(wall, settled));

    /// <summary>Sets another speed. Steps or an advance that are under way are completed first.</summary>
    public Pace With(Speed speed, TimeSpan wall, VirtualTime settled) => IsUnderWay
        ? this with { Speed = speed }
        : this with { Speed = speed, Wall = wall, Virtual = At(wall, settled) };

    /// <summary>Whether steps or an advance are under way.</summary>
    public bool IsUnderWay => Mode is PaceMode.Stepping or PaceMode.Advancing;

    /// <summary>Opens this many windows, however long they take, then pauses.</summary>
    public Pace Step(int windows, TimeSpan wall, VirtualTime settled) =>
        Set(PaceMode.Stepping, wall, At(wall, settled)) with { Windows = windows };

    /// <summary>Opens all windows that end by a moment, as fast as possible, then pauses there.</summary>
    public Pace Advance(VirtualTime until, TimeSpan wall, VirtualTime settled) =>
        Set(PaceMode.Advancing, wall, At(wall, settled)) with { Until = until };

    /// <summary>One window was opened.</summary>
    public Pace Stepped() => Mode is PaceMode.Stepping ? this with { Windows = Windows - 1 } : this;

    /// <summary>The pause that follows when the steps or the advance are complete; null when they are not.</summary>
    public Pace? Arrived(VirtualTime nextEnd, TimeSpan wall, VirtualTime settled) => Mode switch
    {
        PaceMode.Stepping when Windows == 0 => Set(PaceMode.Paused, wall, VirtualTime.Max(settled, Virtual)),
        PaceMode.Advancing when nextEnd > Until =>
            Set(PaceMode.Paused, wall, VirtualTime.Max(settled, VirtualTime.Max(Until, Virtual))),
        _ => null,
    };

    private Pace Set(PaceMode mode, TimeSpan wall, VirtualTime at) =>
        this with { Mode = mode, Wall = wall, Virtual = at };
}

public enum PaceMode
{
    Running,
    Paused,
    Stepping,
    Advancing,
}
