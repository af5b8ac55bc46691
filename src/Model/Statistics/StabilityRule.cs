namespace RsrActors.Model.Statistics;

/// <summary>One day of one application on one device: how long it was used, and how often it crashed.</summary>
public readonly record struct DailyUse(int Day, TimeSpan Used, int Crashes);

/// <summary>The verdict of the stability rule on two histories.</summary>
public enum StabilityVerdict
{
    /// <summary>The application was not used long enough before the response for a verdict.</summary>
    BaselineTooShort,

    /// <summary>There are too few crashes since the response for a verdict.</summary>
    TooFewCrashes,

    Stable,
    Degraded,
}

/// <summary>Use and crashes of several days.</summary>
public readonly record struct UseTotal(TimeSpan Used, int Crashes)
{
    public static UseTotal operator +(UseTotal total, DailyUse day) =>
        new(total.Used + day.Used, total.Crashes + day.Crashes);

    public static UseTotal operator -(UseTotal total, DailyUse day) =>
        new(total.Used - day.Used, total.Crashes - day.Crashes);

    public static UseTotal Add(UseTotal total, DailyUse day) => total + day;

    public static UseTotal Subtract(UseTotal total, DailyUse day) => total - day;

    /// <summary>Mean time between crashes; undefined without a crash.</summary>
    public TimeSpan Mean => Used / Crashes;
}

/// <summary>The verdict, with the totals on which it is based: those without each side's worst day.</summary>
public readonly record struct StabilityJudgement(StabilityVerdict Verdict, UseTotal Before, UseTotal Since);

/// <summary>
/// Compares the mean time between crashes before and since a response, as Apple's stability monitor does on a device.
/// It uses the latest days of 24 hours only, and leaves out the worst day of each side. The verdict is degraded when
/// the baseline is long enough, there are enough crashes since, and the mean since is short enough. With crashes
/// before, it must be at most <paramref name="LargestMean"/>, shorter than before by at least
/// <paramref name="LeastDrop"/>, and at most <paramref name="LargestShare"/> of the mean before. Without crashes
/// before, it must be at most <paramref name="LargestMeanAfterNone"/>.
/// </summary>
/// <remarks>
/// The algorithm is known from the monitor's code (OSAStabilityMonitor); its numbers come from Apple's servers and are
/// not known. Those of <see cref="Default"/> are this project's. So are these rules, which the monitor's code leaves
/// open. A day without a crash is never the worst. Of two equally bad days the one with more use is left out, then the
/// earlier one. Whether there are enough crashes since is decided before a day is left out; whether there were crashes
/// before is decided after that.
/// </remarks>
/// <param name="MostDays">maximumDays: older days of either side do not count.</param>
/// <param name="LeastBaselineUse">minimumUptime of the baseline.</param>
/// <param name="LeastCrashes">minimumCrashCount since the response.</param>
/// <param name="LargestMean">maximumMTBF.</param>
/// <param name="LargestMeanAfterNone">maximumMTBFIfNoBaselineCrashes.</param>
/// <param name="LeastDrop">minimumMTBFDelta.</param>
/// <param name="LargestShare">minimumMTBFFactor.</param>
public sealed record StabilityRule(
    int MostDays,
    TimeSpan LeastBaselineUse,
    int LeastCrashes,
    TimeSpan LargestMean,
    TimeSpan LargestMeanAfterNone,
    TimeSpan LeastDrop,
    double LargestShare)
{
    /// <summary>Two weeks, 5 hours of use, 3 crashes, 10 hours, 5 hours, 1 hour, half of the mean before.</summary>
    public static readonly StabilityRule Default = new(
        14, TimeSpan.FromHours(5), 3, TimeSpan.FromHours(10), TimeSpan.FromHours(5), TimeSpan.FromHours(1), 0.5);

    /// <summary>
    /// Judges the days before a response and those since, each ascending; no day may be on both sides.
    /// </summary>
    public StabilityJudgement Judge(ReadOnlySpan<DailyUse> before, ReadOnlySpan<DailyUse> since)
    {
        var baseline = Latest(before);
        var response = Latest(since);
        var (was, now) = (WithoutWorst(baseline), WithoutWorst(response));
        return new(Verdict(Sum(baseline), was, Sum(response), now), was, now);
    }

    private StabilityVerdict Verdict(UseTotal baseline, UseTotal was, UseTotal response, UseTotal now)
    {
        if (baseline.Used < LeastBaselineUse)
            return StabilityVerdict.BaselineTooShort;
        if (response.Crashes < LeastCrashes)
            return StabilityVerdict.TooFewCrashes;
        if (now.Crashes == 0)
            return StabilityVerdict.Stable;

        var degraded = was.Crashes == 0
            ? now.Mean <= LargestMeanAfterNone
            : now.Mean <= LargestMean && was.Mean - now.Mean >= LeastDrop && now.Mean <= was.Mean * LargestShare;
        return degraded ? StabilityVerdict.Degraded : StabilityVerdict.Stable;
    }

    private ReadOnlySpan<DailyUse> Latest(ReadOnlySpan<DailyUse> days)
    {
        var first = 0;
        while (first < days.Length && days[first].Day <= days[^1].Day - MostDays)
            first++;
        return days[first..];
    }

    private static UseTotal WithoutWorst(ReadOnlySpan<DailyUse> days)
    {
        var worst = default(DailyUse);
        foreach (var day in days)
        {
            if (day.Crashes > 0 && (worst.Crashes == 0 || IsWorse(day, worst)))
                worst = day;
        }

        return Sum(days) - worst;
    }

    // Compares the mean times by cross-multiplication, so that nothing is rounded.
    private static bool IsWorse(DailyUse day, DailyUse than)
    {
        var (left, right) = ((Int128)day.Used.Ticks * than.Crashes, (Int128)than.Used.Ticks * day.Crashes);
        return left < right || (left == right && day.Used > than.Used);
    }

    private static UseTotal Sum(ReadOnlySpan<DailyUse> days)
    {
        var sum = default(UseTotal);
        foreach (var day in days)
            sum += day;
        return sum;
    }
}
