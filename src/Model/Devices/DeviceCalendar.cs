using RsrActors.Model.Devices.Booting;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Devices;

/// <summary>When a device has something to do, as a function of its state.</summary>
public static class DeviceCalendar
{
    /// <summary>
    /// The first moment at or after now at which the device has something to do by itself. Mail does not count.
    /// </summary>
    public static VirtualTime NextDue(in Situation now) => NextDue(now, PhaseDue(now));

    /// <param name="phaseDue">When the phase goes on; the caller has computed it.</param>
    internal static VirtualTime NextDue(in Situation now, VirtualTime phaseDue) => AnalyticsRules.NextDue(
        now,
        BackgroundRules.NextDue(
            now,
            ManagementRules.NextDue(
                now,
                VirtualTime.Min(phaseDue, VirtualTime.Min(NextRoutineCheck(now), UnlockRules.NextDue(now))))));

    /// <summary>
    /// When a device searches again for its next crash or check by hand. Only a scenario without an end has such
    /// moments, because no search there goes a hundred years ahead.
    /// </summary>
    internal static VirtualTime NextRoutineCheck(in Situation now) =>
        now.World.Scenario.IsUnlimited ? now.Moments.Life.NextRoutineCheck(now.At) : VirtualTime.Never;

    /// <summary>When the phase goes on. What happens independently of the phase does not count.</summary>
    internal static VirtualTime PhaseDue(in Situation now)
    {
        var (state, after, moments, offers) = (now.State, now.At, now.Moments, now.Offers);
        return state.Phase switch
        {
            DevicePhase.Unenrolled => VirtualTime.Zero,
            DevicePhase.Resting => VirtualTime.Min(
                offers.NextCheck(after),
                VirtualTime.Min(
                    state.Active is { } active ? NotBefore(after, moments.Regrets(active)) : VirtualTime.Never,
                    Reapplies(state, after, moments))),
            DevicePhase.Fetching p when after <= p.From =>
                VirtualTime.Min(p.From, offers.NextCheck(after)),
            DevicePhase.Fetching p => NotBefore(after, moments.Downloaded(p)),
            DevicePhase.Requesting p => NotBefore(after, p.From),
            DevicePhase.AwaitingTicket or DevicePhase.AwaitingBootTicket => VirtualTime.Never,
            DevicePhase.Preparing p => NotBefore(after, p.Ready),
            DevicePhase.Staged p => VirtualTime.Min(
                RestartDue(p, now),
                VirtualTime.Min(NotBefore(after, p.SafariAt), offers.NextCheck(after))),
            DevicePhase.Restarting p => NotBefore(after, new BootCourse(now.World, state, p).Due),
            DevicePhase.AwaitingHands p => NotBefore(after, p.HandsCome),
            DevicePhase.Removing p => NotBefore(after, p.RestartAt),
            DevicePhase.FetchingUpdate p when after <= p.From =>
                VirtualTime.Min(p.From, offers.NextCheck(after)),
            DevicePhase.FetchingUpdate p => VirtualTime.Min(
                VirtualTime.Min(
                    RestartDue(p, now),
                    VirtualTime.Min(
                        NotBefore(after, moments.UpdateDownloaded(p)), NotBefore(after, moments.UpdatePrepared(p)))),
                offers.NextCheck(after)),
            DevicePhase.UpdateReady p => VirtualTime.Min(
                RestartDue(p, now), offers.NextCheck(after)),
            DevicePhase.BootLooping p => NotBefore(after, p.HandsCome),
            _ => throw new ArgumentOutOfRangeException(
                nameof(now), state.Phase, "A new phase needs its moments here."),
        };
    }

    /// <summary>
    /// When a device with a staged response tries to restart: when its person would restart it, or because of a
    /// deadline (<see cref="DeadlineRules"/>).
    /// </summary>
    internal static VirtualTime RestartDue(DevicePhase.Staged phase, in Situation now)
    {
        var job = phase.Job;
        return DeadlineRules.RestartDue(
            now, NotBefore(now.At, phase.RestartAt), job.DueBy, job.Release, job.GateTries);
    }

    /// <summary>When a device with a prepared software update tries to restart, likewise.</summary>
    internal static VirtualTime RestartDue(DevicePhase.FetchingUpdate phase, in Situation now)
    {
        var (moments, job) = (now.Moments, phase.Job);
        var ready = moments.UpdatePrepared(phase);
        if (now.At <= ready)
            return VirtualTime.Never;
        return DeadlineRules.RestartDue(
            now, NotBefore(now.At, moments.UpdateRestart(phase)), moments.RestartBy(job.DueBy, ready),
            StepOf(now.State, job, now.World).Update.Version, gateTries: 0);
    }

    /// <summary>It has tried before; when it tries again is known.</summary>
    internal static VirtualTime RestartDue(DevicePhase.UpdateReady phase, in Situation now) => DeadlineRules.RestartDue(
        now, NotBefore(now.At, phase.RestartAt), phase.Job.DueBy,
        StepOf(now.State, phase.Job, now.World).Update.Version, gateTries: 1);

    internal static ReleaseTarget TargetOf(DeviceState state, string release, World world) =>
        world.Release(release).TargetFor(state.Platform, state.Os.Build)
        ?? throw new InvalidOperationException(
            $"{release} has no target for {state.Platform.Name} on {state.Os.Build}.");

    internal static UpdateTarget UpdateOf(DeviceState state, UpdateJob job, World world) =>
        StepOf(state, job, world).Target;

    internal static UpdateStep StepOf(DeviceState state, UpdateJob job, World world) =>
        world.UpdateStep(state.Platform, state.Os.Build, job.OsBuild);

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
}
