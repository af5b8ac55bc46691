using System.Collections.Immutable;
using RsrActors.Model.Analytics;
using RsrActors.Model.Crashes;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Population;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.Model.Statistics;

namespace RsrActors.Model.Devices.Crashes;

/// <summary>
/// The totals of a device's own days: how long each application was in the foreground on which content, and how often
/// it crashed.
/// </summary>
public readonly struct DailyTotals(World world, DeviceState state)
{
    private readonly DailyLife _life = world.LifeOf(state.Traits);

    /// <summary>All applications on one day, in the scenario's order; for each of them the base comes first.</summary>
    public ImmutableArray<CrashTotal> On(int day)
    {
        var used = _life.UsedOn(day);
        var totals = ImmutableArray.CreateBuilder<CrashTotal>();
        var (from, until) =
            (VirtualTime.Max(VirtualTime.Zero, _life.At(day, TimeSpan.Zero)), _life.At(day + 1, TimeSpan.Zero));

        // On most days there is one content and no crash; then all applications share the same hours.
        var now = state.Diary.Now;
        var whole = now.Since <= from && now.Up && now.Safari == now.Elsewhere && !HasCrashSince(from)
            ? used.Between(from - _life.At(day, TimeSpan.Zero), TimeSpan.FromDays(1))
            : (TimeSpan?)null;
        for (var place = 0; place < world.Fleet.Applications.Length; place++)
        {
            var application = world.Fleet.Applications[place];
            if (!state.Traits.Has(application, place) || application.Daily == TimeSpan.Zero)
                continue;
            if (whole is { } hours)
            {
                if (hours > TimeSpan.Zero)
                    totals.Add(new(
                        application.Id, now.Elsewhere, 0,
                        (hours * CrashRates.ShareOfUse(application, state.Platform, world.Fleet)).TotalHours));
                continue;
            }

            foreach (var release in ReleasesBetween(from, until, application.Id))
            {
                var (time, crashes) = Between(day, used, from, until, until, application, release);
                if (time > TimeSpan.Zero || crashes > 0)
                {
                    totals.Add(new(application.Id, release, crashes, time.TotalHours)
                    {
                        Kinds = crashes > 0 && world.Evidence.CollectsCrashKinds
                            ? KindsBetween(from, until, application, release)
                            : [],
                    });
                }
            }
        }

        return totals.DrainToImmutable();
    }

    /// <summary>
    /// One application on one content between two moments, by day, ascending, without days that have neither use nor
    /// crashes. A crash at the second moment counts, because that crash is the reason for the comparison.
    /// </summary>
    public ImmutableArray<DailyUse> Of(Application application, string? release, VirtualTime from, VirtualTime until)
    {
        var days = ImmutableArray.CreateBuilder<DailyUse>();
        from = VirtualTime.Max(from, VirtualTime.Zero);
        var last = _life.DayOf(until);
        for (var day = _life.DayOf(from); day <= last; day++)
        {
            var begins = VirtualTime.Max(from, _life.At(day, TimeSpan.Zero));
            var ends = VirtualTime.Min(until, _life.At(day + 1, TimeSpan.Zero));
            var (time, crashes) = Between(
                day, _life.UsedOn(day), begins, ends, day == last ? until.Next() : ends, application, release);
            if (time > TimeSpan.Zero || crashes > 0)
                days.Add(new(day, time, crashes));
        }

        return days.DrainToImmutable();
    }

    private bool HasCrashSince(VirtualTime from)
    {
        var crashes = state.Diary.Crashes;
        return !crashes.IsEmpty && crashes[^1].At >= from;
    }

    /// <summary>
    /// The contents on which an application ran; the base first, then in the order in which they began.
    /// </summary>
    private List<string?> ReleasesBetween(VirtualTime from, VirtualTime until, string application)
    {
        var releases = new List<string?>(1);
        var content = state.Diary.Content;
        for (var i = 0; i < content.Length; i++)
        {
            var ends = i + 1 < content.Length ? content[i + 1].Since : VirtualTime.Never;
            var release = content[i].Of(application);
            if (content[i].Since < until && ends > from && !releases.Contains(release))
                releases.Insert(release is null ? 0 : releases.Count, release);
        }

        return releases;
    }

    private ImmutableArray<CrashKindCount> KindsBetween(
        VirtualTime from, VirtualTime until, Application application, string? release)
    {
        var kinds = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var crash in state.Diary.Crashes)
        {
            if (crash.At < from || crash.At >= until || crash.Application != application.Id || crash.Release != release)
                continue;
            var signature = SignatureOf(crash);
            kinds[signature] = kinds.GetValueOrDefault(signature) + 1;
        }

        return [.. kinds.Select(pair => new CrashKindCount(pair.Key, pair.Value))];
    }

    /// <summary>What a release adds has its own signature; the others are drawn among those of the base.</summary>
    private string SignatureOf(NotedCrash crash)
    {
        var device = state.Traits.Number;
        if (crash.Release is { } release
            && AddedCrashes.CountAt(world, device, release, crash.Application, crash.At) > 0)
            return CrashSignatures.AddedBy(release);
        if (world.HarmfulUpdateOf(state.Platform, state.Os.Build) is { } update
            && AddedCrashes.CountAt(world, device, update, crash.Application, crash.At) > 0)
            return CrashSignatures.AddedBy(update.Update.Version);
        var second = (int)(crash.At.Milliseconds / 1000 % int.MaxValue);
        return CrashSignatures.Drawn(state.Traits.Dice.Uniform(Purpose.CrashSignature, second));
    }

    private (TimeSpan Time, int Crashes) Between(
        int day, UsedQuarters used, VirtualTime from, VirtualTime until, VirtualTime crashesUntil,
        Application application,
        string? release)
    {
        var midnight = _life.At(day, TimeSpan.Zero);
        var time = TimeSpan.Zero;
        var content = state.Diary.Content;
        for (var i = 0; i < content.Length; i++)
        {
            var begins = VirtualTime.Max(from, content[i].Since);
            var ends = i + 1 < content.Length ? VirtualTime.Min(until, content[i + 1].Since) : until;
            if (content[i].Up && begins < ends && content[i].Of(application.Id) == release)
                time += used.Between(begins - midnight, ends - midnight);
        }

        var crashes = 0;
        foreach (var crash in state.Diary.Crashes)
        {
            if (crash.At >= from && crash.At < crashesUntil && crash.Application == application.Id
                && crash.Release == release)
                crashes++;
        }

        return (time * CrashRates.ShareOfUse(application, state.Platform, world.Fleet), crashes);
    }
}
