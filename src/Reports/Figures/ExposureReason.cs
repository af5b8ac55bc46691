namespace RsrActors.Reports.Figures;

/// <summary>
/// Why a device does not have the fixes of a response at the end of a run: the first of these that holds, in the order
/// of <c>ExposureReasons</c>.
/// </summary>
public enum ExposureReason
{
    /// <summary>
    /// The response has no target for the device's platform and base. The device needs a software update first, or
    /// can never have the response.
    /// </summary>
    NotEligible,

    /// <summary>
    /// The device is down: it does not start with a software update, or a step of its boot failed. It waits for a
    /// person who repairs it.
    /// </summary>
    AwaitingHands,

    /// <summary>It is being downloaded, prepared or started.</summary>
    Installing,

    /// <summary>There was too little free storage; it is tried again.</summary>
    Space,

    /// <summary>The battery was too low at the restart; it is tried again.</summary>
    Battery,

    /// <summary>The device was in use when it was to restart; it is tried again.</summary>
    InUse,

    /// <summary>An attempt failed with a fault, and the next one is due.</summary>
    Retrying,

    /// <summary>It is staged and waits for a restart that is due: this night, or in a few minutes.</summary>
    AwaitingRestart,

    /// <summary>Its person puts the restart off for days.</summary>
    PutOff,

    /// <summary>It is offered, does not install itself, and its person has not decided yet.</summary>
    AwaitingDecision,

    /// <summary>It is offered or staged, and its person never acts on anything.</summary>
    Declined,

    /// <summary>The response is withdrawn.</summary>
    Withdrawn,

    /// <summary>
    /// The response is superseded and no longer offered; its successor is not on the device.
    /// </summary>
    Superseded,

    /// <summary>It was removed by its person or by management, and is not installed again automatically.</summary>
    Removed,

    /// <summary>The installation was given up after a fault.</summary>
    Failed,

    /// <summary>The release is paused.</summary>
    Paused,

    /// <summary>Its management forbids the installation.</summary>
    Management,

    /// <summary>Its ring is not promoted or is held, or the ring's deferral is not over.</summary>
    Ring,

    /// <summary>The ramp has not admitted it yet.</summary>
    Ramp,

    /// <summary>
    /// A poll would find the response, but the device has not polled since it could: it was asleep, off or busy.
    /// </summary>
    AwaitingPoll,
}
