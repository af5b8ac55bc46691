using RsrActors.Model.Population;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Devices.Crashes;

/// <summary>
/// When a device queries the list of affected applications, and when it has the answer. The device's own time is
/// divided into intervals; in each there is one query. The query says nothing about the device, so no message stands
/// for it.
/// </summary>
/// <param name="life">The days of the device.</param>
internal readonly struct ListQueries(ListSettings settings, DailyLife life, Dice dice)
{
    /// <summary>The answer that arrives first, at or after a moment, to a query at or after another moment.</summary>
    /// <param name="from">No earlier query counts; the whole result is never when this is never.</param>
    /// <param name="after">No earlier answer counts.</param>
    public (VirtualTime Asked, VirtualTime Answered) Next(VirtualTime from, VirtualTime after)
    {
        var first = (Asked: VirtualTime.Never, Answered: VirtualTime.Never);
        if (from.IsNever)
            return first;
        var begin = VirtualTime.Max(from, after - settings.Latency.To);
        for (var interval = life.IntervalOf(begin, settings.Every);
            life.BeginOf(interval, settings.Every) <= first.Answered;
            interval++)
        {
            var asked = life.BeginOf(interval, settings.Every)
                + dice.Between(TimeSpan.Zero, settings.Every, Purpose.ListQuery, interval);
            var answered = asked
                + dice.Between(settings.Latency.From, settings.Latency.To, Purpose.ListLatency, interval);
            if (asked >= from && answered >= after && answered < first.Answered)
                first = (asked, answered);
        }

        return first;
    }
}
