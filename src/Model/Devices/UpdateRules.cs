using RsrActors.Model.Devices.States;
using RsrActors.Model.Mechanisms.All;
using RsrActors.Model.Platforms;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Devices.States.DeviceEvent;

namespace RsrActors.Model.Devices;

/// <summary>
/// A software update on a device. It has more bytes than a response, needs more battery, and its restart takes longer.
/// A response that is found meanwhile is installed first, because it is small; the update is offered again afterwards.
/// </summary>
internal static class UpdateRules
{
    public static DeviceDecision Fetch(in Situation now, DevicePhase.FetchingUpdate phase)
    {
        if (now.At == phase.From && MakeSpace(now, phase.Job) is { Events.IsEmpty: false } space)
            return space;
        if (now.At > phase.From && now.At == now.Moments.UpdateDownloaded(phase))
            return Downloaded(now, phase.Job);
        return now.At > phase.From && now.At == now.Moments.UpdateRestart(phase)
            ? RestartInto(now, phase.Job)
            : DeviceDecider.CheckOffers(now);
    }

    public static DeviceDecision Install(in Situation now, DevicePhase.UpdateReady phase) =>
        now.At == phase.RestartAt ? RestartInto(now, phase.Job) : DeviceDecider.CheckOffers(now);

    /// <summary>
    /// The device has started from the new snapshot. On Linux nothing is sealed and no ticket is verified: the new
    /// kernel runs after the restart.
    /// </summary>
    public static DeviceDecision Started(in Situation now, DevicePhase.Updating phase)
    {
        var state = now.State;
        var target = DeviceCalendar.UpdateOf(state, phase.Job, now.World);
        var os = now.World.OsOf(state.Traits, target.Version, target.Build);
        var installed = new SoftwareUpdateInstalled(
            state.Os.Version, os.Version, os.Build, os.BootTicketDigest, os.SystemVolumeSeal, target.Download,
            now.At - phase.Down);
        return state.Platform.IsApple
            ? DeviceDecision.Happened(installed, new NonceRolled())
            : DeviceDecision.Happened(installed);
    }

    /// <summary>The device has started from the snapshot before the update; it tries the update again later.</summary>
    public static DeviceDecision FellBack(in Situation now, DevicePhase.FallingBack phase) =>
        Failed(phase.Job, InstallStep.Activate, phase.Fault, Again(now, phase.Job));

    private static DeviceDecision MakeSpace(in Situation now, UpdateJob job)
    {
        var download = DeviceCalendar.UpdateOf(now.State, job, now.World).Download;
        var space = SpaceRules.Make(
            now, DeviceVolumes.NeededByUpdate(download, now.State.Platform), onPreboot: false, spared: null);
        return space.Short is { } lacking
            ? DeviceDecision.Happened([
                .. space.Events,
                new SoftwareUpdateAttemptFailed(
                    job.Version, InstallStep.Download, DeviceFault.StorageFull, job.Attempt,
                    SpaceRules.Again(
                        now, space, now.World.DrawOfUpdate(job.Version, job.Attempt + 64 * job.GateTries)))
                {
                    Space = lacking,
                },
            ])
            : DeviceDecision.Happened(space.Events);
    }

    private static DeviceDecision Downloaded(in Situation now, UpdateJob job)
    {
        var draw = now.World.DrawOfUpdate(job.Version, job.Attempt);
        if (!now.State.Traits.Dice.Chance(now.World.Faults.NetworkInterrupted, Purpose.UpdateInterrupted, draw))
            return DeviceDecision.Nothing;
        return Failed(job, InstallStep.Download, DeviceFault.NetworkInterrupted, Again(now, job));
    }

    private static VirtualTime Again(in Situation now, UpdateJob job) =>
        job.Attempt < now.World.Install.Retry.Attempts
            ? now.Moments.Again(job.Attempt, job.Attempt, now.At)
            : now.At + TimeSpan.FromDays(1);

    private static DeviceDecision RestartInto(in Situation now, UpdateJob job)
    {
        var needs = AllMechanisms.Of(MechanismKind.SoftwareUpdate)
            .BatteryNeeded(now.World.Install.For(now.State.Platform));
        return RestartGates.Shut(now.Moments, now.At, needs, job.Source == OfferSource.User) is { } gate
            ? Failed(job, InstallStep.Activate, gate, now.Moments.GateAgain(now.At, gate, needs))
            : DeviceDecision.Happened(new Restarted(RestartReason.SoftwareUpdate));
    }

    private static DeviceDecision Failed(UpdateJob job, InstallStep step, DeviceFault fault, VirtualTime again) =>
        DeviceDecision.Happened(new SoftwareUpdateAttemptFailed(job.Version, step, fault, job.Attempt, again));
}
