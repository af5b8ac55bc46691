using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Mechanisms;

/// <summary>A mechanism whose content a device installs in the background, while it does something else.</summary>
public abstract class BackgroundMechanism : Mechanism
{
    /// <summary>Whether a device with this view can have it.</summary>
    public bool Concerns(BackgroundUpdate update, in DeviceView device)
    {
        ArgumentNullException.ThrowIfNull(update);
        return update.Platforms.Contains(device.Traits.Platform)
            && (update.Builds.IsEmpty || update.Builds.Contains(device.Os.Build))
            && Fits(device);
    }

    /// <summary>The device's first check for news at or after a moment; never, when it never checks again.</summary>
    public abstract VirtualTime NextCheck(BackgroundUpdate update, in DeviceView device, VirtualTime after);

    /// <summary>
    /// When an update is in use that is found by a check. It never lies earlier for a later check.
    /// </summary>
    public virtual VirtualTime Completed(BackgroundUpdate update, in DeviceView device, VirtualTime check)
    {
        ArgumentNullException.ThrowIfNull(update);
        return device.Life.Done(check, device.Traits.DownloadTime(update.Download));
    }

    /// <summary>Whether a system of this version can have it.</summary>
    protected virtual bool Fits(in DeviceView device) => true;
}
