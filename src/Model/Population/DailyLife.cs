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
public readonly struct DailyLife(Traits traits, Behaviour behaviour, TimeSpan scenarioStart, VirtualTime horizon)
{
    private const long Day = 86_400_000;
    private const long Slot = 900_000; // Use is drawn for each quarter of an hour.
    private const int ChecksOfASeeker = 6;
    private const int DaysBetweenLooks = 512;
    private const double PerHourAtNight = 1; // Percentage points per hour, of a battery that is not charged.

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
        var day = Math.Max(1, DayOf(after) / DaysBetweenLooks) * DaysBetweenLooks;
        var look = At(day, traits.WakesUp);
        return look >= after ? look : At(day + DaysBetweenLooks, traits.WakesUp);
    }

    /// <summary>
    /// The first time at or after a moment at which the person checks for updates by hand; never, when there is none
    /// before the end or before the next routine check.
    /// </summary>
    public VirtualTime NextCheckByHand(VirtualTime after)
    {
        if (traits.Restarts == RestartHabit.Never || (!traits.Seeker && behaviour.CheckByHand <= 0))
            return VirtualTime.Never;

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
        var slot = (int)FloorDivide(at.Milliseconds + Offset, Slot);
        return traits.Dice.CoarseChance(
            IsAwake(TimeOfDay(at)) ? behaviour.InUse : UseAtNight, Purpose.InUse, slot);
    }

    /// <summary>
    /// The quarters of an hour of a day in which the device is in use. Each quarter is decided as at its beginning.
    /// </summary>
    public UsedQuarters UsedOn(int day)
    {
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

    /// <summary>
    /// The battery's charge in percent, and whether it is charging. It is full in the morning after a night on the
    /// charger, falls over the waking day, and rises from bedtime on when it is charged that night. A desktop is always
    /// at 100.
    /// </summary>
    /// <param name="unplugged">
    /// While the device is unplugged, its battery does not charge, and falls from the charge it had.
    /// </param>
    public (int Percent, bool Charging) Battery(VirtualTime at, Unplugged? unplugged = null)
    {
        if (traits.Desktop)
            return (100, true);
        if (unplugged is { } off && off.Holds(at))
            return (Percent(WornOff(off.Since, at)), false);
        var (charge, charging) = ByRoutine(at);
        return (Percent(charge), charging);
    }

    private (double Charge, bool Charging) ByRoutine(VirtualTime at)
    {
        var (time, today) = (TimeOfDay(at), DayOf(at));
        if (time >= traits.GoesToBed)
            return AtNight(today, time - traits.GoesToBed);
        if (time < traits.WakesUp)
            return AtNight(today - 1, time + TimeSpan.FromDays(1) - traits.GoesToBed);
        return (Morning(today) * Left(today, time), false);
    }

    /// <summary>
    /// The charge at <paramref name="at"/> when the battery falls at its usual rates by day and night since
    /// <paramref name="since"/> and is not charged.
    /// </summary>
    private double WornOff(VirtualTime since, VirtualTime at)
    {
        var charge = ByRoutine(since).Charge;

        // It starts with the previous day, whose night may not be over yet. An empty battery falls no further.
        for (var day = DayOf(since) - 1; charge > 0; day++)
        {
            var (morning, evening, next) =
                (At(day, traits.WakesUp), At(day, traits.GoesToBed), At(day + 1, traits.WakesUp));
            if (morning >= at)
                break;
            var (from, until) = (VirtualTime.Max(since, morning), VirtualTime.Min(at, evening));
            if (from < until)
                charge *= Left(day, TimeOfDay(until)) / Left(day, TimeOfDay(from));
            (from, until) = (VirtualTime.Max(since, evening), VirtualTime.Min(at, next));
            if (from < until)
                charge -= PerHourAtNight * (until - from).TotalHours;
        }

        return charge;
    }

    private bool IsAwake(TimeSpan time) => time >= traits.WakesUp && time < traits.GoesToBed;

    private (double Charge, bool Charging) AtNight(int day, TimeSpan sinceBedtime)
    {
        var evening = Morning(day) * (1 - Wear(day));
        if (!ChargesTonight(day))
            return (evening - PerHourAtNight * sinceBedtime.TotalHours, false);
        return (Math.Min(100, evening + 45.0 * sinceBedtime.TotalHours), true);
    }

    private bool ChargesTonight(int day) => traits.Dice.Chance(behaviour.ChargeAtNight, Purpose.ChargesTonight, day);

    /// <summary>The charge in the morning. After a night without charger it is between 25 and 70 percent.</summary>
    private double Morning(int day) =>
        ChargesTonight(day - 1) ? 100 : 25 + 45 * traits.Dice.Uniform(Purpose.MorningCharge, day);

    /// <summary>The share of the morning's charge that a battery loses over a waking day: 35 to 95 percent.</summary>
    private double Wear(int day) => 0.35 + 0.6 * traits.Dice.Uniform(Purpose.BatteryWear, day);

    /// <summary>The share of the morning's charge that is left at a time of the waking day.</summary>
    private double Left(int day, TimeSpan time) =>
        1 - (time - traits.WakesUp) / (traits.GoesToBed - traits.WakesUp) * Wear(day);

    private static int Percent(double charge) => (int)Math.Clamp(charge, 1, 100);

    private static long FloorDivide(long value, long by) => value >= 0 ? value / by : -((-value + by - 1) / by);
}
