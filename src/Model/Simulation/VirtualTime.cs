namespace RsrActors.Model.Simulation;

/// <summary>A moment of virtual time, in milliseconds since the scenario's start.</summary>
public readonly record struct VirtualTime(long Milliseconds) : IComparable<VirtualTime>
{
    /// <summary>The scenario's first moment.</summary>
    public static readonly VirtualTime Zero = new(0);

    /// <summary>Later than every moment of every scenario; it means that nothing is due.</summary>
    public static readonly VirtualTime Never = new(long.MaxValue);

    public bool IsNever => this == Never;

    public static VirtualTime operator +(VirtualTime time, TimeSpan span) =>
        time.IsNever ? Never : new(time.Milliseconds + span.Ticks / TimeSpan.TicksPerMillisecond);

    public static VirtualTime operator -(VirtualTime time, TimeSpan span) => time + -span;

    /// <exception cref="OverflowException">One of the two is never: there is no time between them.</exception>
    public static TimeSpan operator -(VirtualTime left, VirtualTime right) =>
        new(checked((left.Milliseconds - right.Milliseconds) * TimeSpan.TicksPerMillisecond));

    public static bool operator <(VirtualTime left, VirtualTime right) => left.Milliseconds < right.Milliseconds;

    public static bool operator >(VirtualTime left, VirtualTime right) => left.Milliseconds > right.Milliseconds;

    public static bool operator <=(VirtualTime left, VirtualTime right) => left.Milliseconds <= right.Milliseconds;

    public static bool operator >=(VirtualTime left, VirtualTime right) => left.Milliseconds >= right.Milliseconds;

    public static VirtualTime Add(VirtualTime time, TimeSpan span) => time + span;

    public static TimeSpan Subtract(VirtualTime left, VirtualTime right) => left - right;

    /// <summary>The next moment, one millisecond later.</summary>
    public VirtualTime Next() => IsNever ? Never : new(Milliseconds + 1);

    public int CompareTo(VirtualTime other) => Milliseconds.CompareTo(other.Milliseconds);

    public static VirtualTime Min(VirtualTime left, VirtualTime right) => left <= right ? left : right;

    public static VirtualTime Max(VirtualTime left, VirtualTime right) => left >= right ? left : right;

    /// <summary>Days, hours and minutes since the start, as text: <c>2d 03:15:00.250</c>.</summary>
    public override string ToString() =>
        IsNever
            ? "never"
            : $"{Milliseconds / 86_400_000}d {TimeSpan.FromMilliseconds(Milliseconds % 86_400_000):hh\\:mm\\:ss\\.fff}";
}
