using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Mechanisms.SafariPackages;

/// <summary>
/// Safari before it moved into a cryptex: an ordinary package, installed on the Data volume when Safari has been quit,
/// so it is active from the next launch.
/// </summary>
public sealed class SafariPackage : BackgroundMechanism
{
    public override MechanismKind Kind => MechanismKind.SafariPackage;

    public override Activation Active => Activation.Relaunch;

    public override string UndoneBy => "nothing on the device";

    public override bool NeedsUnlockedData => true;

    public override string? Objection(Component component, Platform platform, string? version) =>
        !platform.IsMac ? $"on {platform.Name} Safari is part of the system"
        : version is not null && platform.HasCryptexes(version)
            ? $"since macOS 13 Safari is in a cryptex, and this is version {version}"
        : component != Component.Safari ? "the package contains Safari only"
        : null;

    public override VirtualTime NextCheck(BackgroundUpdate update, in DeviceView device, VirtualTime after) =>
        device.NextCheck(after);

    public override VirtualTime Completed(BackgroundUpdate update, in DeviceView device, VirtualTime check)
    {
        ArgumentNullException.ThrowIfNull(update);
        var quits = device.Traits.Dice.Exponential(
            device.Behaviour.RelaunchSafari, Purpose.SafariPackageRelaunch, (int)update.Published.TotalMinutes);
        return device.Life.WhenAwake(base.Completed(update, device, check) + quits);
    }

    protected override bool Fits(in DeviceView device) => !device.Traits.Platform.HasCryptexes(device.Os.Version);
}
