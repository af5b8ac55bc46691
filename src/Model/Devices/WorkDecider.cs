using RsrActors.Model.Devices.Installing;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Platforms;
using RsrActors.Model.Signing;
using static RsrActors.Model.Devices.States.DeviceEvent;

namespace RsrActors.Model.Devices;

/// <summary>A device's rules after a procedure's work: what follows from its result, or from its fault.</summary>
public static class WorkDecider
{
    public static DeviceDecision Succeeded(in Situation now, DeviceWork work, WorkResult result) =>
        (work, result) switch
        {
            (DeviceWork.CheckDownload done, _) => DeviceDecider.RequestTicket(
                now, DeviceFold.JobOf(now.State), Downloaded(now, done)),
            (DeviceWork.Personalise done, WorkResult.TicketHolds ticket) =>
                DeviceDecision.Happened(new TicketIssued(done.Answer.Release, ticket.ManifestDigest, Reused: false)),
            (DeviceWork.ReuseTicket done, WorkResult.TicketHolds ticket) =>
                DeviceDecision.Happened(new TicketIssued(done.Release, ticket.ManifestDigest, Reused: true)),
            (DeviceWork.Stage done, WorkResult.Staged staged) =>
                DeviceDecision.Happened(
                    [new ResponseStaged(done.Release, staged.Cryptexes), .. RelaunchOffer(now, done.Release)]),
            (DeviceWork.Boot done, WorkResult.Booted booted) => BootRules.Succeeded(now, done, booted),
            (DeviceWork.Revert, _) => DeviceDecision.Happened(new Restarted(ReasonOf(now.State))),
            (DeviceWork.CheckUpdate or DeviceWork.PrepareUpdate, _) => DeviceDecision.Nothing,
            (DeviceWork.PersonaliseUpdate done, WorkResult.TicketHolds ticket) => DeviceDecision.Happened(
                new BootTicketIssued(done.Release, done.Build, ticket.ManifestDigest),
                new Restarted(RestartReason.SoftwareUpdate)),
            // The device starts from the new snapshot.
            (DeviceWork.InstallUpdate, _) => DeviceDecision.After(
                BootRules.WorkOf(now, (DevicePhase.Updating)now.State.Phase)),
            _ => throw new ArgumentOutOfRangeException(nameof(work), (work, result), "A new step needs a rule here."),
        };

    public static DeviceDecision Failed(in Situation now, DeviceWork work, DeviceFault fault)
    {
        if (work is DeviceWork.Boot boot)
            return BootRules.Failed(now, boot, fault);
        if (work is DeviceWork.Revert)
            return RemovalRules.AntipatchDamaged(now, fault);
        if (work is DeviceWork.CheckUpdate or DeviceWork.PrepareUpdate or DeviceWork.PersonaliseUpdate
            or DeviceWork.InstallUpdate)
            return UpdateRules.StepFailed(now, fault);
        var job = DeviceFold.JobOf(now.State);
        var again = FaultRules.RetryAt(now, job, fault);
        var failed = new InstallAttemptFailed(job.Release, StepOf(work), fault, job.Attempt, again);
        return (work, again) switch
        {
            (DeviceWork.ReuseTicket or DeviceWork.Stage, { }) when fault == DeviceFault.StoredFileDamaged =>
                DeviceDecision.Happened(
                    new StoredFileDamaged(
                        Volume.Preboot, work is DeviceWork.Stage ? StoredFile.Patch : StoredFile.Ticket, job.Release),
                    failed),
            (DeviceWork.Personalise { Answer: TicketAnswer.Denied denied }, null) => DeviceDecision.Happened(
                new TicketRefused(job.Release, denied.Status, denied.Message),
                failed,
                new InstallAbandoned(job.Release, fault, job.Attempt)),
            (DeviceWork.Personalise { Answer: TicketAnswer.Denied denied }, _) => DeviceDecision.Happened(
                new TicketRefused(job.Release, denied.Status, denied.Message), failed),
            (_, null) => DeviceDecision.Happened(failed, new InstallAbandoned(job.Release, fault, job.Attempt)),
            _ => DeviceDecision.Happened(failed),
        };
    }

    /// <summary>
    /// A response may offer to quit and relaunch Safari when it is staged. Only a person who uses the Mac sees the
    /// offer. A person who accepts relaunches Safari at once; after any other answer it is relaunched some time, as
    /// without the offer.
    /// </summary>
    private static DeviceEvent[] RelaunchOffer(in Situation now, string release)
    {
        if (!now.State.Platform.IsMac || !now.World.Release(release).OffersRelaunch || !now.Moments.Life.InUse(now.At))
            return [];
        var offered = new SafariRelaunchOffered(release);
        return now.Moments.AcceptsRelaunch(DeviceFold.JobOf(now.State)) switch
        {
            true => [offered, new SafariRelaunchAnswered(release, true), new SafariRelaunched(release)],
            false => [offered, new SafariRelaunchAnswered(release, false)],
            null => [offered],
        };
    }

    private static PatchDownloaded Downloaded(in Situation now, DeviceWork.CheckDownload done)
    {
        var bytes = now.TargetOf(done.Release).Download;
        return new(done.Release, bytes, now.Moments.DownloadTime(DeviceFold.JobOf(now.State), bytes));
    }

    private static RestartReason ReasonOf(DeviceState state) =>
        state.Phase is DevicePhase.Removing { Cause: RemovalCause.FailedActivation }
            ? RestartReason.FailedActivation
            : RestartReason.RemoveResponses;

    private static InstallStep StepOf(DeviceWork work) => work switch
    {
        DeviceWork.CheckDownload => InstallStep.Download,
        DeviceWork.Personalise or DeviceWork.ReuseTicket => InstallStep.Personalise,
        DeviceWork.Stage => InstallStep.Stage,
        _ => throw new ArgumentOutOfRangeException(nameof(work), work, "This step has no fault that the table allows."),
    };
}
