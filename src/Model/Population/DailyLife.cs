using RsrActors.Model.Crashes;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Population;

/// <summary>
/// A device's days: when it polls, charges and is in use. Everything is a function of the device and the day, and never
/// of earlier events, so nothing of it is stored.
/// </summary>
/// <param name="scenarioStart">The time of day, UTC, at virtual time zero.</param>
/// <param name="horizon">Searches end at this moment; never, in a scenario without an end.</param>
public readonly partial struct DailyLife(
    Traits traits, Behaviour behaviour, TimeSpan scenarioStart, VirtualTime horizon)
{
    private const long Day = 86_400_000;
    private const long Slot = 900_000; // Use is drawn for each quarter of an hour.
    private const int ChecksOfASeeker = 6;
    private const int DaysBetweenChecks = 512;

    /// <summary>The longest time from going to bed to getting up that <see cref="Traits.Of"/> draws.</summary>
    private static readonly TimeSpan LongestNight = TimeSpan.FromHours(11);

    private double UseAtNight => traits.SleepsAtNight ? 0 : behaviour.InUseAtNight;

    private long Offset { get; } = (scenarioStart + traits.TimeZone).Ticks / TimeSpan.TicksPerMillisecond;

    /// <summary>The day of a moment in the device's own time. The scenario starts on day 0, -1 or 1.</summary>
    public int DayOf(VirtualTime at) => (int)FloorDivide(at.Milliseconds + Offset, Day);

    /// <summary>The interval of a moment, when the device's own time is divided into intervals of a length.</summary>
    public int IntervalOf(VirtualTime at, TimeSpan length) =>
        (int)FloorDivide(at.Milliseconds + Offset, length.Ticks / TimeSpan.TicksPerMillisecond);

    public VirtualTime BeginOf(int interval, TimeSpan length) =>
        new(interval * (length.Ticks / TimeSpan.TicksPerMillisecond) - Offset);

    public TimeSpan TimeOfDay(VirtualTime at) =>
        new((at.Milliseconds + Offset - DayOf(at) * Day) * TimeSpan.TicksPerMillisecond);

    /// <summary>
    /// The first automatic poll at or after a moment. The device's own time is divided into intervals; in each there is
    /// one poll, at a time that changes from interval to interval.
    /// </summary>
    public VirtualTime NextPoll(VirtualTime after)
    {
        if (traits.AwayUntil.IsNever)
            return VirtualTime.Never;
        after = VirtualTime.Max(after, traits.AwayUntil);

        // A poll of the night before may have waited until the lid was opened.
        var first = traits.SleepsAtNight ? after - LongestNight : after;
        for (var interval = IntervalOf(first, behaviour.PollEvery); ; interval++)
        {
            var poll = WhenOpen(BeginOf(interval, behaviour.PollEvery)
                + traits.Dice.Between(TimeSpan.Zero, behaviour.PollEvery, Purpose.Poll, interval));
            if (poll >= after && poll >= VirtualTime.Zero)
                return poll;
        }
    }

    /// <summary>
    /// In a scenario without an end: the first moment at or after <paramref name="after"/> at which a device searches
    /// again for a crash or check that may never come, on a morning of every 512th day. Each search goes no further
    /// than the next such moment. Never in a scenario with an end.
    /// </summary>
    public VirtualTime NextRoutineCheck(VirtualTime after)
    {
        if (!horizon.IsNever)
            return VirtualTime.Never;
        var day = Math.Max(1, DayOf(after) / DaysBetweenChecks) * DaysBetweenChecks;
        var check = At(day, traits.WakesUp);
        return check >= after ? check : At(day + DaysBetweenChecks, traits.WakesUp);
    }

    /// <summary>
    /// The first time at or after a moment at which the person checks for updates by hand; never, when there is none
    /// before the end or before the next routine check.
    /// </summary>
    public VirtualTime NextCheckByHand(VirtualTime after)
    {
        if (traits.Restarts == RestartHabit.Never || (!traits.Seeker && behaviour.CheckByHand <= 0)
            || traits.AwayUntil.IsNever)
            return VirtualTime.Never;

        after = VirtualTime.Max(after, traits.AwayUntil);
        var last = DayOf(VirtualTime.Min(horizon, NextRoutineCheck(after)));
        for (var day = DayOf(after); day <= last; day++)
        {
            var checks = traits.Seeker ? ChecksOfASeeker
                : traits.Dice.Chance(behaviour.CheckByHand, Purpose.ChecksToday, day) ? 1 : 0;
            var next = VirtualTime.Never;
            for (var i = 0; i < checks; i++)
            {
                var check = At(day, traits.Dice.Between(
                    traits.WakesUp, traits.GoesToBed, Purpose.ManualCheck, day * ChecksOfASeeker + i));
                if (check >= after && check >= VirtualTime.Zero)
                    next = VirtualTime.Min(next, check);
            }

            if (!next.IsNever)
                return next;
        }

        return VirtualTime.Never;
    }

    /// <summary>
    /// The first moment at or after another at which a device may restart by itself: between 2 and 5 at night, or, if
    /// its lid is closed then, when it is opened.
    /// </summary>
    public VirtualTime NextMaintenance(VirtualTime after)
    {
        for (var day = DayOf(after); ; day++)
        {
            var moment = WhenOpen(At(day, traits.Dice.Between(
                TimeSpan.FromHours(2), TimeSpan.FromHours(5), Purpose.Maintenance, day)));
            if (moment >= after && moment >= VirtualTime.Zero)
                return moment;
        }
    }

    /// <summary>The moment itself when the person is awake, else when the person gets up.</summary>
    public VirtualTime WhenAwake(VirtualTime at)
    {
        var time = TimeOfDay(at);
        return time < traits.WakesUp ? At(DayOf(at), traits.WakesUp)
            : time >= traits.GoesToBed ? At(DayOf(at) + 1, traits.WakesUp)
            : at;
    }

    /// <summary>
    /// The moment itself when it is between two hours of the device's day, else the next opening. When the first hour
    /// is later than the second one, the time between them includes midnight.
    /// </summary>
    public VirtualTime WithinHours(VirtualTime at, TimeSpan from, TimeSpan until)
    {
        var time = TimeOfDay(at);
        var isWithin = from <= until ? time >= from && time < until : time >= from || time < until;
        return isWithin ? at : At(time < from ? DayOf(at) : DayOf(at) + 1, from);
    }

    /// <summary>The moment itself, but for a laptop whose lid is closed then: when it is opened.</summary>
    public VirtualTime WhenOpen(VirtualTime at) => traits.SleepsAtNight ? WhenAwake(at) : at;

    /// <summary>
    /// When something is done that begins at a moment and takes some time. While the lid of a laptop is closed, it
    /// waits.
    /// </summary>
    public VirtualTime Done(VirtualTime from, TimeSpan takes)
    {
        if (!traits.SleepsAtNight)
            return from + takes;
        for (var at = WhenOpen(from); ; at = At(DayOf(at) + 1, traits.WakesUp))
        {
            var left = At(DayOf(at), traits.GoesToBed) - at;
            if (takes <= left)
                return at + takes;
            takes -= left;
        }
    }

    /// <summary>
    /// When the person unlocks a device that is up at a moment: when the person is awake, or uses it at night.
    /// </summary>
    public VirtualTime WhenUnlocked(VirtualTime up)
    {
        var awake = WhenAwake(up);
        if (awake == up || UseAtNight <= 0)
            return awake;
        var (day, used) = (DayOf(up), UsedOn(DayOf(up)));
        for (var at = up; at < awake;)
        {
            var quarter = (int)(TimeOfDay(at) / UsedQuarters.Quarter);
            if (used.Contains(quarter))
                return at;
            at = At(day, (quarter + 1) * UsedQuarters.Quarter);
            if (DayOf(at) == day)
                continue;
            day = DayOf(at);
            used = UsedOn(day);
        }

        return awake;
    }

    public bool InUse(VirtualTime at)
    {
        if (IsAway(DayOf(at)))
            return false;
        var slot = (int)FloorDivide(at.Milliseconds + Offset, Slot);
        return traits.Dice.CoarseChance(
            IsAwake(TimeOfDay(at)) ? behaviour.InUse : UseAtNight, Purpose.InUse, slot);
    }

    /// <summary>
    /// The quarters of an hour of a day in which the device is in use. Each quarter is decided as at its beginning.
    /// </summary>
    public UsedQuarters UsedOn(int day)
    {
        if (IsAway(day))
            return new(UInt128.Zero);
        var (awake, asleep) = (Dice.Threshold(behaviour.InUse), Dice.Threshold(UseAtNight));
        var (from, until) = (FirstQuarter(traits.WakesUp), FirstQuarter(traits.GoesToBed));
        var (low, high) = (0UL, 0UL);
        for (var first = 0; first < UsedQuarters.PerDay; first += 4)
        {
            var draws = traits.Dice.CoarseDraws(Purpose.InUse, (day * UsedQuarters.PerDay + first) >> 2);
            var four = 0UL;
            for (var i = 0; i < 4; i++)
            {
                var threshold = first + i >= from && first + i < until ? awake : asleep;
                if (draws[i] < threshold)
                    four |= 1UL << i;
            }

            if (first < 64)
                low |= four << first;
            else
                high |= four << (first - 64);
        }

        return new(new UInt128(high, low));
    }

    /// <summary>The first quarter of an hour that begins at a time of day or later.</summary>
    private static int FirstQuarter(TimeSpan timeOfDay) =>
        (int)((timeOfDay.Ticks + UsedQuarters.Quarter.Ticks - 1) / UsedQuarters.Quarter.Ticks);

    /// <summary>A time of a day in the device's own time.</summary>
    public VirtualTime At(int day, TimeSpan timeOfDay) =>
        new(day * Day + timeOfDay.Ticks / TimeSpan.TicksPerMillisecond - Offset);

    /// <summary>Whether the device is away when a day begins; it is then not in use on that day.</summary>
    private bool IsAway(int day) => traits.AwayUntil > VirtualTime.Zero && At(day, TimeSpan.Zero) < traits.AwayUntil;

    private bool IsAwake(TimeSpan time) => time >= traits.WakesUp && time < traits.GoesToBed;

    private static long FloorDivide(long value, long by) => value >= 0 ? value / by : -((-value + by - 1) / by);
}
