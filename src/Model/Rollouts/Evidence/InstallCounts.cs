namespace RsrActors.Model.Rollouts.Evidence;

/// <summary>
/// Devices by how far they came with a release, as the vendor knows it. Counts add. A device is in
/// <see cref="Eligible"/>, and in each further count that it has reached.
/// </summary>
public readonly record struct InstallCounts
{
    /// <summary>Devices for which the release is made.</summary>
    public long Eligible { get; init; }

    /// <summary>Devices to which it was offered. AWS IoT calls them notified.</summary>
    public long Offered { get; init; }

    /// <summary>Devices that asked for it.</summary>
    public long Requested { get; init; }

    /// <summary>Devices whose request was granted.</summary>
    public long Granted { get; init; }

    /// <summary>Devices that have started and not ended.</summary>
    public long InProgress { get; init; }

    /// <summary>Devices that have started and not ended within the vendor's timeout.</summary>
    public long TimedOut { get; init; }

    /// <summary>Devices that have installed it.</summary>
    public long Succeeded { get; init; }

    /// <summary>Devices whose download failed for good.</summary>
    public long FailedDownload { get; init; }

    /// <summary>Devices that could not verify it: a ticket, a hash or a seal.</summary>
    public long FailedVerification { get; init; }

    /// <summary>Devices that could not write or apply it.</summary>
    public long FailedInstallation { get; init; }

    /// <summary>Devices that did not start with it.</summary>
    public long FailedStart { get; init; }

    /// <summary>Devices that refused it: the person, or their own policy.</summary>
    public long Rejected { get; init; }

    /// <summary>Devices that had it and went back to what they ran before.</summary>
    public long RolledBack { get; init; }

    /// <summary>
    /// Devices that tell how their installation ends, to which it was offered three days ago or earlier
    /// (<see cref="EvidenceBook.SilentAfter"/>), and that have told nothing.
    /// </summary>
    public long Silent { get; init; }

    public long Failed => FailedDownload + FailedVerification + FailedInstallation + FailedStart;

    /// <summary>Devices that have ended, whatever the result.</summary>
    public long Executed => Succeeded + Failed + Rejected + TimedOut;

    public static InstallCounts operator +(InstallCounts left, InstallCounts right) => new()
    {
        Eligible = left.Eligible + right.Eligible,
        Offered = left.Offered + right.Offered,
        Requested = left.Requested + right.Requested,
        Granted = left.Granted + right.Granted,
        InProgress = left.InProgress + right.InProgress,
        TimedOut = left.TimedOut + right.TimedOut,
        Succeeded = left.Succeeded + right.Succeeded,
        FailedDownload = left.FailedDownload + right.FailedDownload,
        FailedVerification = left.FailedVerification + right.FailedVerification,
        FailedInstallation = left.FailedInstallation + right.FailedInstallation,
        FailedStart = left.FailedStart + right.FailedStart,
        Rejected = left.Rejected + right.Rejected,
        RolledBack = left.RolledBack + right.RolledBack,
        Silent = left.Silent + right.Silent,
    };

    public static InstallCounts Add(InstallCounts left, InstallCounts right) => left + right;
}
