using System.Collections.Immutable;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Platforms;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Devices.States.DeviceEvent;

namespace RsrActors.Model.Invariants;

/// <summary>
/// The facts about one device that the invariants need. They are folded from the history alone, with other code than
/// that of the device's own state, so that an error in one of both is found by the other.
/// </summary>
public sealed record DeviceFacts
{
    public static readonly DeviceFacts None = new();

    public int Seq { get; init; }

    public VirtualTime At { get; init; }

    public Platform Platform { get; init; }

    public string Version { get; init; } = "";

    public string BaseBuild { get; init; } = "";

    public Digest? BootTicket { get; init; }

    /// <summary>The boot ticket that was issued for an update that is not installed yet; null for none.</summary>
    public Digest? IssuedBootTicket { get; init; }

    public Digest? SystemVolumeSeal { get; init; }

    public bool SharesAnalytics { get; init; }

    /// <summary>When the person last agreed to share; zero when that was before the device was enrolled.</summary>
    public VirtualTime SharesSince { get; init; }

    public bool LockdownMode { get; init; }

    public Management? Managed { get; init; }

    /// <summary>The last offer.</summary>
    public (string Release, OfferSource Source) Offer { get; init; } = ("", OfferSource.Automatic);

    /// <summary>When a ticket was last requested.</summary>
    public VirtualTime RequestedAt { get; init; }

    /// <summary>Releases with a ticket since their last removal.</summary>
    public ImmutableArray<string> Ticketed { get; init; } = [];

    /// <summary>Releases staged since their last removal.</summary>
    public ImmutableArray<string> Staged { get; init; } = [];

    /// <summary>The trust caches of the staged responses, with one entry for each.</summary>
    public ImmutableArray<StagedTrustCaches> TrustCaches { get; init; } = [];

    /// <summary>Whether the device has restarted since it last staged a response or began a removal.</summary>
    public bool Restarted { get; init; }

    /// <summary>Responses on the base, in order; the last one is active.</summary>
    public ImmutableArray<string> Applied { get; init; } = [];

    /// <summary>Releases whose removal was recommended.</summary>
    public ImmutableArray<string> Recommended { get; init; } = [];

    /// <summary>The version of the list of affected applications that the device has; 0 for none.</summary>
    public int FetchedList { get; init; }

    /// <summary>When the device fetched that list.</summary>
    public VirtualTime FetchedAt { get; init; }

    /// <summary>The response that Safari uses before the restart; null when there is none.</summary>
    public string? InSafari { get; init; }

    /// <summary>What was installed in the background and is still there, by mechanism and id.</summary>
    public ImmutableArray<(MechanismKind Mechanism, string Id)> InBackground { get; init; } = [];

    /// <summary>Whether the device is restarting; then no application runs.</summary>
    public bool Down { get; init; }

    /// <summary>When the last restart ended; null when there was none.</summary>
    public VirtualTime? UpAt { get; init; }

    /// <summary>Whether the person has unlocked the Data volume since the last restart, as an event says.</summary>
    public bool DataUnlocked { get; init; }

    /// <summary>Crashes since the present base was installed, by application and content in use.</summary>
    public ImmutableArray<CrashCount> Crashes { get; init; } = [];

    /// <summary>The content on which an application runs by the history; null on the base.</summary>
    public string? ContentOf(string application)
    {
        var elsewhere = Applied.IsEmpty ? null : Applied[^1];
        return application == Scenarios.Application.Safari ? InSafari ?? elsewhere : elsewhere;
    }

    public int CrashesOf(string application, string? release)
    {
        foreach (var count in Crashes)
        {
            if (count.Application == application && count.Release == release)
                return count.Crashes;
        }

        return 0;
    }

    public DeviceFacts With(RecordedEvent happened)
    {
        var after = Apply(happened.Event, happened.At);
        return after with
        {
            Seq = happened.Seq,
            At = happened.At,
            UpAt = Down && !after.Down ? happened.At : after.UpAt,
        };
    }

    private DeviceFacts Apply(IEvent happened, VirtualTime at) => happened switch
    {
        Enrolled e => this with
        {
            Platform = e.Platform,
            Version = e.OsVersion,
            BaseBuild = e.OsBuild,
            BootTicket = e.BootTicketDigest,
            SystemVolumeSeal = e.SystemVolumeSeal,
            SharesAnalytics = e.SharesAnalytics,
            LockdownMode = e.LockdownMode,
            Managed = e.Managed,
            Applied = e.Response is { } release ? [release] : [],
            Ticketed = e.Response is { } had ? [had] : [],
        },
        ResponseOffered e => this with { Offer = (e.Release, e.Source) },
        TicketRequested or BootTicketRequested => this with { RequestedAt = at },
        BootTicketIssued e => this with { IssuedBootTicket = e.ManifestDigest },
        TicketIssued e => this with { Ticketed = Including(Ticketed, e.Release) },
        ResponseStaged e => this with
        {
            Staged = Including(Staged, e.Release), Restarted = false, TrustCaches = Staging(e),
        },
        SafariRelaunched e => this with { InSafari = e.Release },
        DeviceEvent.Restarted => this with { Restarted = true, Down = true, DataUnlocked = false },
        DataVolumeUnlocked => this with { DataUnlocked = true },
        // With base content the boot goes on, and what is unlocked stays so.
        BootStepFailed { Fallback: not BootFallback.BaseContent } => this with { DataUnlocked = false },
        // One that fails when the device is down has failed in its boot; the previous snapshot is up.
        SoftwareUpdateAttemptFailed => this with { Down = false },
        ResponseActivated e =>
            this with { Applied = Applied.Remove(e.Release).Add(e.Release), InSafari = null, Down = false },
        RemovalStarted => this with { Restarted = false },
        ResponsesRemoved e => this with
        {
            Applied = Applied.RemoveRange(e.Releases),
            Ticketed = Ticketed.RemoveRange(e.Releases),
            Staged = Staged.RemoveRange(e.Releases),
            TrustCaches = TrustCaches.RemoveAll(one => e.Releases.Contains(one.Release)),
            InSafari = InSafari is not null && e.Releases.Contains(InSafari) ? null : InSafari,
            Down = false,
        },
        KeptFilesRemoved e => this with
        {
            Applied = Applied.Remove(e.Release),
            Ticketed = Ticketed.Remove(e.Release),
            Staged = Staged.Remove(e.Release),
            TrustCaches = TrustCaches.RemoveAll(one => one.Release == e.Release),
        },
        ApplicationCrashed e => this with { Crashes = Counting(e) },
        AnalyticsSharingChanged e => this with
        {
            SharesAnalytics = e.SharesAnalytics,
            SharesSince = e.SharesAnalytics ? at : SharesSince,
        },
        ManagementChanged e => this with { Managed = e.Managed },
        AffectedApplicationsFetched e => this with { FetchedList = e.Version, FetchedAt = at },
        RemovalRecommended e => this with { Recommended = Including(Recommended, e.Release) },
        SecurityDataInstalled e => Installing(MechanismKind.SecurityData, e.Version),
        SafariPackageInstalled e => Installing(MechanismKind.SafariPackage, e.Version),
        LivePatchApplied e => Installing(
            e.Tool == LivePatchTool.Kexec ? MechanismKind.Kexec : MechanismKind.LivePatch, e.Name),
        LivePatchRemoved e => this with { InBackground = InBackground.RemoveAll(one => one.Id == e.Name) },
        BootLoopEnded => this with { Down = false },
        SoftwareUpdateInstalled e => this with
        {
            InBackground = InBackground.RemoveAll(one => one.Mechanism is MechanismKind.LivePatch or MechanismKind.Kexec
                || (one.Mechanism == MechanismKind.SafariPackage && Platform.HasCryptexes(e.To))),
            Version = e.To,
            BaseBuild = e.OsBuild,
            BootTicket = e.BootTicketDigest,
            IssuedBootTicket = null,
            SystemVolumeSeal = e.SystemVolumeSeal,
            Applied = [],
            Ticketed = [],
            Staged = [],
            TrustCaches = [],
            InSafari = null,
            Down = false,
            Crashes = [],
        },
        _ => this,
    };

    private static ImmutableArray<string> Including(ImmutableArray<string> releases, string release) =>
        releases.Contains(release) ? releases : releases.Add(release);

    private DeviceFacts Installing(MechanismKind mechanism, string id) => this with
    {
        InBackground = [.. InBackground.Where(one => one.Mechanism != mechanism), (mechanism, id)],
    };

    private ImmutableArray<StagedTrustCaches> Staging(ResponseStaged staged)
    {
        if (staged.Cryptexes is not [var os, var app])
            return TrustCaches;
        var caches = new StagedTrustCaches(staged.Release, os.TrustCache, app.TrustCache);
        return TrustCaches.RemoveAll(one => one.Release == staged.Release).Add(caches);
    }

    private ImmutableArray<CrashCount> Counting(ApplicationCrashed crashed)
    {
        for (var i = 0; i < Crashes.Length; i++)
        {
            if (Crashes[i].Application == crashed.Application && Crashes[i].Release == crashed.Release)
                return Crashes.SetItem(i, Crashes[i] with { Crashes = Crashes[i].Crashes + 1 });
        }

        return Crashes.Add(new(crashed.Application, crashed.Release, 1));
    }
}

/// <summary>How often an application crashed on one content.</summary>
public readonly record struct CrashCount(string Application, string? Release, int Crashes);

/// <summary>The trust caches of a staged response, by the SHA-384 of their files.</summary>
public readonly record struct StagedTrustCaches(string Release, Digest Os, Digest App);
