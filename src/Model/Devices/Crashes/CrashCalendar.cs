using System.Collections.Immutable;
using RsrActors.Model.Crashes;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Population;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Devices.Crashes;

/// <summary>The crashes of one device, as long as it runs its present content.</summary>
public readonly struct CrashCalendar(World world, DeviceState state)
{
    private readonly DailyLife _life = world.LifeOf(state.Traits);

    /// <summary>
    /// The first crash at or after <paramref name="after"/> and before <paramref name="until"/>; never, when there is
    /// none.
    /// </summary>
    public VirtualTime Next(VirtualTime after, VirtualTime until)
    {
        if (!state.Diary.Now.Up)
            return VirtualTime.Never;
        until = VirtualTime.Min(until, world.Scenario.End);
        var content = state.Diary.Content;
        if (state.Searched.Find(content, after, until) is { } known)
            return known;
        var next = Search(after, until);
        state.Searched = new(content, after, until, next);
        return next < until ? next : VirtualTime.Never;
    }

    /// <summary>
    /// The first crash at or after <paramref name="after"/>, on the days up to that of <paramref name="until"/>. On the
    /// last day it may be later than <paramref name="until"/>.
    /// </summary>
    private VirtualTime Search(VirtualTime after, VirtualTime until)
    {
        var last = _life.DayOf(until);
        for (var day = _life.DayOf(after); day <= last; day++)
        {
            foreach (var crash in On(day))
            {
                if (crash.At >= after)
                    return crash.At;
            }
        }

        return VirtualTime.Never;
    }

    /// <summary>The crashes at a moment; usually none, and rarely more than one.</summary>
    public ImmutableArray<NotedCrash> At(VirtualTime at) =>
        state.Diary.Now.Up ? On(_life.DayOf(at)).RemoveAll(crash => crash.At != at) : [];

    private ImmutableArray<NotedCrash> On(int day)
    {
        var (_, _, safari, elsewhere) = state.Diary.Now;
        var found = ImmutableArray<NotedCrash>.Empty;
        UsedQuarters? used = null;
        Collect(day, CrashProcess.OfBase, world.BaseCrashes(state.Platform), null, ref used, ref found);
        if (world.HarmfulUpdateOf(state.Platform, state.Os.Build) is { } harmful)
        {
            Collect(
                day, CrashProcess.AddedByUpdate(harmful.Place),
                world.AddedCrashes(harmful.Update.Version, state.Platform), null, ref used, ref found);
        }

        if (elsewhere is not null)
            Collect(
                day, AddedBy(elsewhere), world.AddedCrashes(elsewhere, state.Platform), elsewhere, ref used, ref found);
        if (safari is not null && safari != elsewhere)
            Collect(day, AddedBy(safari), world.AddedCrashes(safari, state.Platform), safari, ref used, ref found);
        return found.Length > 1 ? found.Sort(static (x, y) => x.At.CompareTo(y.At)) : found;
    }

    private CrashProcess AddedBy(string release) => CrashProcess.AddedBy(world.PlaceOf(release));

    /// <param name="source">
    /// The response that adds these crashes; null for those of the base, and of the update that brought it.
    /// </param>
    private void Collect(
        int day, CrashProcess process, CrashRates rates, string? source, ref UsedQuarters? used,
        ref ImmutableArray<NotedCrash> found)
    {
        var dice = state.Traits.Dice;
        if (rates.PerUsedHour == 0 || process.IsQuietOn(day, rates.ChanceOfQuietDay, dice))
            return;

        used ??= _life.UsedOn(day);
        foreach (var crash in process.On(day, used.Value, rates.PerUsedHour, dice))
        {
            var place = rates.ApplicationAt(crash.Share);
            var application = world.Fleet.Applications[place];
            var content = state.Diary.Now.Of(application.Id);
            if (state.Traits.Has(application, place) && (source is null || source == content))
                found = found.Add(new(_life.At(day, crash.TimeOfDay), application.Id, content));
        }
    }
}
