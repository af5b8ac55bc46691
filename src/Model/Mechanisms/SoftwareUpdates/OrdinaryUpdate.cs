using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;

namespace RsrActors.Model.Mechanisms.SoftwareUpdates;

/// <summary>
/// A software update changes every component. Of a Mac's third-party kernel extensions it only builds the collection
/// again. On Linux it installs packages, and a new kernel runs from the restart.
/// </summary>
public sealed class OrdinaryUpdate : Mechanism
{
    public override MechanismKind Kind => MechanismKind.SoftwareUpdate;

    public override Activation Active => Activation.Restart;

    public override string UndoneBy => "nothing on the device";

    public override bool UsesRamDisk(Platform platform) => platform.IsApple;

    public override int BatteryNeeded(PlatformTimings timings)
    {
        ArgumentNullException.ThrowIfNull(timings);
        return timings.UpdateBattery;
    }

    public override string? Objection(Component component, Platform platform, string? version) => null;
}
