using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;

namespace RsrActors.Model.Mechanisms;

/// <summary>
/// A way of fixing devices: what it can fix, what it needs, from when on its fix is active, and how it is undone.
/// </summary>
/// <remarks>
/// It is below the rules of devices. It sees what a <see cref="DeviceView"/> shows, and knows neither phases nor
/// events; the rules in Devices ask it and write the events.
/// </remarks>
public abstract class Mechanism
{
    public abstract MechanismKind Kind { get; }

    /// <summary>The name in scenarios, exports and reports.</summary>
    public string Name => Words.Of(Kind);

    /// <summary>From when on its fix is active.</summary>
    public abstract Activation Active { get; }

    /// <summary>How a device gets rid of it, as part of a sentence.</summary>
    public abstract string UndoneBy { get; }

    /// <summary>Whether it waits until the Data volume is unlocked.</summary>
    public virtual bool NeedsUnlockedData => false;

    /// <summary>Whether a RAM disk is started, from which the system is changed.</summary>
    public virtual bool UsesRamDisk(Platform platform) => false;

    /// <summary>Percent of charge that it needs when the device does not charge; 0 for none.</summary>
    public virtual int BatteryNeeded(PlatformTimings timings) => 0;

    /// <summary>
    /// Why it cannot fix a component of a system; null when it can. The text is a clause for a message:
    /// <c>Secure Boot verifies …</c>.
    /// </summary>
    /// <param name="version">The version of the operating system; null when any may be meant.</param>
    public abstract string? Objection(Component component, Platform platform, string? version);
}

/// <summary>From when on a fix is active.</summary>
public enum Activation
{
    AtOnce,

    /// <summary>From the next start of the application.</summary>
    Relaunch,

    /// <summary>From the next start of the system; on a Mac from the relaunch in Safari.</summary>
    Restart,
}
