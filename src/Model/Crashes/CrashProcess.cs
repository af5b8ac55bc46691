using System.Collections.Immutable;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Crashes;

/// <summary>
/// Crashes of one application as a Poisson process over the time a device is used. The base's crashes and those that a
/// response adds are processes of their own, with dice of their own, and simply superpose: without the response the
/// others stay where they are. A day's crashes are a function of device, application, response and day, never of what
/// happened before, so nothing of it is ever stored.
/// </summary>
public readonly record struct CrashProcess
{
    private const int MostApplications = 1 << 8;
    private const int MostReleases = 1 << 10;
    private const int MostDays = 1 << 14;

    private readonly Purpose _purpose;
    private readonly int _application;
    private readonly int _release;

    private CrashProcess(Purpose purpose, int application, int release)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(application);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(application, MostApplications);
        ArgumentOutOfRangeException.ThrowIfNegative(release);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(release, MostReleases);
        (_purpose, _application, _release) = (purpose, application, release);
    }

    /// <summary>The crashes an application has on the base already.</summary>
    /// <param name="application">Its place in the scenario.</param>
    public static CrashProcess OfBase(int application) => new(Purpose.BaseCrashes, application, 0);

    /// <summary>The crashes that a response adds to an application's own.</summary>
    /// <param name="application">Its place in the scenario.</param>
    /// <param name="release">The response's place in the scenario.</param>
    public static CrashProcess AddedBy(int release, int application) => new(Purpose.AddedCrashes, application, release);

    /// <summary>
    /// The times of day of a day's crashes, ascending, in whole milliseconds. Their number is Poisson with mean
    /// rate × time used; given the number each lies uniformly in the time used, independently of the others. What
    /// begins or ends during the day only has to leave out the crashes outside: the rest is a Poisson process still.
    /// </summary>
    /// <param name="day">In the device's own time; the scenario starts on day 0, -1 or 1.</param>
    /// <param name="perHour">Crashes per hour of <paramref name="used"/>.</param>
    public ImmutableArray<TimeSpan> On(int day, UsedQuarters used, double perHour, Dice dice)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(day, -1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(day, MostDays - 1);
        var duration = used.Duration;
        if (perHour == 0 || duration == TimeSpan.Zero)
            return [];

        var (high, low) = dice.Bits(
            _purpose, (int)(((uint)_application * MostReleases + (uint)_release) * MostDays + (uint)(day + 1)));
        var count = PoissonCount(perHour * duration.TotalHours, (high >> 11) * (1.0 / (1UL << 53)));
        if (count == 0)
            return [];

        var crashes = ImmutableArray.CreateBuilder<TimeSpan>(count);
        for (var i = 0; i < count; i++)
        {
            // The second half of the block begins a sequence of its own: one draw is enough for a day.
            var place = SplitMix64.Mix(low + (ulong)i * SplitMix64.Gamma);
            var into = (long)Math.BigMul(place, (ulong)duration.TotalMilliseconds, out _);
            crashes.Add(used.TimeOfDay(TimeSpan.FromMilliseconds(into)));
        }

        crashes.Sort();
        return crashes.MoveToImmutable();
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
