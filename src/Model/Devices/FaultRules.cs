using RsrActors.Model.Devices.States;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Devices;

/// <summary>
/// What a fault means for an installation. The supervision table says what becomes of the procedure's actor. How often
/// a step is tried is decided here: that has to survive a restart of the program, and its pauses are in virtual time.
/// </summary>
public static class FaultRules
{
    private const int FreshDownloads = 1;

    /// <summary>True for a gate: nothing is faulty, but a condition is not met.</summary>
    public static bool IsGate(DeviceFault fault) => fault is DeviceFault.ManagementForbids or DeviceFault.StorageFull
        or DeviceFault.BatteryLow or DeviceFault.DeviceInUse or DeviceFault.NoLongerOffered;

    /// <summary>True when the bytes are wrong: one new download may help.</summary>
    public static bool BytesAreWrong(DeviceFault fault) => fault is DeviceFault.PatchDigestMismatch
        or DeviceFault.ImageDigestMismatch or DeviceFault.SealBroken;

    /// <summary>True when a later attempt may succeed although the catalogue is the same.</summary>
    public static bool PassesByItself(DeviceFault fault) => fault is DeviceFault.NetworkInterrupted
        or DeviceFault.SigningUnreachable or DeviceFault.SigningRateLimited or DeviceFault.StaleNonce
        or DeviceFault.StoredFileDamaged;

    /// <summary>
    /// When a software update is tried again. After an interrupted download, and without an answer of the signing
    /// service, it is tried again for ever; not at all when the service refused; after any other fault once, from the
    /// download on. Null when the old snapshot stays until the catalogue changes.
    /// </summary>
    public static VirtualTime? RetryAt(in Situation now, UpdateJob job, DeviceFault fault)
    {
        ArgumentNullException.ThrowIfNull(job);
        var again = now.Moments.Again(job.Attempt, job.Attempt, now.At);
        return fault == DeviceFault.TicketRefused ? null
            : !PassesByItself(fault) ? job.FreshDownloads < FreshDownloads ? again : null
            : job.Attempt < now.World.Install.Retry.Attempts ? again
            : now.At + TimeSpan.FromDays(1);
    }

    /// <summary>The step of a software update in which a fault occurs.</summary>
    public static InstallStep StepOf(DeviceFault fault) => fault switch
    {
        DeviceFault.NetworkInterrupted or DeviceFault.UpdateDigestMismatch => InstallStep.Download,
        DeviceFault.SigningUnreachable or DeviceFault.SigningRateLimited or DeviceFault.TicketRefused
            or DeviceFault.StaleNonce or DeviceFault.ConstraintViolated or DeviceFault.ContentNotAuthenticated
            or DeviceFault.BadSignature => InstallStep.Personalise,
        DeviceFault.UpdateNotPrepared => InstallStep.Prepare,
        DeviceFault.RamDiskDidNotStart => InstallStep.RamDisk,
        DeviceFault.FileDigestMismatch => InstallStep.ReplaceFiles,
        DeviceFault.RootMismatch => InstallStep.CompareRoot,
        DeviceFault.SnapshotNotMade => InstallStep.MakeSnapshot,
        _ => InstallStep.Start,
    };

    /// <summary>When the step is tried again; null when the installation is abandoned.</summary>
    public static VirtualTime? RetryAt(in Situation now, InstallJob job, DeviceFault fault)
    {
        ArgumentNullException.ThrowIfNull(job);
        var again = now.Moments.Again(now.World.DrawOf(job.Release, job.Attempt), job.Attempt, now.At);
        if (PassesByItself(fault))
            return job.Attempt < now.World.Install.Retry.Attempts ? again : null;
        return BytesAreWrong(fault) && job.FreshDownloads < FreshDownloads ? again : null;
    }
}
