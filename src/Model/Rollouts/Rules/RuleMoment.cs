using RsrActors.Model.Simulation;

namespace RsrActors.Model.Rollouts.Rules;

/// <summary>The moment at which a rule is asked, and what the release is at it.</summary>
/// <param name="Published">When the release was published.</param>
/// <param name="Start">The calendar time of <see cref="VirtualTime.Zero"/>.</param>
/// <param name="Percent">The ramp's present percentage.</param>
public sealed record RuleMoment(VirtualTime Now, VirtualTime Published, DateTimeOffset Start, double Percent)
{
    /// <summary>The time since the publication; pauses count.</summary>
    public TimeSpan Elapsed => Now - Published;

    /// <summary>The vendor's calendar, in UTC.</summary>
    public DateTime Calendar => CalendarAt(Now);

    /// <summary>The first moment of the vendor's calendar day.</summary>
    public VirtualTime Midnight => Now - Calendar.TimeOfDay;

    public DateTime CalendarAt(VirtualTime time) => Start.UtcDateTime.AddMilliseconds(time.Milliseconds);
}
