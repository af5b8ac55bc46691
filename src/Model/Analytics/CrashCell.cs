using System.Collections.Immutable;

namespace RsrActors.Model.Analytics;

/// <summary>All that was reported of one application on one platform, on the base or under one response.</summary>
/// <param name="Devices">Devices that have reported use, each counted once.</param>
/// <param name="CrashedDevices">Devices that have reported a crash, each counted once.</param>
/// <param name="Days">The latest <see cref="MostDays"/> days of which anything was reported, ascending.</param>
public sealed record CrashCell(ReportedUse Total, int Devices, int CrashedDevices, ImmutableArray<CrashDay> Days)
{
    /// <summary>The number of days kept. No rule needs an earlier day.</summary>
    public const int MostDays = 28;

    public static readonly CrashCell Empty = new(default, 0, 0, []);

    public CrashCell With(in ReportedLine line) => new(
        Total + line.Use,
        Devices + (line.FirstUse ? 1 : 0),
        CrashedDevices + (line.FirstCrash ? 1 : 0),
        Including(Days, (Find(line.Day) ?? CrashDay.Before(line.Day)).With(line.Model, line.Use)));

    public CrashDay? Find(int day)
    {
        foreach (var one in Days)
        {
            if (one.Day == day)
                return one;
        }

        return null;
    }

    /// <summary>
    /// The part of this cell that differs from an earlier state, with the changed days only; the argument of
    /// <see cref="Updated"/>.
    /// </summary>
    public CrashCell NewsSince(CrashCell earlier)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        return this with { Days = Days.RemoveAll(day => ReferenceEquals(day, earlier.Find(day.Day))) };
    }

    public CrashCell Updated(CrashCell news)
    {
        ArgumentNullException.ThrowIfNull(news);
        return news with { Days = news.Days.Aggregate(Days, Including) };
    }

    /// <summary>The counts as the daily rules need them.</summary>
    /// <param name="expectedPerHour">Crashes per hour of use that the baseline expects.</param>
    /// <param name="devices">The devices for which the response is made, whether they report or not.</param>
    /// <param name="newKind">True when no crash of the application was reported on the base.</param>
    public CrashView ViewOn(int day, double expectedPerHour, long devices, bool newKind)
    {
        var first = day;
        foreach (var one in Days)
            first = Math.Min(first, Math.Max(one.Day, day - MostDays + 1));

        var epochs = ImmutableArray.CreateBuilder<CrashTally>(day - first + 1);
        for (var each = first; each <= day; each++)
            epochs.Add(Tally(Find(each)?.Total ?? default));
        if (newKind && Total.Crashes > 0)
            epochs[^1] = epochs[^1] with { NewKinds = 1 };
        return new(
            new(devices, Devices, CrashedDevices),
            epochs.MoveToImmutable(),
            Find(day) is { } latest ? [.. latest.Models.Select(model => (model.Model, Tally(model.Use)))] : []);

        CrashTally Tally(ReportedUse use) =>
            new(use.Crashes, expectedPerHour * use.Hours, use.Reports, use.CrashedReports);
    }

    private static ImmutableArray<CrashDay> Including(ImmutableArray<CrashDay> days, CrashDay changed)
    {
        var place = days.Length;
        while (place > 0 && days[place - 1].Day > changed.Day)
            place--;
        if (place > 0 && days[place - 1].Day == changed.Day)
            return days.SetItem(place - 1, changed);
        if (days.Length < MostDays)
            return days.Insert(place, changed);
        return place == 0 ? days : days.RemoveAt(0).Insert(place - 1, changed);
    }
}

/// <summary>The counts of one day of the devices' own calendars.</summary>
/// <param name="Models">In ordinal order.</param>
public sealed record CrashDay(int Day, ReportedUse Total, ImmutableArray<ModelUse> Models)
{
    public static CrashDay Before(int day) => new(day, default, []);

    public CrashDay With(string model, ReportedUse use)
    {
        var place = 0;
        while (place < Models.Length && string.CompareOrdinal(Models[place].Model, model) < 0)
            place++;
        var known = place < Models.Length && Models[place].Model == model;
        return this with
        {
            Total = Total + use,
            Models = known
                ? Models.SetItem(place, new(model, Models[place].Use + use))
                : Models.Insert(place, new(model, use)),
        };
    }
}

/// <summary>The use and crashes of one model of devices.</summary>
public readonly record struct ModelUse(string Model, ReportedUse Use);
