namespace RsrActors.Model.Platforms;

/// <summary>
/// The ways of fixing a device. <see cref="Words"/> gives the names in scenarios, exports and reports:
/// <c>rapid-response</c>.
/// </summary>
public enum MechanismKind
{
    /// <summary>A Rapid Security Response: patches of the two cryptexes.</summary>
    RapidResponse,

    /// <summary>A new sealed system volume, with everything that boots before it.</summary>
    SoftwareUpdate,

    /// <summary>XProtect's rules and its remediator on a Mac.</summary>
    SecurityData,

    /// <summary>Safari as an ordinary package, on a Mac whose system has no cryptexes.</summary>
    SafariPackage,

    /// <summary>Functions of the running kernel are replaced.</summary>
    LivePatch,

    /// <summary>The running kernel starts a new one, without the firmware.</summary>
    Kexec,
}
