using RsrActors.Model.Platforms;
using RsrActors.Model.Population;
using RsrActors.Model.Scenarios;
using static RsrActors.Model.Devices.States.DeviceEvent;

namespace RsrActors.Model.Devices.States;

/// <summary>How an event changes what a device has installed in the background.</summary>
public static class BackgroundContent
{
    public static BackgroundSet After(BackgroundSet before, DeviceEvent happened, Platform platform, World world)
    {
        ArgumentNullException.ThrowIfNull(world);
        return happened switch
        {
            SecurityDataInstalled e => Replace(MechanismKind.SecurityData, e.Version),
            SafariPackageInstalled e => Replace(MechanismKind.SafariPackage, e.Version),
            LivePatchApplied { Tool: LivePatchTool.Kexec } e => Replace(MechanismKind.Kexec, e.Name),
            LivePatchApplied e => Replace(MechanismKind.LivePatch, e.Name),
            LivePatchRemoved e => before.Without(BackgroundSet.None.With(world.PlaceOfKernelPatch(e.Name))),
            // The new kernel is not the one that was patched, and a system with cryptexes has Safari in one of them.
            SoftwareUpdateInstalled e => before
                .Without(world.BackgroundBy(MechanismKind.LivePatch))
                .Without(world.BackgroundBy(MechanismKind.Kexec))
                .Without(platform.HasCryptexes(e.To)
                    ? world.BackgroundBy(MechanismKind.SafariPackage)
                    : BackgroundSet.None),
            _ => before,
        };

        BackgroundSet Replace(MechanismKind mechanism, string id) =>
            before.Without(world.BackgroundBy(mechanism)).With(world.PlaceInBackground(mechanism, id));
    }
}
