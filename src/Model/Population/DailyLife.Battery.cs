using RsrActors.Model.Simulation;

namespace RsrActors.Model.Population;

/// <summary>The device's battery.</summary>
public readonly partial struct DailyLife
{
    private const double PerHourAtNight = 1; // Percentage points per hour, of a battery that is not charged.

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
}
