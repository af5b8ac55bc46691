using System.Collections.Immutable;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Crashes;

/// <summary>
/// The crashes of a device as a Poisson process over the time in which it is used, for all applications together. For
/// each crash the application is drawn in proportion to the rates, so that the crashes of each application are an
/// independent Poisson process too. The base's crashes and the crashes that a response adds are separate processes with
/// separate dice: with or without the response, the base's crashes stay the same. A day's crashes are a function of
/// device, response and day alone, so they are never stored.
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

    /// <summary>The crashes of the base, with or without a response.</summary>
    public static CrashProcess OfBase { get; } = new(Purpose.BaseCrashes, 0);

    /// <summary>The crashes that a response adds to those of the base.</summary>
    /// <param name="release">The response's place in the scenario.</param>
    public static CrashProcess AddedBy(int release) => new(Purpose.AddedCrashes, release);

    /// <summary>The crashes that a software update adds while its build is the base.</summary>
    /// <param name="update">The update's place in the scenario.</param>
    public static CrashProcess AddedByUpdate(int update) => new(Purpose.UpdateCrashes, update);

    /// <summary>
    /// The day's crashes, ascending in time. Their number is Poisson with mean rate × time used. Given the number, each
    /// crash is uniform in the time used and independent of the others. A caller whose interval begins or ends during
    /// the day leaves out the crashes outside of it; the rest is still a Poisson process.
    /// </summary>
    /// <param name="day">A day in the device's own time. The scenario starts on day 0, -1 or 1.</param>
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
            // The second half of the block is the seed of a sequence, so that one draw is enough for a day.
            var place = SplitMix64.Mix(low + (ulong)i * SplitMix64.Gamma);
            var into = (long)Math.BigMul(place, (ulong)duration.TotalMilliseconds, out _);
            crashes.Add(new(used.TimeOfDay(TimeSpan.FromMilliseconds(into)), (SplitMix64.Mix(place) >> 11) * Unit));
        }

        crashes.Sort(static (x, y) => x.TimeOfDay.CompareTo(y.TimeOfDay));
        return crashes.MoveToImmutable();
    }

    /// <summary>
    /// Whether there is no crash on a day, however long the device is used. This check is fast and decides most days.
    /// </summary>
    /// <param name="chanceOfNone">e to the minus (rate × longest use).</param>
    public bool IsQuietOn(int day, double chanceOfNone, Dice dice) =>
        (Draw(day, dice).High >> 11) * Unit < chanceOfNone;

    private (ulong High, ulong Low) Draw(int day, Dice dice)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(day, -1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(day, MostDays - 1);

        // The first 44 years use the numbers below MostReleases × DaysOfAnAge; later days use the numbers above. So no
        // two days use the same draw.
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
            // Far above the mean the sum no longer grows, and could stay below a draw close to 1 forever.
            if (uniform < reached || (count > mean && reached + chance == reached))
                return count;
            chance *= mean / (count + 1);
            reached += chance;
        }
    }
}

/// <summary>One crash of a day.</summary>
/// <param name="TimeOfDay">In whole milliseconds.</param>
/// <param name="Share">Uniform on [0, 1); it determines the application that crashed.</param>
public readonly record struct Crash(TimeSpan TimeOfDay, double Share);
