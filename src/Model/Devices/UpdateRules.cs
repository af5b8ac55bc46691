using RsrActors.Model.Devices.Installing;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Mechanisms.All;
using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Releases;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Signing;
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
        if (now.At == phase.From && now.Offers.EntryOf(phase.Job) is { Status: not CatalogueStatus.Offered })
            return Abandoned(phase.Job);
        if (now.At == phase.From && MakeSpace(now, phase.Job) is { Events.IsEmpty: false } space)
            return space;
        if (now.At > phase.From && now.At == now.Moments.UpdateDownloaded(phase))
            return DeviceDecision.After(DownloadWork(now, phase.Job));
        if (now.At > phase.From && now.At == now.Moments.UpdatePrepared(phase))
        {
            return DeviceDecision.After(new DeviceWork.PrepareUpdate(
                phase.Job.OsBuild,
                !Chance(now, now.World.Faults.Update.NotPrepared, Purpose.UpdateNotPrepared, phase.Job)));
        }

        return now.At > phase.From && now.At == DeviceCalendar.RestartDue(phase, now)
            ? RestartInto(now, phase.Job, now.Moments.RestartBy(phase.Job.DueBy, now.Moments.UpdatePrepared(phase)))
            : OfferRules.Check(now);
    }

    public static DeviceDecision Install(in Situation now, DevicePhase.UpdateReady phase) =>
        now.At == DeviceCalendar.RestartDue(phase, now)
            ? RestartInto(now, phase.Job, phase.Job.DueBy)
            : OfferRules.Check(now);

    /// <summary>
    /// The device has started from the new snapshot, or it does not start: then a person has to come. On Linux nothing
    /// is sealed and no ticket is verified: the new kernel runs after the restart.
    /// </summary>
    public static DeviceDecision Started(in Situation now, DevicePhase.Updating phase)
    {
        var state = now.State;
        var step = DeviceCalendar.StepOf(state, phase.Job, now.World);
        return step.Update.BootLoop is { } loop
            && state.Traits.Dice.Chance(loop.Share, Purpose.BootLoop, step.Place)
                ? DeviceDecision.Happened(new BootLoopStarted(phase.Job.Version, phase.Job.OsBuild))
                : state.Platform.IsApple
                    ? DeviceDecision.Happened(Installed(now, phase, step), new NonceRolled())
                    : DeviceDecision.Happened(Installed(now, phase, step));
    }

    /// <summary>The device has started from the snapshot before the update.</summary>
    public static DeviceDecision FellBack(in Situation now, DevicePhase.FallingBack phase) =>
        StepFailed(now, phase.Fault);

    private static SoftwareUpdateInstalled Installed(in Situation now, DevicePhase.Updating phase, UpdateStep step)
    {
        var (state, target) = (now.State, step.Target);
        var os = now.World.OsOf(state.Traits, target.Version, target.Build);
        return new(
            state.Os.Version, os.Version, os.Build, os.BootTicketDigest, os.SystemVolumeSeal, target.Download,
            now.At - phase.Down)
        {
            BytesWritten = step.Effort.Written, FilesReplaced = step.Effort.Files, HashesComputed = step.Hashes,
        };
    }

    private static DeviceDecision MakeSpace(in Situation now, UpdateJob job)
    {
        var space = SpaceRules.Make(
            now, DeviceCalendar.StepOf(now.State, job, now.World).Space, onPreboot: false, spared: null);
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

    private static DeviceWork.CheckUpdate DownloadWork(in Situation now, UpdateJob job)
    {
        var faults = now.World.Faults;
        return new(
            now.State.Platform, job.OsBuild,
            Chance(now, faults.NetworkInterrupted, Purpose.UpdateInterrupted, job),
            Damage(now, faults.Update.Damaged, Purpose.UpdateDamaged, job));
    }

    /// <summary>The work from the restart into the RAM disk to the start from the new snapshot.</summary>
    public static DeviceWork.InstallUpdate InstallWork(in Situation now, UpdateJob job)
    {
        var (state, faults) = (now.State, now.World.Faults.Update);
        return new(
            state.Platform, state.Os.Build, job.OsBuild,
            faults == UpdateFaults.None
                ? UpdateDraws.Good
                : new(
                    !Chance(now, faults.RamDisk, Purpose.RamDiskFails, job),
                    Damage(now, faults.FileDamaged, Purpose.UpdateFileDamaged, job),
                    Damage(now, faults.VolumeDamaged, Purpose.SystemVolumeDamaged, job),
                    !Chance(now, faults.Snapshot, Purpose.SnapshotFails, job),
                    !Chance(now, faults.DidNotStart, Purpose.SnapshotDoesNotStart, job)));
    }

    /// <summary>
    /// A step has failed. The device runs its old snapshot, and tries again from the download or gives up.
    /// </summary>
    public static DeviceDecision StepFailed(in Situation now, DeviceFault fault)
    {
        var job = DeviceFold.JobOfUpdate(now.State);
        return DeviceDecision.Happened(new SoftwareUpdateAttemptFailed(
            job.Version, FaultRules.StepOf(fault), fault, job.Attempt, FaultRules.RetryAt(now, job, fault)));
    }

    private static bool Chance(in Situation now, double probability, Purpose purpose, UpdateJob job) =>
        now.State.Traits.Dice.Chance(probability, purpose, now.World.DrawOfUpdate(job.Version, job.Attempt));

    private static ulong? Damage(in Situation now, double probability, Purpose purpose, UpdateJob job) =>
        Chance(now, probability, purpose, job)
            ? now.State.Traits.Dice.Bits(
                Purpose.UpdateDamagedBit, now.World.DrawOfUpdate(job.Version, job.Attempt)).Low
            : null;

    /// <summary>
    /// The answer to the request of a boot ticket. The service refuses one for an update that is withdrawn: no device
    /// restarts into it.
    /// </summary>
    public static DeviceDecision Personalise(in Situation now, UpdateJob job, TicketAnswer answer)
    {
        var state = now.State;
        return DeviceDecision.After(new DeviceWork.PersonaliseUpdate(
            answer, DeviceCalendar.StepOf(state, job, now.World).Update.Version, state.Platform, job.OsBuild,
            now.World.BootBindingOf(state.Traits, job.OsBuild)));
    }

    /// <summary>The device restarts or waits for a gate. Apple's devices need a boot ticket for the build first.</summary>
    /// <param name="dueBy">The deadline of the device's ring for the restart; never for none.</param>
    private static DeviceDecision RestartInto(in Situation now, UpdateJob job, VirtualTime dueBy)
    {
        var needs = AllMechanisms.Of(MechanismKind.SoftwareUpdate)
            .BatteryNeeded(now.World.Install.For(now.State.Platform));
        var release = DeviceCalendar.StepOf(now.State, job, now.World).Update.Version;
        var forced = DeadlineRules.IsForced(now, dueBy, release);
        return RestartGates.Shut(now.Moments, now.At, needs, forced || job.Source == OfferSource.User) is { } gate
            ? Failed(job, InstallStep.Activate, gate, DeadlineRules.GateAgain(now, gate, needs, dueBy, release))
            : now.State.Platform.IsApple
                ? RequestTicket(now, job, release)
                : DeviceDecision.Happened(new Restarted(RestartReason.SoftwareUpdate));
    }

    /// <summary>Requests a boot ticket for the build and the device's nonce for it.</summary>
    private static DeviceDecision RequestTicket(in Situation now, UpdateJob job, string release)
    {
        var (state, world) = (now.State, now.World);
        var device = world.BootBindingOf(state.Traits, job.OsBuild);
        var request = new TicketRequest(
            TicketKind.Boot, release, "", device.ChipId, device.BoardId, device.Ecid, state.Platform.ProductClass,
            job.OsBuild, device.NonceHash, world.BootOf(state.Platform, job.OsBuild).Measurements.Objects, job.Attempt);
        return new(
            [new BootTicketRequested(release, job.OsBuild, job.Attempt)], [DeviceDecider.Sent(request, now)], null);
    }

    private static DeviceDecision Abandoned(UpdateJob job) =>
        DeviceDecision.Happened(new SoftwareUpdateAttemptFailed(
            job.Version, InstallStep.Download, DeviceFault.NoLongerOffered, job.Attempt, RetryAt: null));

    private static DeviceDecision Failed(UpdateJob job, InstallStep step, DeviceFault fault, VirtualTime again) =>
        DeviceDecision.Happened(new SoftwareUpdateAttemptFailed(job.Version, step, fault, job.Attempt, again));
}
