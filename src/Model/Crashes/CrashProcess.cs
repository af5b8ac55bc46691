using System.Collections.Immutable;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Crashes;

/// <summary>
/// The crashes of a device as a Poisson process over the time it is used, for all applications at once: which of them
/// crashed is drawn for each crash, in proportion to their rates, so that the crashes of each are a Poisson process
/// too, independent of the others'. The base's crashes and those that a response adds are processes of their own, with
/// dice of their own, and simply superpose: without the response the others stay where they are. A day's crashes are a
/// function of device, response and day, never of what happened before, so nothing of it is ever stored.
/// </summary>
public readonly record struct CrashProcess
{
    private const int MostReleases = 1 << 10;
    private const int DaysOfAnAge = 1 << 14;
    private const int MostDays = 1 << 16;
    private const double Unit = 1.0 / (1UL << 53);

    private readonly Purpose _purpose;
    private readonly int _release;

    private CrashProcess(Purpose purpose, int release)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(release);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(release, MostReleases);
        (_purpose, _release) = (purpose, release);
    }

    /// <summary>The crashes that there are on the base already.</summary>
    public static CrashProcess OfBase { get; } = new(Purpose.BaseCrashes, 0);

    /// <summary>The crashes that a response adds to them.</summary>
    /// <param name="release">The response's place in the scenario.</param>
    public static CrashProcess AddedBy(int release) => new(Purpose.AddedCrashes, release);

    /// <summary>
    /// The day's crashes, ascending in time. Their number is Poisson with mean rate × time used; given the number each
    /// lies uniformly in the time used, independently of the others. What begins or ends during the day only has to
    /// leave out the crashes outside: the rest is a Poisson process still.
    /// </summary>
    /// <param name="day">In the device's own time; the scenario starts on day 0, -1 or 1.</param>
    /// <param name="perHour">Crashes per hour of <paramref name="used"/>.</param>
    public ImmutableArray<Crash> On(int day, UsedQuarters used, double perHour, Dice dice)
    {
        var duration = used.Duration;
        if (perHour == 0 || duration == TimeSpan.Zero)
            return [];

        var (high, low) = Draw(day, dice);
        var count = PoissonCount(perHour * duration.TotalHours, (high >> 11) * Unit);
        if (count == 0)
            return [];

        var crashes = ImmutableArray.CreateBuilder<Crash>(count);
        for (var i = 0; i < count; i++)
        {
            // The second half of the block begins a sequence of its own: one draw is enough for a day.
            var place = SplitMix64.Mix(low + (ulong)i * SplitMix64.Gamma);
            var into = (long)Math.BigMul(place, (ulong)duration.TotalMilliseconds, out _);
            crashes.Add(new(used.TimeOfDay(TimeSpan.FromMilliseconds(into)), (SplitMix64.Mix(place) >> 11) * Unit));
        }

        crashes.Sort(static (x, y) => x.TimeOfDay.CompareTo(y.TimeOfDay));
        return crashes.MoveToImmutable();
    }

    /// <summary>
    /// Whether there is no crash on a day however long the device is used: most days are told apart by that alone.
    /// </summary>
    /// <param name="chanceOfNone">e to the minus (rate × longest use).</param>
    public bool IsQuietOn(int day, double chanceOfNone, Dice dice) =>
        (Draw(day, dice).High >> 11) * Unit < chanceOfNone;

    private (ulong High, ulong Low) Draw(int day, Dice dice)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(day, -1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(day, MostDays - 1);

        // The first 44 years have the low bits, below the release. Later days go on above it: no draw is another's.
        var (age, number) = Math.DivRem(day + 1, DaysOfAnAge);
        return dice.Bits(_purpose, (age * MostReleases + _release) * DaysOfAnAge + number);
    }

    /// <summary>The smallest count whose Poisson distribution function exceeds the uniform draw.</summary>
    internal static int PoissonCount(double mean, double uniform)
    {
        // The first chance, e^-mean, must be a number above zero.
        ArgumentOutOfRangeException.ThrowIfNegative(mean);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(mean, 700);
        var chance = PortableMath.Exp(-mean);
        var reached = chance;
        for (var count = 0; ; count++)
        {
            // Far out the sum grows no more, and may stay below a draw next to one for ever.
            if (uniform < reached || (count > mean && reached + chance == reached))
                return count;
            chance *= mean / (count + 1);
            reached += chance;
        }
    }
}

/// <summary>One crash of a day.</summary>
/// <param name="TimeOfDay">In whole milliseconds.</param>
/// <param name="Share">Uniform on [0, 1): says which application it was.</param>
public readonly record struct Crash(TimeSpan TimeOfDay, double Share);
