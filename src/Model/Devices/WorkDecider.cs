using RsrActors.Model.Devices.Installing;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Population;
using RsrActors.Model.Signing;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Devices.States.DeviceEvent;

namespace RsrActors.Model.Devices;

/// <summary>A device's rules after a procedure has worked: what follows from its result, or from its fault.</summary>
public static class WorkDecider
{
    public static DeviceDecision Succeeded(
        DeviceState state, VirtualTime at, DeviceWork work, WorkResult result, World world)
    {
        ArgumentNullException.ThrowIfNull(state);
        var moments = new DeviceMoments(world, state);
        return (work, result) switch
        {
            (DeviceWork.CheckDownload done, _) => DeviceDecider.RequestTicket(
                state, DeviceFold.JobOf(state), world, Downloaded(state, done, world, moments)),
            (DeviceWork.Personalise done, WorkResult.TicketHolds ticket) =>
                DeviceDecision.Happened(new TicketIssued(done.Answer.Release, ticket.ManifestDigest, Reused: false)),
            (DeviceWork.ReuseTicket done, WorkResult.TicketHolds ticket) =>
                DeviceDecision.Happened(new TicketIssued(done.Release, ticket.ManifestDigest, Reused: true)),
            (DeviceWork.Stage done, WorkResult.Staged staged) =>
                DeviceDecision.Happened(new ResponseStaged(done.Release, staged.Cryptexes)),
            (DeviceWork.BringUp done, _) => DeviceDecision.Happened(Activated(state, done.Release, at, world, moments)),
            (DeviceWork.Revert, _) => DeviceDecision.Happened(new Restarted(ReasonOf(state))),
            (DeviceWork.SealSystemVolume, _) => DeviceDecision.Happened(Updated(state, at, world), new NonceRolled()),
            _ => throw new ArgumentOutOfRangeException(nameof(work), (work, result), "A new step needs a rule here."),
        };
    }

    public static DeviceDecision Failed(
        DeviceState state, VirtualTime at, DeviceWork work, DeviceFault fault, World world)
    {
        ArgumentNullException.ThrowIfNull(state);
        var job = DeviceFold.JobOf(state);
        var moments = new DeviceMoments(world, state);

        // A response that was started and failed is taken off again; starting it once more is not tried.
        var again = work is DeviceWork.BringUp ? null : FaultRules.RetryAt(job, fault, at, world, moments);
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

    private static PatchDownloaded Downloaded(
        DeviceState state, DeviceWork.CheckDownload done, World world, DeviceMoments moments)
    {
        var bytes = DeviceCalendar.TargetOf(state, done.Release, world).Download;
        return new(done.Release, bytes, moments.DownloadTime(DeviceFold.JobOf(state), bytes));
    }

    private static ResponseActivated Activated(
        DeviceState state, string release, VirtualTime at, World world, DeviceMoments moments)
    {
        // The battery as the gate saw it: what counts is whether the restart was allowed to begin.
        var down = ((DevicePhase.Starting)state.Phase).Down;
        var (percent, charging) = moments.Battery(down);
        var build = DeviceCalendar.TargetOf(state, release, world).Build.Text;
        return new(release, build, at - down, percent, charging);
    }

    private static RestartReason ReasonOf(DeviceState state) => state.Phase is DevicePhase.Removing { Cause: RemovalCause.FailedActivation }
        ? RestartReason.FailedActivation
        : RestartReason.RemoveResponses;

    private static SoftwareUpdateInstalled Updated(DeviceState state, VirtualTime at, World world)
    {
        var phase = (DevicePhase.Updating)state.Phase;
        var target = DeviceCalendar.UpdateOf(state, phase.Job, world);
        var os = world.OsOf(state.Traits, target.Version, target.Build);
        return new(
            state.Os.Version, os.Version, os.Build, os.BootTicketDigest, os.SystemVolumeSeal, target.Download,
            at - phase.Down);
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
