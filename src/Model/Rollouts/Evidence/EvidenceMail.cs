using System.Collections.Immutable;

namespace RsrActors.Model.Rollouts.Evidence;

/// <summary>
/// How far a device came with a release. Each device is counted once at most at each stage. What goes wrong and is
/// tried again is no stage.
/// </summary>
public enum InstallStage
{
    /// <summary>The vendor's server answered a check of the device with the release.</summary>
    Offered,
    Succeeded,
    FailedDownload,
    FailedVerification,
    FailedInstallation,
    FailedStart,
    Rejected,
    RolledBack,
}

/// <summary>
/// A device has reached a stage with a release: from the device to the update service. The service sees an offer on its
/// own server; of the other stages only devices tell that share analytics.
/// </summary>
/// <param name="Slice">The slice to which the device belongs.</param>
public sealed record InstallReport(string Release, InstallStage Stage, SliceKey Slice)
{
    /// <summary>For an offer: the device will tell how its installation ends.</summary>
    public bool TellsTheEnd { get; init; }

    /// <summary>For the other stages: the first end that the device tells of this release.</summary>
    public bool IsFirstEnd { get; init; }

    /// <summary>The hour of the offer, from the scenario's start.</summary>
    public int OfferedIn { get; init; }

    /// <summary>What the report adds to the counts of its slice.</summary>
    public InstallCounts Counts
    {
        get
        {
            var counts = Stage switch
            {
                InstallStage.Offered => new InstallCounts { Offered = 1, InProgress = TellsTheEnd ? 1 : 0 },
                InstallStage.Succeeded => new InstallCounts { Succeeded = 1 },
                InstallStage.FailedDownload => new InstallCounts { FailedDownload = 1 },
                InstallStage.FailedVerification => new InstallCounts { FailedVerification = 1 },
                InstallStage.FailedInstallation => new InstallCounts { FailedInstallation = 1 },
                InstallStage.FailedStart => new InstallCounts { FailedStart = 1 },
                InstallStage.Rejected => new InstallCounts { Rejected = 1 },
                _ => new InstallCounts { RolledBack = 1 },
            };
            return IsFirstEnd ? counts with { InProgress = -1 } : counts;
        }
    }
}

/// <summary>What arrived since the last news: from the crash-analytics service to the update service.</summary>
/// <param name="Use">In the order of releases, slices and contents.</param>
public sealed record UseNews(ImmutableArray<SliceUse> Use, ImmutableArray<KindUse> Kinds)
{
    public static readonly UseNews None = new([], []);

    public bool IsEmpty => Use.IsEmpty && Kinds.IsEmpty;
}

/// <summary>Reported use of one slice, of devices that run a release or of devices that do not.</summary>
/// <param name="Use">
/// A device counts once for each of its daily reports: in days and windows this is the number of devices.
/// </param>
/// <param name="IsSince">Whether the reports are about days since the publication.</param>
/// <param name="NewDevices">Devices that were not counted in this place before, since the publication.</param>
/// <param name="NewCrashedDevices">Likewise, devices with a crash.</param>
public sealed record SliceUse(
    string Release, SliceKey Slice, bool OnRelease, bool IsSince, UseCounts Use, long NewDevices,
    long NewCrashedDevices)
{
    /// <summary>What it adds to the counts since the publication.</summary>
    public UseCounts Since => Use with { ActiveDevices = NewDevices, CrashedDevices = NewCrashedDevices };
}

/// <summary>Reported crashes of one kind.</summary>
/// <param name="Devices">Devices that were not counted for this kind on the release before.</param>
public sealed record KindUse(
    string Release, string Application, string Signature, bool OnRelease, long Crashes, long Devices);
