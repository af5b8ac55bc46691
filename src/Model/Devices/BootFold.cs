using RsrActors.Model.Devices.States;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Devices.States.DeviceEvent;

namespace RsrActors.Model.Devices;

/// <summary>How the events of a restart change a device; a part of <see cref="DeviceFold"/>.</summary>
internal static class BootFold
{
    public static DeviceState Restart(DeviceState state, VirtualTime at, DeviceMoments moments)
    {
        DevicePhase.Restarting restart = state.Phase switch
        {
            DevicePhase.Staged p => new DevicePhase.Starting(p.Job, at, moments.Up(p.Job, at)),
            DevicePhase.Removing p =>
                new DevicePhase.Returning(p.Cause, p.Releases, at, moments.Up(state.NonceGeneration, at)),
            DevicePhase.FetchingUpdate or DevicePhase.UpdateReady or DevicePhase.AwaitingBootTicket
                when DeviceFold.JobOfUpdate(state) is var job =>
                new DevicePhase.Updating(job, at, moments.UpdateUp(job, at)),
            DevicePhase.AwaitingHands p => p.Restart with
            {
                Begun = at, Repaired = p.Step, UnlockedAt = null, Up = at + moments.BootTime(p.Restart),
            },
            _ => throw new InvalidOperationException($"{state.Id} has no reason to restart; it is {state.Phase}."),
        };
        return Boots(state, restart, moments);
    }

    /// <summary>The device is down, and its Data volume is locked.</summary>
    private static DeviceState Boots(DeviceState state, DevicePhase.Restarting boot, DeviceMoments moments)
    {
        var restart = moments.Booting(boot);
        return state with
        {
            Phase = restart,
            LastBoot = state.Traits.LocksData
                ? new(
                    state.LastBoot is { Up.IsNever: true } before ? before.Down : restart.Down, VirtualTime.Never,
                    moments.UnlockedAt(restart))
                : null,
        };
    }

    /// <summary>A restart ends: user space is up, and the Data volume waits for its person.</summary>
    public static DeviceState Up(DeviceState state, VirtualTime at, DeviceMoments moments) =>
        state is { Phase: DevicePhase.Restarting or DevicePhase.BootLooping, LastBoot: { } boot }
            ? state with
            {
                LastBoot = boot with
                {
                    Up = at,
                    UnlockedAt = boot.UnlockedAt.IsNever ? moments.Life.WhenUnlocked(at.Next()) : boot.UnlockedAt,
                },
            }
            : state;

    public static DeviceState Fail(
        DeviceState state, BootStepFailed failed, VirtualTime at, DeviceMoments moments)
    {
        if (failed.Fallback == BootFallback.BaseContent)
            return state;
        if (state.Phase is not DevicePhase.Restarting phase)
            return state with { LastBoot = state.LastBoot! with { UnlockedAt = moments.HandsCome(at) } };
        if (failed.Fallback == BootFallback.PreviousSnapshot)
        {
            var job = ((DevicePhase.Updating)phase).Job;
            var back = new DevicePhase.FallingBack(job, failed.Fault, phase.Down, moments.Up(job.Attempt, at))
            {
                Begun = at,
            };
            return Boots(state, back, moments);
        }

        return state with
        {
            Phase = new DevicePhase.AwaitingHands(phase, failed.Step, moments.HandsCome(at)),
            LastBoot = state.LastBoot is { } boot ? boot with { UnlockedAt = VirtualTime.Never } : null,
        };
    }
}
