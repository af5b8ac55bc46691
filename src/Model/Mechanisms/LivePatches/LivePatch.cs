using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Mechanisms.LivePatches;

/// <summary>
/// Functions of a running kernel are replaced, without a restart. A later patch replaces the earlier ones, and a patch
/// can be unloaded.
/// </summary>
/// <remarks>
/// KernelCare's agent checks about every four hours (tuxcare docs). The other tools get their patches with the packages
/// of the distribution, once a day.
/// </remarks>
public class LivePatch : BackgroundMechanism
{
    private static readonly TimeSpan AgentEvery = TimeSpan.FromHours(4);

    private static readonly TimeSpan PackagesEvery = TimeSpan.FromDays(1);

    public override MechanismKind Kind => MechanismKind.LivePatch;

    public override Activation Active => Activation.AtOnce;

    public override string UndoneBy => "unloading the patch";

    public override string? Objection(Component component, Platform platform, string? version) =>
        platform.IsApple
            ? "Secure Boot verifies the kernel and its collections before they run, and nothing signed vouches for a "
                + "changed kernel"
        : component != Component.Kernel ? "a live patch changes the running kernel only"
        : null;

    public override VirtualTime NextCheck(BackgroundUpdate update, in DeviceView device, VirtualTime after)
    {
        ArgumentNullException.ThrowIfNull(update);
        if (!device.Traits.AutomaticUpdates)
            return device.Life.NextCheckByHand(after);
        var every = update.Kernel?.Tool == LivePatchTool.Kernelcare ? AgentEvery : PackagesEvery;
        return device.NextOfGrid(after, every, Purpose.LivePatchCheck);
    }
}

/// <summary>
/// A new kernel is loaded over the running one, which skips the firmware and takes seconds. The administrator does it
/// at a time of maintenance.
/// </summary>
public sealed class Kexec : LivePatch
{
    public override MechanismKind Kind => MechanismKind.Kexec;

    public override string UndoneBy => "booting the old kernel";

    public override VirtualTime Completed(BackgroundUpdate update, in DeviceView device, VirtualTime check) =>
        device.Life.NextMaintenance(base.Completed(update, device, check));
}
