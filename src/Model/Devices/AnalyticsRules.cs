using RsrActors.Model.Analytics;
using RsrActors.Model.Devices.Crashes;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Population;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Devices.States.DeviceEvent;

namespace RsrActors.Model.Devices;

/// <summary>
/// What a device does about crashes. It notes them. It sends the totals of its days to crash analytics if its person
/// shares analytics. It queries the list of affected applications, and recommends a removal if its own crashes give a
/// reason.
/// </summary>
internal static class AnalyticsRules
{
    /// <summary>
    /// The first moment at or after now at which something is due; <paramref name="until"/> when that is earlier.
    /// </summary>
    public static VirtualTime NextDue(in Situation now, VirtualTime until)
    {
        var (state, after, world) = (now.State, now.At, now.World);
        var settings = world.Scenario.Analytics;
        if (!settings.Enabled || state.Phase is DevicePhase.Unenrolled)
            return until;

        until = VirtualTime.Min(until, NextUpload(now));
        until = VirtualTime.Min(until, NextList(state, after, world, now.Published).Answered);
        until = VirtualTime.Min(until, DeviceCalendar.NotBefore(after, ChangesSharing(state, settings)));
        until = VirtualTime.Min(until, DeviceCalendar.NotBefore(after, Answers(state, world)));
        return VirtualTime.Min(until, new CrashCalendar(world, state).Next(after, until));
    }

    public static void Decide(ref SideEvents device)
    {
        var settings = device.World.Scenario.Analytics;
        if (!settings.Enabled || device.State.Phase is DevicePhase.Unenrolled)
            return;

        if (ChangesSharing(device.State, settings) == device.At)
            device.Happens(new AnalyticsSharingChanged(!device.State.SharesAnalytics));
        FetchList(ref device);
        NoteCrashes(ref device);
        Upload(ref device);
        Answer(ref device);
    }

    /// <summary>
    /// True when nothing but a list to fetch, crashes to note and totals to send can be due: these need no wake of the
    /// device. An answer of the person and a change of sharing need one.
    /// </summary>
    public static bool IsRoutine(in Situation now) =>
        !now.World.Scenario.Analytics.Enabled
            || (now.State.Diary.Asked is null
                && ChangesSharing(now.State, now.World.Scenario.Analytics) != now.At);

    private static void FetchList(ref SideEvents device)
    {
        var (asked, answered) = NextList(device.State, device.At, device.World, device.Published);
        if (answered != device.At)
            return;
        device.WasDue = true;

        // During a restart no answer arrives, and the list cannot be stored on a locked volume; the next query is
        // answered.
        if (device.State.Diary.Now.Up && !device.State.IsDataLocked(device.At))
            device.Happens(new AffectedApplicationsFetched(device.Published.Affected.VersionAt(asked)));
    }

    /// <summary>
    /// The next query whose answer has another list than the device. Other queries change nothing, so that no device
    /// is woken for them.
    /// </summary>
    private static (VirtualTime Asked, VirtualTime Answered) NextList(
        DeviceState state, VirtualTime after, World world, Publications published) =>
        new ListQueries(world.Scenario.Analytics.List, world.LifeOf(state.Traits), state.Traits.Dice)
            .Next(published.Affected.NewerThan(state.Diary.FetchedList), after);

    private static void NoteCrashes(ref SideEvents device)
    {
        foreach (var crash in new CrashCalendar(device.World, device.State).At(device.At))
        {
            device.Happens(new ApplicationCrashed(crash.Application, crash.Release));
            if (crash.Release is { } release && MayRecommend(device, release, crash.Application)
                && RemovalAdvice.For(device.State, release, crash.Application, device.At, device.World) is { } advice)
            {
                device.Happens(advice);
            }
        }
    }

    /// <summary>
    /// Apple's preconditions: the response is active, no newer one was found, a removal is allowed, Lockdown Mode is
    /// off, and no removal of the response was recommended before. In addition, the list of affected applications that
    /// the device has names the application.
    /// </summary>
    private static bool MayRecommend(in SideEvents device, string release, string application)
    {
        var state = device.State;
        return state.Phase is DevicePhase.Resting
            && state.Active?.Release == release
            && !state.Traits.LockdownMode
            && state.Managed is not { AllowRemoval: false }
            && !state.Diary.Recommended.Contains(release)
            && device.Published.Affected.Names(release, application, state.Diary.FetchedList);
    }

    private static void Upload(ref SideEvents device)
    {
        var (state, at, world) = (device.State, device.At, device.World);
        if (!Reports(state, world) || state.LastBoot is { UnlockedAt.IsNever: true })
            return;
        var life = world.LifeOf(state.Traits);
        var settings = world.Scenario.Analytics.Upload;
        for (var day = FirstOpenDay(at, state, life, settings); day < life.DayOf(at); day++)
        {
            if (Uploads(day, state, life, settings) != at)
                continue;
            device.WasDue = true;
            var totals = new DailyTotals(world, state).On(day);
            if (totals.IsEmpty)
                continue;
            device.Happens(new CrashTotalsReported(day, totals));
            var report = new CrashReport(day, state.Platform, state.Traits.Model.Name, totals)
            {
                OnUpdate = world.Evidence.CollectsUpdateUse ? world.UpdateTo(state.Platform, state.Os.Build) : null,
                Ring = world.Evidence.CollectsRings ? world.RingOf(state.Traits)?.Name ?? "" : "",
            };
            foreach (var latency in new DailyUpload(settings, day, state.Traits.Dice).Latencies)
                device.Sends(EntityId.CrashAnalytics, latency, report);
        }
    }

    private static void Answer(ref SideEvents device)
    {
        var (state, world) = (device.State, device.World);
        if (Answers(state, world) != device.At)
            return;
        var asked = state.Diary.Asked!;
        var draw = world.DrawOf(asked.Release, 0);
        var settings = world.Scenario.Analytics;

        // A person cannot accept while a response is being installed or removed, or where management forbids a removal.
        var accepts = state.Traits.Dice.Chance(settings.Recommendation.Accepted, Purpose.RecommendationAccepted, draw)
            && !state.Removable.IsEmpty && state.Managed is not { AllowRemoval: false };
        device.Happens(new RecommendationAnswered(asked.Release, accepts));
        if (state.SharesAnalytics)
        {
            device.Happens(new RecommendationReported(asked.Release, asked.Application, accepts));
            var (from, to) = settings.Upload.Latency;
            device.Sends(
                EntityId.CrashAnalytics, state.Traits.Dice.Between(from, to, Purpose.RecommendationLatency, draw),
                new RecommendationReport(asked.Release, asked.Application, accepts));
        }

        if (accepts)
            device.StartsRemoval(RemovalCause.Recommendation);
    }

    private static VirtualTime NextUpload(in Situation now)
    {
        var (state, after, world) = (now.State, now.At, now.World);
        if (!Reports(state, world) || state.LastBoot is { UnlockedAt.IsNever: true })
            return VirtualTime.Never;
        var life = now.Moments.Life;
        var settings = world.Scenario.Analytics.Upload;
        var next = VirtualTime.Never;

        // The search ends when no later day can be sent earlier. It does not end at the day on which sharing began:
        // that day is not sent, but the next one is.
        for (var day = FirstOpenDay(after, state, life, settings);
            life.At(day + 1, TimeSpan.Zero) + settings.Delay.From < next;
            day++)
            next = VirtualTime.Min(next, DeviceCalendar.NotBefore(after, Uploads(day, state, life, settings)));
        return next;
    }

    /// <summary>
    /// The earliest day whose upload may be due at the moment or later. Uploads that were due since a restart wait for
    /// the unlock.
    /// </summary>
    private static int FirstOpenDay(VirtualTime at, DeviceState state, DailyLife life, UploadSettings settings)
    {
        var from = state.LastBoot is { } boot && at <= boot.UnlockedAt ? VirtualTime.Min(at, boot.Down) : at;
        return Math.Max(life.DayOf(VirtualTime.Zero), life.DayOf(from - settings.Delay.To) - 1);
    }

    /// <summary>
    /// When the totals of a day are sent; never when the day began before the person's agreement. The diary is on the
    /// Data volume, so a locked device sends them when it is unlocked.
    /// </summary>
    private static VirtualTime Uploads(int day, DeviceState state, DailyLife life, UploadSettings settings)
    {
        if (life.At(day, TimeSpan.Zero) < state.Diary.SharesSince)
            return VirtualTime.Never;
        var due = life.At(day + 1, new DailyUpload(settings, day, state.Traits.Dice).Delay);
        return state.LastBoot is { } boot && due >= boot.Down ? state.UnlockedFrom(due) : due;
    }

    /// <summary>A device that does not start sends nothing; the totals of these days are lost.</summary>
    private static bool Reports(DeviceState state, World world) =>
        state.SharesAnalytics && state.Phase is not DevicePhase.BootLooping
        && world.Scenario.Analytics.Upload.Asks(state.Traits.Dice);

    private static VirtualTime ChangesSharing(DeviceState state, AnalyticsSettings settings) =>
        state.SharesAnalytics == state.Traits.SharesAnalytics
        && state.Traits.Dice.Chance(settings.ChangesSharing, Purpose.ChangesSharing)
            ? VirtualTime.Zero.Next()
                + state.Traits.Dice.Exponential(settings.ChangesSharingAfter, Purpose.SharingChange)
            : VirtualTime.Never;

    private static VirtualTime Answers(DeviceState state, World world)
    {
        if (state.Diary.Asked is not { } asked || state.Traits.Restarts == RestartHabit.Never)
            return VirtualTime.Never;
        var delay = state.Traits.Dice.Exponential(
            world.Scenario.Analytics.Recommendation.AnswerAfter, Purpose.RecommendationDelay,
            world.DrawOf(asked.Release, 0));
        return world.LifeOf(state.Traits).WhenAwake(asked.At.Next() + delay);
    }
}
