namespace RsrActors.Model.Scenarios;

/// <summary>Some of a scenario's background updates, by their places in it.</summary>
public readonly record struct BackgroundSet(uint Bits)
{
    /// <summary>How many background updates a scenario may have.</summary>
    public const int Most = 32;

    public static readonly BackgroundSet None = new(0);

    public bool IsEmpty => Bits == 0;

    public bool Contains(int place) => (Bits & (1u << place)) != 0;

    public BackgroundSet With(int place) => new(Bits | (1u << place));

    public BackgroundSet Without(BackgroundSet others) => new(Bits & ~others.Bits);

    /// <summary>Whether the two sets have an update in common.</summary>
    public bool Overlaps(BackgroundSet other) => (Bits & other.Bits) != 0;
}
