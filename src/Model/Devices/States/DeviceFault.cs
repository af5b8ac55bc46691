namespace RsrActors.Model.Devices.States;

/// <summary>The steps of an installation.</summary>
public enum InstallStep
{
    Offer,
    Download,
    Personalise,
    Stage,
    Activate,

    // Of a software update.
    Prepare,
    RamDisk,
    ReplaceFiles,
    CompareRoot,
    MakeSnapshot,

    /// <summary>The start from the new snapshot.</summary>
    Start,
}

/// <summary>What a step of an installation means for its device.</summary>
public static class InstallSteps
{
    extension(InstallStep step)
    {
        /// <summary>
        /// Whether the device is down in this step of a software update. If it fails, the previous snapshot starts.
        /// </summary>
        public bool IsAfterRestart => step >= InstallStep.RamDisk;
    }
}

/// <summary>
/// Why a step failed. The values of the first group are gates: a condition is not met, and the step waits. The others
/// are faults: the procedure threw, and the supervision table says what follows.
/// </summary>
public enum DeviceFault
{
    ManagementForbids,
    StorageFull,
    BatteryLow,
    DeviceInUse,
    NoLongerOffered,

    NetworkInterrupted,
    SigningUnreachable,
    SigningRateLimited,
    PatchDigestMismatch,
    ImageDigestMismatch,
    SealBroken,
    StaleNonce,
    TicketRefused,
    ConstraintViolated,
    BadSignature,
    ContentNotAuthenticated,
    DidNotStart,

    // The steps of a boot; the last step but one has DidNotStart.
    BootTicketInvalid,
    SnapshotSealBroken,
    KernelDigestMismatch,
    CryptexTicketInvalid,
    CryptexNotGrafted,
    ContentNotTrusted,
    DataUnlockFailed,

    StoredFileDamaged,
    // Of software updates.
    UpdateDigestMismatch,
    UpdateNotPrepared,
    RamDiskDidNotStart,
    FileDigestMismatch,
    RootMismatch,
    SnapshotNotMade,
    SnapshotDidNotStart,
}
