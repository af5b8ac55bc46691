namespace RsrActors.Model.Crashes;

/// <summary>The quarters of an hour of one day in which a device is used, 0 to 95 in the device's own time.</summary>
public readonly record struct UsedQuarters(UInt128 Bits)
{
    public const int PerDay = 96;

    public static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public static UsedQuarters None => default;

    public static UsedQuarters All => new((UInt128.One << PerDay) - 1);

    public int Count => (int)UInt128.PopCount(Bits);

    public TimeSpan Duration => new(Count * Quarter.Ticks);

    public bool Contains(int quarter) => (Bits >> quarter & 1) != 0;

    public UsedQuarters With(int quarter)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(quarter);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(quarter, PerDay);
        return new(Bits | UInt128.One << quarter);
    }

    /// <summary>The duration of the use between two times of the day.</summary>
    public TimeSpan Between(TimeSpan from, TimeSpan until)
    {
        if (from <= TimeSpan.Zero && until >= Day)
            return Duration;

        var used = TimeSpan.Zero;
        for (var rest = Bits; rest != 0; rest &= rest - 1)
        {
            var start = new TimeSpan((int)UInt128.TrailingZeroCount(rest) * Quarter.Ticks);
            var overlap = (until < start + Quarter ? until : start + Quarter) - (from > start ? from : start);
            if (overlap > TimeSpan.Zero)
                used += overlap;
        }

        return used;
    }

    /// <summary>
    /// The time of day at which the use has lasted for <paramref name="intoUse"/>, which must be shorter than
    /// <see cref="Duration"/>.
    /// </summary>
    public TimeSpan TimeOfDay(TimeSpan intoUse)
    {
        var rest = Bits;
        for (var skipped = (int)(intoUse.Ticks / Quarter.Ticks); skipped > 0; skipped--)
            rest &= rest - 1;
        if (rest == 0)
            throw new ArgumentOutOfRangeException(nameof(intoUse), intoUse, "The day's use is shorter.");
        return new((int)UInt128.TrailingZeroCount(rest) * Quarter.Ticks + intoUse.Ticks % Quarter.Ticks);
    }
}
