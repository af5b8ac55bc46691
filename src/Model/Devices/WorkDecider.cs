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
            (DeviceWork.BringUp done, _) => DeviceDecision.Happened(Activated(now, done.Release)),
            (DeviceWork.BringBack done, _) => RemovalRules.CameBack(now, done),
            (DeviceWork.Revert, _) => DeviceDecision.Happened(new Restarted(ReasonOf(now.State))),
            (DeviceWork.SealSystemVolume, _) => DeviceDecision.Happened(Updated(now), new NonceRolled()),
            _ => throw new ArgumentOutOfRangeException(nameof(work), (work, result), "A new step needs a rule here."),
        };

    public static DeviceDecision Failed(in Situation now, DeviceWork work, DeviceFault fault)
    {
        if (work is DeviceWork.BringBack returning)
            return RemovalRules.DidNotComeBack(now, returning, fault);
        var state = now.State;
        var job = DeviceFold.JobOf(state);

        // A response whose start failed is removed again; it is not started a second time.
        var again = work is DeviceWork.BringUp ? null : FaultRules.RetryAt(now, job, fault);
        var failed = new InstallAttemptFailed(job.Release, StepOf(work), fault, job.Attempt, again);
        return (work, again) switch
        {
            (DeviceWork.BringUp, _) => DeviceDecision.Happened(
                failed,
                new InstallAbandoned(job.Release, fault, job.Attempt),
                new RemovalStarted(
                    RemovalCause.FailedActivation,
                    [.. state.Applied.Select(one => one.Release).Where(one => one != job.Release), job.Release])),
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

    private static ResponseActivated Activated(in Situation now, string release)
    {
        // The battery at the moment of the gate: the event tells why the restart was allowed to begin.
        var down = ((DevicePhase.Starting)now.State.Phase).Down;
        var (percent, charging) = now.Moments.Battery(down);
        var build = now.TargetOf(release).Build.Text;
        return new(release, build, now.At - down, percent, charging);
    }

    private static RestartReason ReasonOf(DeviceState state) =>
        state.Phase is DevicePhase.Removing { Cause: RemovalCause.FailedActivation }
            ? RestartReason.FailedActivation
            : RestartReason.RemoveResponses;

    /// <summary>On Linux nothing is sealed and no ticket is verified: the new kernel runs after the restart.</summary>
    public static DeviceDecision WithoutSeal(in Situation now) => DeviceDecision.Happened(Updated(now));

    private static SoftwareUpdateInstalled Updated(in Situation now)
    {
        var state = now.State;
        var phase = (DevicePhase.Updating)state.Phase;
        var target = DeviceCalendar.UpdateOf(state, phase.Job, now.World);
        var os = now.World.OsOf(state.Traits, target.Version, target.Build);
        return new(
            state.Os.Version, os.Version, os.Build, os.BootTicketDigest, os.SystemVolumeSeal, target.Download,
            now.At - phase.Down);
    }

    private static InstallStep StepOf(DeviceWork work) => work switch
    {
        DeviceWork.CheckDownload => InstallStep.Download,
        DeviceWork.Personalise or DeviceWork.ReuseTicket => InstallStep.Personalise,
        DeviceWork.Stage => InstallStep.Stage,
        DeviceWork.BringUp => InstallStep.Activate,
        _ => throw new ArgumentOutOfRangeException(nameof(work), work, "This step has no fault that the table allows."),
    };
}
