using RsrActors.Model.Devices.States;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Devices;

/// <summary>What a device waits for, as a function of its state.</summary>
public static class DeviceCalendar
{
    /// <summary>
    /// The first moment from now on at which the device has something to do by itself; mail excluded.
    /// </summary>
    public static VirtualTime NextDue(in Situation now) => NextDue(now, PhaseDue(now));

    /// <param name="phaseDue">When the phase goes on, where that is known already.</param>
    internal static VirtualTime NextDue(in Situation now, VirtualTime phaseDue) => AnalyticsRules.NextDue(
        now, ManagementRules.NextDue(now, VirtualTime.Min(phaseDue, NextRoutineCheck(now))));

    /// <summary>
    /// In a scenario without an end no search goes a hundred years ahead, for the next crash or the next check by hand:
    /// a device that has found none is asked again.
    /// </summary>
    internal static VirtualTime NextRoutineCheck(in Situation now) =>
        now.World.Scenario.IsUnlimited ? now.Moments.Life.NextRoutineCheck(now.At) : VirtualTime.Never;

    /// <summary>When the phase goes on: the next moment without what the device does beside it.</summary>
    internal static VirtualTime PhaseDue(in Situation now)
    {
        var (state, after, moments, offers) = (now.State, now.At, now.Moments, now.Offers);
        return state.Phase switch
        {
            DevicePhase.Unenrolled => VirtualTime.Zero,
            DevicePhase.Resting => VirtualTime.Min(
                offers.NextCheck(after, moments.Life),
                VirtualTime.Min(
                    state.Active is { } active ? NotBefore(after, moments.Regrets(active)) : VirtualTime.Never,
                    Reapplies(state, after, moments))),
            DevicePhase.Fetching p when after <= p.From =>
                VirtualTime.Min(p.From, offers.NextCheck(after, moments.Life)),
            DevicePhase.Fetching p => NotBefore(after, moments.Downloaded(p)),
            DevicePhase.Requesting p => NotBefore(after, p.From),
            DevicePhase.AwaitingTicket => VirtualTime.Never,
            DevicePhase.Preparing p => NotBefore(after, p.Ready),
            DevicePhase.Staged p => VirtualTime.Min(
                RestartDue(p, now),
                VirtualTime.Min(NotBefore(after, p.SafariAt), offers.NextCheck(after, moments.Life))),
            DevicePhase.Starting p => NotBefore(after, p.Up),
            DevicePhase.Removing p => NotBefore(after, p.RestartAt),
            DevicePhase.Returning p => NotBefore(after, p.Up),
            DevicePhase.FetchingUpdate p when after <= p.From =>
                VirtualTime.Min(p.From, offers.NextCheck(after, moments.Life)),
            DevicePhase.FetchingUpdate p => VirtualTime.Min(
                FirstNotBefore(after, moments.UpdateDownloaded(p), moments.UpdateRestart(p)),
                offers.NextCheck(after, moments.Life)),
            DevicePhase.UpdateReady p => VirtualTime.Min(
                NotBefore(after, p.RestartAt), offers.NextCheck(after, moments.Life)),
            DevicePhase.Updating p => NotBefore(after, p.Up),
            _ => throw new ArgumentOutOfRangeException(
                nameof(now), state.Phase, "A new phase needs its moments here."),
        };
    }

    /// <summary>
    /// When a staged device tries to restart: when its person would, but not after the deadline that management set, or
    /// at once when it is staged later. Where a gate is shut then it tries again as any other.
    /// </summary>
    internal static VirtualTime RestartDue(DevicePhase.Staged phase, in Situation now)
    {
        var after = now.At;
        var due = NotBefore(after, phase.RestartAt);
        if (ManagementRules.EnforcementOf(phase.Job.Release, now.State, now.Published) is not { } enforced)
            return due;
        return after <= enforced.Deadline ? VirtualTime.Min(due, enforced.Deadline)
            : phase.Job.GateTries == 0 ? after
            : due;
    }

    internal static ReleaseTarget TargetOf(DeviceState state, string release, World world) =>
        world.Release(release).TargetFor(state.Platform, state.Os.Build)
        ?? throw new InvalidOperationException(
            $"{release} has no target for {state.Platform.Name} on {state.Os.Build}.");

    internal static UpdateTarget UpdateOf(DeviceState state, UpdateJob job, World world) =>
        world.UpdateTarget(state.Platform, state.Os.Build, job.OsBuild);

    private static VirtualTime Reapplies(DeviceState state, VirtualTime after, DeviceMoments moments)
    {
        var next = VirtualTime.Never;
        foreach (var block in state.Blocked)
        {
            if (block.IsPermanent)
                next = VirtualTime.Min(next, NotBefore(after, moments.Reapplies(block)));
        }

        return next;
    }

    internal static VirtualTime NotBefore(VirtualTime after, VirtualTime moment) =>
        moment >= after ? moment : VirtualTime.Never;

    private static VirtualTime FirstNotBefore(VirtualTime after, VirtualTime first, VirtualTime second) =>
        VirtualTime.Min(NotBefore(after, first), NotBefore(after, second));
}
