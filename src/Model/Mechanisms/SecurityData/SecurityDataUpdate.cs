using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Mechanisms.SecurityData;

/// <summary>
/// Rules and remediators that detect malware on a Mac. They are data on the Data volume: they need no restart and no
/// ticket, and they replace no code. A Mac checks for them every 24 hours (eclecticlight, September 2025).
/// </summary>
public sealed class SecurityDataUpdate : BackgroundMechanism
{
    private static readonly TimeSpan CheckEvery = TimeSpan.FromHours(24);

    public override MechanismKind Kind => MechanismKind.SecurityData;

    public override Activation Active => Activation.AtOnce;

    public override string UndoneBy => "newer data";

    public override bool NeedsUnlockedData => true;

    public override string? Objection(Component component, Platform platform, string? version) =>
        !platform.IsMac ? $"{platform.Name} has no security data"
        : component != Component.SecurityData ? "security data brings detections, never code"
        : null;

    public override VirtualTime NextCheck(BackgroundUpdate update, in DeviceView device, VirtualTime after) =>
        device.Life.WhenOpen(device.NextOfGrid(after, CheckEvery, Purpose.SecurityDataCheck));

    protected override bool Fits(in DeviceView device) => device.Traits.Platform.IsMac;
}
