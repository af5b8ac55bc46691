using RsrActors.Model.Simulation;

namespace RsrActors.Model.Rollouts.Rules;

/// <summary>
/// A person who takes a brake's decision: an alert reaches the person after some minutes, the decision takes some
/// hours of working time, and the person works by day.
/// </summary>
/// <param name="ToldAfter">From the brake's decision to the person.</param>
/// <param name="DecidesAfter">Working time from the message to the decision.</param>
/// <param name="WorkFrom">The start of the working day, by the vendor's calendar (UTC).</param>
/// <param name="WorkTo">
/// The end of the working day. Equal to the start: the person works around the clock.
/// </param>
/// <param name="Weekends">Whether the person works on Saturdays and Sundays.</param>
public sealed record PersonInChain(
    TimeSpan ToldAfter, TimeSpan DecidesAfter, TimeSpan WorkFrom, TimeSpan WorkTo, bool Weekends = true)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>When the person decides about what a brake finds now.</summary>
    public VirtualTime DecidesAt(RuleMoment moment)
    {
        ArgumentNullException.ThrowIfNull(moment);
        var at = moment.Now + ToldAfter;
        var remaining = DecidesAfter;
        if (WorkFrom == WorkTo && Weekends)
            return at + remaining;

        while (true)
        {
            var calendar = moment.CalendarAt(at);
            var day = at - calendar.TimeOfDay;
            var from = VirtualTime.Max(at, WorkFrom == WorkTo ? day : day + WorkFrom);
            var to = day + (WorkFrom == WorkTo ? Day : WorkTo);
            if (from < to && (Weekends || calendar.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)))
            {
                if (to - from >= remaining)
                    return from + remaining;
                remaining -= to - from;
            }

            at = day + Day;
        }
    }
}
