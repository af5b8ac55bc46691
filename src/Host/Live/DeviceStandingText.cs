using RsrActors.Model;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Simulation;
using RsrActors.Reports.Numbers;

namespace RsrActors.Host.Live;

/// <summary>What a device is doing and when it continues, as a sentence without its subject.</summary>
internal static class DeviceStandingText
{
    /// <param name="at">Everything before this moment is done.</param>
    public static string Of(DeviceState state, VirtualTime at, LiveSimulation live)
    {
        return state.Phase switch
        {
            DevicePhase.Unenrolled => "not yet part of the fleet",
            DevicePhase.Resting => "nothing to do; it polls the catalogue",
            DevicePhase.Fetching p => Job(p.Job) + (
                at > p.From ? $", download since {When(p.From)}"
                : p.From.IsNever ? "; its person never starts the download"
                : $", download at {When(p.From)}"),
            DevicePhase.Requesting p => $"{Job(p.Job)}, requests a ticket at {When(p.From)}",
            DevicePhase.AwaitingTicket p => $"{Job(p.Job)}, a ticket is requested",
            DevicePhase.Preparing p => $"{Job(p.Job)}, the patch is applied by {When(p.Ready)}",
            DevicePhase.Staged p => $"{Job(p.Job)}{Safari(p)}{Restart(p.RestartAt)}",
            DevicePhase.Starting p => $"{Job(p.Job)}, down since {When(p.Down)}, up at {When(p.Up)}",
            DevicePhase.Removing p => $"{string.Join(", ", p.Releases)} ({Words.Of(p.Cause)}){Restart(p.RestartAt)}",
            DevicePhase.Returning p =>
                $"{string.Join(", ", p.Releases)} ({Words.Of(p.Cause)}), down since {When(p.Down)}, up at {When(p.Up)}",
            DevicePhase.FetchingUpdate p => Update(p.Job) + (
                at > p.From ? $", download since {When(p.From)}"
                : p.From.IsNever ? "; its person never starts the download"
                : $", download at {When(p.From)}"),
            DevicePhase.UpdateReady p => $"{Update(p.Job)}{Restart(p.RestartAt)}",
            DevicePhase.AwaitingBootTicket p => $"{Update(p.Job)}, a boot ticket is requested",
            DevicePhase.FallingBack p =>
                $"{Update(p.Job)} did not start, back from it, down since {When(p.Down)}, up at {When(p.Up)}",
            DevicePhase.AwaitingHands p =>
                $"does not boot ({Words.Of(p.Step)}), down since {When(p.Restart.Down)}, "
                    + $"repaired by a person at {When(p.HandsCome)}",
            DevicePhase.Updating p => $"{Update(p.Job)}, down since {When(p.Down)}, up at {When(p.Up)}",
            DevicePhase.BootLooping p => $"{Update(p.Job)}, does not start since {When(p.Down)}; a person comes at "
                + When(p.HandsCome),
            _ => throw new InvalidOperationException($"A new phase needs its words here: {state.Phase}."),
        };

        string When(VirtualTime moment) => live.Instant(moment);

        string Restart(VirtualTime moment) =>
            moment.IsNever ? "; its person never restarts" : $", restart at {When(moment)}";

        string Safari(DevicePhase.Staged phase) =>
            phase.InSafari ? ", Safari runs on it"
            : phase.SafariAt.IsNever ? ""
            : $", Safari relaunched at {When(phase.SafariAt)}";
    }

    private static string Job(InstallJob job) =>
        $"{job.Release} ({Words.Of(job.Source)}){Again(job.Attempt, job.GateTries)}";

    private static string Update(UpdateJob job) =>
        $"software update {job.Version} ({Words.Of(job.Source)}){Again(job.Attempt, job.GateTries)}";

    private static string Again(int attempt, int gateTries) =>
        (attempt > 1 ? $", attempt {attempt}" : "")
        + (gateTries > 0 ? $", put off {HumanText.Count(gateTries, "time")}" : "");
}
