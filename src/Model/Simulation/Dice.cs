namespace RsrActors.Model.Simulation;

/// <summary>
/// One entity's chance. A draw is a pure function of the run's seed, the entity, what the draw is for, and a number of
/// the domain (an attempt, a day): it does not depend on how many draws came before it.
/// </summary>
public readonly struct Dice(ulong seed, ulong entity)
{
    private const double Unit = 1.0 / (1UL << 53);

    public Dice(ulong seed, EntityId entity) : this(seed, entity.Key)
    {
    }

    /// <summary>128 bits for one purpose and one number.</summary>
    public (ulong High, ulong Low) Bits(Purpose purpose, int n)
    {
        var (x0, x1, x2, x3) = Philox.Block(
            (uint)n, (uint)purpose, (uint)entity, (uint)(entity >> 32), (uint)seed, (uint)(seed >> 32));
        return (((ulong)x1 << 32) | x0, ((ulong)x3 << 32) | x2);
    }

    /// <summary>Uniform on [0, 1), with 53 bits.</summary>
    public double Uniform(Purpose purpose, int n = 0) => (Bits(purpose, n).High >> 11) * Unit;

    /// <summary>True with the given probability: never at 0, always at 1.</summary>
    public bool Chance(double probability, Purpose purpose, int n = 0) => Uniform(purpose, n) < probability;

    /// <summary>Uniform on the whole milliseconds of [from, to); <paramref name="from"/> when they are equal.</summary>
    public TimeSpan Between(TimeSpan from, TimeSpan to, Purpose purpose, int n = 0)
    {
        var width = (long)(to - from).TotalMilliseconds;
        return width <= 0 ? from : from + TimeSpan.FromMilliseconds((long)(Uniform(purpose, n) * width));
    }

    /// <summary>Exponential with the given mean, by inversion, in whole milliseconds.</summary>
    public TimeSpan Exponential(TimeSpan mean, Purpose purpose, int n = 0) =>
        TimeSpan.FromMilliseconds((long)(-PortableMath.Log(1.0 - Uniform(purpose, n)) * mean.TotalMilliseconds));
}
