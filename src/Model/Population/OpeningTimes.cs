using RsrActors.Model.Simulation;

namespace RsrActors.Model.Population;

/// <summary>
/// When a device may be offered something, and when it may restart by itself: the blocked days and the maintenance
/// window of its group, in its own time. A device without a group may do both at any time.
/// </summary>
/// <param name="start">The date in UTC of virtual time zero: day 0 of every device.</param>
public readonly struct OpeningTimes(Traits traits, DailyLife life, DateOnly start)
{
    /// <summary>Longer searches end: a window may never open on a day that is not blocked.</summary>
    private const int MostDays = 800;

    /// <summary>Whether the day of a moment, in the device's own time, is blocked.</summary>
    public bool IsBlocked(VirtualTime at) =>
        traits.Group is { BlockedDays.IsEmpty: false } && !at.IsNever && IsBlocked(life.DayOf(at));

    /// <summary>The moment itself; when its day is blocked, the beginning of the next day that is not.</summary>
    public VirtualTime Unblocked(VirtualTime at)
    {
        if (!IsBlocked(at))
            return at;
        var day = life.DayOf(at) + 1;
        while (IsBlocked(day))
            day++;
        return life.At(day, TimeSpan.Zero);
    }

    /// <summary>When the first automatic poll is due that may find something: not on a blocked day.</summary>
    public VirtualTime NextPoll(VirtualTime after)
    {
        var poll = life.NextPoll(after);
        while (IsBlocked(poll))
            poll = life.NextPoll(Unblocked(poll));
        return poll;
    }

    /// <summary>
    /// The moment itself when the window is open and the day is not blocked; else a moment of the next window, drawn
    /// once for each day so that not all devices restart when it opens. Never when none is found.
    /// </summary>
    public VirtualTime InWindow(VirtualTime at)
    {
        if (at.IsNever || traits.Group?.Window is not { } window)
            return Unblocked(at);
        var first = life.DayOf(at) - 1;
        for (var day = first; day < first + MostDays; day++)
        {
            if (!window.Days.Contains(start.AddDays(day).DayOfWeek))
                continue;
            var (opens, closes) = (life.At(day, window.From), life.At(day, window.From) + window.Length);
            var moment = opens > at
                ? opens + traits.Dice.Between(TimeSpan.Zero, window.Length, Purpose.WindowMoment, day)
                : at;
            moment = life.WhenOpen(Unblocked(moment));
            if (moment < closes && !IsBlocked(moment))
                return moment;
        }

        return VirtualTime.Never;
    }

    private bool IsBlocked(int day)
    {
        foreach (var blocked in traits.Group!.BlockedDays)
        {
            if (blocked.DayNumber - start.DayNumber == day)
                return true;
        }

        return false;
    }
}
