namespace RsrActors.Model.Simulation;

/// <summary>
/// The dice of one entity. A draw is a function of the run's seed, the entity, the purpose, and a number of the domain
/// (an attempt, a day). It does not depend on earlier draws.
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

    /// <summary>
    /// True with the given probability, with 32 bits only. It is for frequent draws: four of them share one block, and
    /// <paramref name="n"/> selects one of the four.
    /// </summary>
    public bool CoarseChance(double probability, Purpose purpose, int n) =>
        CoarseDraws(purpose, n >> 2)[n & 3] < Threshold(probability);

    /// <summary>The draws of <see cref="CoarseChance"/> for the numbers 4 n to 4 n + 3.</summary>
    public CoarseDraws CoarseDraws(Purpose purpose, int n) => new(Bits(purpose, n));

    /// <summary>A coarse draw is below this threshold with the given probability.</summary>
    public static ulong Threshold(double probability) => (ulong)(probability * (1UL << 32));

    /// <summary>Uniform on [0, 1), with 53 bits.</summary>
    public double Uniform(Purpose purpose, int n = 0) => (Bits(purpose, n).High >> 11) * Unit;

    /// <summary>True with the given probability: never at 0, always at 1.</summary>
    public bool Chance(double probability, Purpose purpose, int n = 0) => Uniform(purpose, n) < probability;

    /// <summary>Uniform on the whole milliseconds of [from, to); <paramref name="from"/> when they are equal.</summary>
    public TimeSpan Between(TimeSpan from, TimeSpan to, Purpose purpose, int n = 0)
    {
        var width = (to - from).Ticks / TimeSpan.TicksPerMillisecond;
        return width <= 0
            ? from
            : from + new TimeSpan((long)(Uniform(purpose, n) * width) * TimeSpan.TicksPerMillisecond);
    }

    /// <summary>Exponential with the given mean, by inversion, in whole milliseconds.</summary>
    public TimeSpan Exponential(TimeSpan mean, Purpose purpose, int n = 0) =>
        TimeSpan.FromMilliseconds((long)(-PortableMath.Log(1.0 - Uniform(purpose, n)) * mean.TotalMilliseconds));

    /// <summary>
    /// Weibull with the given scale (by which 63 % of all values lie) and shape, by inversion, in whole milliseconds;
    /// with shape 1 the same as <see cref="Exponential"/>.
    /// </summary>
    public TimeSpan Weibull(TimeSpan scale, double shape, Purpose purpose, int n = 0)
    {
        var hazard = -PortableMath.Log(1.0 - Uniform(purpose, n));
        if (shape != 1 && hazard > 0)
            hazard = PortableMath.Exp(PortableMath.Log(hazard) / shape);
        return TimeSpan.FromMilliseconds((long)(hazard * scale.TotalMilliseconds));
    }
}

/// <summary>Four draws of 32 bits.</summary>
public readonly struct CoarseDraws((ulong High, ulong Low) bits)
{
    public uint this[int i] => (uint)((i < 2 ? bits.High : bits.Low) >> (32 * (i & 1)));
}
