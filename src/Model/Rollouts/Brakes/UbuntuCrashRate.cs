using RsrActors.Model.Rollouts.Evidence;
using RsrActors.Model.Rollouts.Rules;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Rollouts.Brakes;

/// <summary>
/// Ubuntu's check of the crash rate before each step of a phased update: today's crashes of the new version against an
/// ordinary day of the version before, scaled to the percentage and to the part of the day that has passed.
/// </summary>
/// <remarks>
/// Ubuntu's error tracker, get_package_crash_rate. An ordinary day is the mean plus the population's standard deviation
/// of the last 15 days with data, without today, rounded half to even; days without data between them count as zero.
/// More than one crash above it halts. It halts at any crash when nothing is known about the version before.
/// </remarks>
public sealed record UbuntuCrashRate : IBrake
{
    /// <summary>"2 crashes may be a fluke".</summary>
    private const int Fluke = 3;

    private const int RecordedDays = 15;

    public string Name => "ubuntu-crash-rate";

    public EvidenceNeeds Reads => new(
        EvidenceKinds.Use | EvidenceKinds.Control | EvidenceKinds.Days, Days: 4 * RecordedDays);

    public BrakeTiming Timing => BrakeTiming.BeforeStep;

    public TimeSpan Interval => TimeSpan.Zero;

    public RuleDecision Strongest => Halt(Because.Nothing);

    /// <summary>
    /// An ordinary day of the version before; NaN, which halts nothing, when all its data is of today.
    /// </summary>
    public static double OrdinaryDay(ReadOnlySpan<long> previousDays)
    {
        if (previousDays.IsEmpty)
            return double.NaN;
        var sum = 0.0;
        foreach (var crashes in previousDays)
            sum += crashes;
        var mean = sum / previousDays.Length;
        var squares = 0.0;
        foreach (var crashes in previousDays)
            squares += (crashes - mean) * (crashes - mean);
        return Math.Round(mean + Math.Sqrt(squares / previousDays.Length), MidpointRounding.ToEven);
    }

    /// <summary>How many crashes today has more than an ordinary day would have by now.</summary>
    /// <param name="percent">The present percentage; its fraction is dropped, and 0 does not scale.</param>
    /// <param name="minute">The minute of the day.</param>
    public static double Difference(long today, double ordinaryDay, double percent, int minute)
    {
        var whole = (int)percent;
        var scaled = whole == 0 ? ordinaryDay : ordinaryDay * whole / 100;
        return today - scaled * (minute / 1440.0);
    }

    public PartAnswer Ask(PartState state, RolloutEvidence evidence, RuleMoment moment)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        ArgumentNullException.ThrowIfNull(moment);
        var midnight = moment.Midnight;
        var today = evidence.Days.Where(day => day.From == midnight).Sum(day => day.OnRelease.Crashes);
        var before = evidence.Days
            .Where(day => day.OnBase.Crashes > 0 && day.From <= midnight)
            .GroupBy(day => day.From)
            .OrderByDescending(day => day.Key)
            .Take(RecordedDays)
            .ToDictionary(day => day.Key, day => day.Sum(slice => slice.OnBase.Crashes));
        var isKnown = before.Count > 0 || evidence.Days.Any(day => day.From < midnight);
        return new(Decide(today, isKnown, before, moment), state, VirtualTime.Never);
    }

    /// <param name="isKnown">Whether there is an earlier day, be it one without a crash.</param>
    private RuleDecision Decide(long today, bool isKnown, Dictionary<VirtualTime, long> before, RuleMoment moment)
    {
        if (today > 0 && !isKnown)
        {
            return Halt(Because.Of(
                $"{Words.Count(today, "crash", "crashes")} today, and none is known of the version before",
                new Figure("today", today)));
        }

        if (today < Fluke)
            return new RuleDecision.Continue(Name, Because.Of($"{today} today", new Figure("today", today)));

        var ordinary = before.Count == 0 ? 0 : OrdinaryDay(DaysSinceTheFirst(before, moment));
        var minute = (int)moment.Calendar.TimeOfDay.TotalMinutes;
        var difference = Difference(today, ordinary, moment.Percent, minute);
        var because = Because.Of(
            $"{Words.Count(today, "crash", "crashes")} today, {difference:0.##} above an ordinary day's {ordinary}",
            new("today", today), new("ordinary-day", ordinary), new("difference", difference));
        return difference > 1 ? Halt(because) : new RuleDecision.Continue(Name, because);
    }

    /// <summary>The crashes of each day before today, from the first day with a crash on.</summary>
    private static long[] DaysSinceTheFirst(Dictionary<VirtualTime, long> before, RuleMoment moment)
    {
        var oldest = before.Keys.Min();
        var days = new long[(int)Math.Round((moment.Midnight - oldest).TotalDays)];
        for (var i = 0; i < days.Length; i++)
            days[i] = before.GetValueOrDefault(oldest + TimeSpan.FromDays(i));
        return days;
    }

    private RuleDecision.Halt Halt(Because because) => new(HaltEffects.LowerToZero, Name, because);
}
