using RsrActors.Model.Devices.States;
using RsrActors.Model.Population;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Devices.States.DeviceEvent;

namespace RsrActors.Model.Devices;

/// <summary>The events of software updates.</summary>
public static partial class DeviceFold
{
    private static DevicePhase.BootLooping Loop(DevicePhase.Updating phase, VirtualTime at, DeviceMoments moments) =>
        new(phase.Job, phase.Down, moments.HandsCome(phase.Job, at));

    /// <summary>
    /// The device rests on its previous build, and does not try the update until the catalogue changes.
    /// </summary>
    private static DeviceState Blocked(DeviceState state, UpdateJob job, VirtualTime at, World world)
    {
        var update = DeviceCalendar.StepOf(state, job, world).Update.Version;
        return state with
        {
            Blocked = state.Blocked.RemoveAll(block => block.Release == update)
                .Add(new(update, at, VirtualTime.Never, false)),
            Phase = DevicePhase.Resting.Shared,
        };
    }

    private static DeviceState FailUpdate(
        DeviceState state, SoftwareUpdateAttemptFailed failed, VirtualTime at, World world)
    {
        if (failed.RetryAt is not { } again)
            return Blocked(state, JobOfUpdate(state), at, world);
        return state.Phase switch
        {
            DevicePhase.FetchingUpdate p when failed.Fault == DeviceFault.StorageFull =>
                state with
                {
                    LacksSpace = true,
                    Phase = new DevicePhase.FetchingUpdate(p.Job with { GateTries = p.Job.GateTries + 1 }, again),
                },
            DevicePhase.FetchingUpdate p when failed.Step is InstallStep.Download or InstallStep.Prepare =>
                state with { Phase = new DevicePhase.FetchingUpdate(Again(p.Job, failed.Fault), again) },
            DevicePhase.Updating p =>
                state with { Phase = new DevicePhase.FetchingUpdate(Again(p.Job, failed.Fault), again) },
            DevicePhase.FetchingUpdate or DevicePhase.UpdateReady when Ready(state, new(world, state)) is var job =>
                state with { Phase = new DevicePhase.UpdateReady(job with { GateTries = job.GateTries + 1 }, again) },
            // What is downloaded and prepared stays.
            DevicePhase.AwaitingBootTicket p =>
                state with { Phase = new DevicePhase.UpdateReady(p.Job with { Attempt = p.Job.Attempt + 1 }, again) },
            // The previous snapshot runs; the update is downloaded again.
            DevicePhase.FallingBack p =>
                state with { Phase = new DevicePhase.FetchingUpdate(Again(p.Job, failed.Fault), again) },
            _ => throw new InvalidOperationException($"{state.Id} installs no update; it is {state.Phase}."),
        };
    }

    private static UpdateJob Ready(DeviceState state, DeviceMoments moments) =>
        state.Phase is DevicePhase.FetchingUpdate p ? moments.Ready(p) : JobOfUpdate(state);

    /// <summary>The next attempt, from the download on.</summary>
    private static UpdateJob Again(UpdateJob job, DeviceFault fault) => job with
    {
        Attempt = job.Attempt + 1,
        FreshDownloads = job.FreshDownloads + (fault == DeviceFault.NetworkInterrupted ? 0 : 1),
    };

    internal static UpdateJob JobOfUpdate(DeviceState state) => state.Phase switch
    {
        DevicePhase.FetchingUpdate p => p.Job,
        DevicePhase.UpdateReady p => p.Job,
        DevicePhase.AwaitingBootTicket p => p.Job,
        DevicePhase.Updating p => p.Job,
        DevicePhase.FallingBack p => p.Job,
        _ => throw new InvalidOperationException($"{state.Id} installs no update; it is {state.Phase}."),
    };
}
