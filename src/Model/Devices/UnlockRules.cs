using RsrActors.Model.Devices.Booting;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Population;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Devices.States.DeviceEvent;

namespace RsrActors.Model.Devices;

/// <summary>
/// The unlock of the Data volume after a restart. When it happens follows from the person's day, so it is an event only
/// in scenarios with FileVault or with unlocks that fail.
/// </summary>
internal static class UnlockRules
{
    public static VirtualTime NextDue(in Situation now) =>
        Records(now.World) && now.State.LastBoot is { } boot && !FailsInBoot(now.World, now.State)
            ? DeviceCalendar.NotBefore(now.At, boot.UnlockedAt)
            : VirtualTime.Never;

    public static void Decide(ref SideEvents device)
    {
        var (state, world) = (device.State, device.World);
        if (!Records(world) || state.LastBoot is not { } boot || boot.UnlockedAt != device.At
            || FailsInBoot(world, state))
        {
            return;
        }

        device.Happens(Fails(boot, state, world)
            ? new BootStepFailed(BootStep.DataUnlock, DeviceFault.DataUnlockFailed, BootFallback.Hands)
            : new DataVolumeUnlocked());
    }

    /// <summary>
    /// Whether the person cannot reach Settings, because the Data volume is locked, or waits for a person who repairs.
    /// </summary>
    public static bool IsLocked(in Situation now) =>
        Records(now.World) && now.State.LastBoot is { } boot && boot.UnlockedAt > now.At;

    private static bool Records(World world) =>
        world.Fleet.FileVault > 0 || world.Faults.Boot.DataUnlockFailed > 0;

    /// <summary>Before the kernel the unlock is a step of the boot, and fails there.</summary>
    private static bool FailsInBoot(World world, DeviceState state) =>
        state.Phase is DevicePhase.Restarting p
        && new BootCourse(world, state, p).Trouble is { Step: BootStep.DataUnlock };

    /// <summary>Whether the person cannot unlock the volume. What a person has repaired does not fail again.</summary>
    private static bool Fails(LastBoot boot, DeviceState state, World world) =>
        world.Faults.Boot.DataUnlockFailed is > 0 and var chance
        && state.Phase is not DevicePhase.Restarting
        && boot.UnlockedAt == world.LifeOf(state.Traits).WhenUnlocked(boot.Up.Next())
        && state.Traits.Dice.Chance(chance, Purpose.DataUnlockFailed, BootCourse.DrawAt(boot.Up));
}
