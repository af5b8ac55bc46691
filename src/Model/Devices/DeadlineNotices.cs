using RsrActors.Model.Devices.States;
using RsrActors.Model.Releases;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Devices;

/// <summary>
/// When a device tells its person about the deadline of an enforcement by local time: once a day; from 24 hours before
/// it each hour; then 30 and 10 minutes before it, and when the countdown of the last minute begins. (Apple's devices
/// as administrators' guides describe them, among them Primo's "Employee experience for OS updates".) Where the
/// organisation has turned notifications off, only that of the last hour and the countdown are left (Apple:
/// <c>softwareupdate.settings</c>, <c>Notifications</c>).
/// </summary>
internal static class DeadlineNotices
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Countdown = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan[] LastHour = [TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(10), Countdown];

    /// <summary>
    /// The next notification at or after now; never when there is none. A device that sleeps or restarts, or has what
    /// is enforced, shows none.
    /// </summary>
    /// <param name="received">When the device receives the order; never when it stays away.</param>
    public static VirtualTime Next(ManagementOrder.Enforce order, VirtualTime received, in Situation now)
    {
        if (now.State.Phase is DevicePhase.Restarting or DevicePhase.BootLooping or DevicePhase.AwaitingHands
            || !ReferenceEquals(ManagementRules.EnforcementOf(order.Release, now.State, now.Published), order)
            || received.IsNever || !IsNeeded(order, now))
            return VirtualTime.Never;
        var deadline = order.DeadlineIn(now.State.Traits.TimeZone);
        var (from, life) = (VirtualTime.Max(now.At, received), now.Moments.Life);
        while (Step(deadline - from, order.Notifies) is { } remaining)
        {
            var step = deadline - remaining;
            if (life.WhenOpen(step) == step)
                return step;
            from = step.Next();
        }

        return VirtualTime.Never;
    }

    /// <summary>The notification of now.</summary>
    public static DeviceEvent.EnforcementNotified At(ManagementOrder.Enforce order, in Situation now)
    {
        var deadline = order.DeadlineIn(now.State.Traits.TimeZone);
        return new(order.Release, deadline, deadline - now.At);
    }

    /// <summary>The time to the deadline at the next notification; null when none remains.</summary>
    /// <param name="left">The time to the deadline from which on they count.</param>
    internal static TimeSpan? Step(TimeSpan left, bool all)
    {
        if (left < Countdown)
            return null;
        if (!all)
            return left >= Hour ? Hour : Countdown;
        if (left >= 2 * Day)
            return (left.Ticks / Day.Ticks) * Day;
        if (left >= Hour)
            return left >= Day ? Day : (left.Ticks / Hour.Ticks) * Hour;
        foreach (var step in LastHour)
        {
            if (left >= step)
                return step;
        }

        return null;
    }

    /// <summary>Whether the release is offered to the device's base, and is not the one that runs.</summary>
    private static bool IsNeeded(ManagementOrder.Enforce order, in Situation now)
    {
        var (state, catalogue) = (now.State, now.Published.Catalogue);
        foreach (var entry in catalogue.Updates)
        {
            if (entry.Release == order.Release && entry.Status == CatalogueStatus.Offered
                && entry.Platform == state.Platform && entry.FromBuild == state.Os.Build)
                return true;
        }

        return catalogue.Find(order.Release) is { Status: CatalogueStatus.Offered }
            && now.World.HasRelease(order.Release)
            && now.World.Release(order.Release).TargetFor(state.Platform, state.Os.Build) is { } target
            && (state.Active is not { } active
                || now.World.Release(active.Release).TargetFor(state.Platform, state.Os.Build)!.RestoreVersion
                    < target.RestoreVersion);
    }
}
