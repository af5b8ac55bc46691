using RsrActors.Model.Devices.States;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Devices;

/// <summary>
/// What the decider makes of a fault. How the procedure's actor is treated stands in the supervision table; how often a
/// step is tried stands here, because it has to survive a restart of the process and count in virtual time.
/// </summary>
public static class FaultRules
{
    private const int FreshDownloads = 1;

    /// <summary>Nothing is wrong; the world is not ready.</summary>
    public static bool IsGate(DeviceFault fault) => fault is DeviceFault.ManagementForbids or DeviceFault.StorageFull
        or DeviceFault.BatteryLow or DeviceFault.DeviceInUse or DeviceFault.NoLongerOffered;

    /// <summary>The bytes are wrong: downloading them again may help, once.</summary>
    public static bool WantsFreshDownload(DeviceFault fault) => fault is DeviceFault.PatchDigestMismatch
        or DeviceFault.ImageDigestMismatch or DeviceFault.SealBroken;

    /// <summary>Tomorrow may be better, whatever the catalogue says.</summary>
    public static bool PassesByItself(DeviceFault fault) => fault is DeviceFault.NetworkInterrupted
        or DeviceFault.SigningUnreachable or DeviceFault.SigningRateLimited or DeviceFault.StaleNonce;

    /// <summary>When the step is tried again; null when the installation is abandoned.</summary>
    public static VirtualTime? RetryAt(in Situation now, InstallJob job, DeviceFault fault)
    {
        ArgumentNullException.ThrowIfNull(job);
        var again = now.Moments.Again(now.World.DrawOf(job.Release, job.Attempt), job.Attempt, now.At);
        if (PassesByItself(fault))
            return job.Attempt < now.World.Install.Retry.Attempts ? again : null;
        return WantsFreshDownload(fault) && job.FreshDownloads < FreshDownloads ? again : null;
    }
}
