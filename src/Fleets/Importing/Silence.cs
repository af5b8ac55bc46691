using System.Collections.Immutable;

namespace RsrActors.Fleets.Importing;

/// <summary>Days since a last check-in, in steps: a day more or less is no difference after a month.</summary>
public static class Silence
{
    private static readonly ImmutableArray<int> Steps =
        [0, 1, 2, 3, 4, 5, 6, 7, 10, 14, 21, 30, 45, 60, 90, 120, 180, 365];

    /// <summary>The last step that is not longer.</summary>
    public static int StepOf(int days)
    {
        var place = Steps.BinarySearch(Math.Max(0, days));
        return place >= 0 ? Steps[place] : Steps[~place - 1];
    }

    /// <summary>
    /// The day of an inventory: the last one on which at least one device in a hundred checked in last, so that one
    /// device whose clock is wrong does not make the others look silent.
    /// </summary>
    /// <param name="days">Devices by the day of their last check-in.</param>
    internal static int? DayOf(IReadOnlyDictionary<int, long> days)
    {
        var all = days.Values.Sum();
        return days.Count == 0
            ? null
            : days.Where(day => day.Value * 100 >= all).Select(day => (int?)day.Key)
                .DefaultIfEmpty(days.Keys.Max()).Max();
    }
}
