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
    /// The first moment at or after <paramref name="after"/> at which the device has something to do by itself; mail
    /// excluded. Everything before is taken to be done.
    /// </summary>
    public static VirtualTime NextDue(DeviceState state, VirtualTime after, World world, Publications published)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(world);
        ArgumentNullException.ThrowIfNull(published);
        return NextDue(state, after, PhaseDue(state, after, world, published), world, published);
    }

    /// <param name="phaseDue">When the phase goes on, where that is known already.</param>
    internal static VirtualTime NextDue(
        DeviceState state, VirtualTime after, VirtualTime phaseDue, World world, Publications published) =>
        AnalyticsRules.NextDue(
            state, after,
            ManagementRules.NextDue(state, after, VirtualTime.Min(phaseDue, NextRoutineCheck(state, after, world)), published), world);

    /// <summary>
    /// In a scenario without an end nobody looks a hundred years ahead for the next crash or the next check by hand: a
    /// device that has found none is asked again.
    /// </summary>
    internal static VirtualTime NextRoutineCheck(DeviceState state, VirtualTime after, World world) =>
        world.Scenario.IsUnlimited ? world.LifeOf(state.Traits).NextRoutineCheck(after) : VirtualTime.Never;

    /// <summary>… what it does beside what it is in the middle of excluded.</summary>
    internal static VirtualTime PhaseDue(DeviceState state, VirtualTime after, World world, Publications published)
    {
        var moments = new DeviceMoments(world, state);
        var offers = new Offers(world, published, state);
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
            DevicePhase.Fetching p => NotBefore(after, Downloaded(p, state, world, moments)),
            DevicePhase.Requesting p => NotBefore(after, p.From),
            DevicePhase.AwaitingTicket => VirtualTime.Never,
            DevicePhase.Preparing p => NotBefore(after, p.Ready),
            DevicePhase.Staged p => VirtualTime.Min(
                RestartDue(p, state, after, published),
                VirtualTime.Min(NotBefore(after, p.SafariAt), offers.NextCheck(after, moments.Life))),
            DevicePhase.Starting p => NotBefore(after, p.Up),
            DevicePhase.Removing p => NotBefore(after, p.RestartAt),
            DevicePhase.Returning p => NotBefore(after, p.Up),
            DevicePhase.FetchingUpdate p when after <= p.From =>
                VirtualTime.Min(p.From, offers.NextCheck(after, moments.Life)),
            DevicePhase.FetchingUpdate p => VirtualTime.Min(
                FirstNotBefore(
                    after, UpdateDownloaded(p, state, world, moments), UpdateRestart(p, state, world, moments)),
                offers.NextCheck(after, moments.Life)),
            DevicePhase.UpdateReady p => VirtualTime.Min(
                NotBefore(after, p.RestartAt), offers.NextCheck(after, moments.Life)),
            DevicePhase.Updating p => NotBefore(after, p.Up),
            _ => throw new ArgumentOutOfRangeException(
                nameof(state), state.Phase, "A new phase needs its moments here."),
        };
    }

    /// <summary>
    /// When a staged device tries to restart: when its person would, but not after the deadline that management set, or
    /// at once when it is staged later. Where a gate is shut then it tries again as any other.
    /// </summary>
    internal static VirtualTime RestartDue(
        DevicePhase.Staged phase, DeviceState state, VirtualTime after, Publications published)
    {
        var due = NotBefore(after, phase.RestartAt);
        if (ManagementRules.EnforcementOf(phase.Job.Release, state, published) is not { } enforced)
            return due;
        return after <= enforced.Deadline ? VirtualTime.Min(due, enforced.Deadline)
            : phase.Job.GateTries == 0 ? after
            : due;
    }

    internal static VirtualTime Downloaded(
        DevicePhase.Fetching phase, DeviceState state, World world, DeviceMoments moments) =>
        phase.From + moments.DownloadTime(phase.Job, TargetOf(state, phase.Job.Release, world).Download);

    internal static VirtualTime UpdateDownloaded(
        DevicePhase.FetchingUpdate phase, DeviceState state, World world, DeviceMoments moments) =>
        phase.From + moments.UpdateDownloadTime(phase.Job, UpdateOf(state, phase.Job, world).Download);

    internal static VirtualTime UpdateRestart(
        DevicePhase.FetchingUpdate phase, DeviceState state, World world, DeviceMoments moments) =>
        moments.RestartAttempt(
            phase.Job.Attempt, phase.Job.Source == OfferSource.User, UpdateDownloaded(phase, state, world, moments));

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
