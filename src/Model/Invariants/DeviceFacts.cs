using System.Collections.Immutable;
using RsrActors.Model.Devices;
using RsrActors.Model.Simulation;
using static RsrActors.Model.Devices.DeviceEvent;

namespace RsrActors.Model.Invariants;

/// <summary>
/// What the invariants remember of one device. It is folded from the history alone, on purpose by other code than the
/// device's own state: a rule that is wrong in the one place is not wrong in the other in the same way.
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

    public Digest? SystemVolumeSeal { get; init; }

    public bool SharesAnalytics { get; init; }

    public bool LockdownMode { get; init; }

    public Management? Managed { get; init; }

    /// <summary>The last offer.</summary>
    public (string Release, OfferSource Source) Offer { get; init; } = ("", OfferSource.Automatic);

    /// <summary>When a ticket was asked for last.</summary>
    public VirtualTime RequestedAt { get; init; }

    /// <summary>Releases with a ticket since their last removal.</summary>
    public ImmutableArray<string> Ticketed { get; init; } = [];

    /// <summary>Releases staged since their last removal.</summary>
    public ImmutableArray<string> Staged { get; init; } = [];

    /// <summary>The device has restarted since it last staged or removed something.</summary>
    public bool Restarted { get; init; }

    /// <summary>Applied on the base, the last one active.</summary>
    public ImmutableArray<string> Applied { get; init; } = [];

    /// <summary>Builds for which a removal was recommended.</summary>
    public ImmutableArray<string> Recommended { get; init; } = [];

    public DeviceFacts With(RecordedEvent happened) => Apply(happened.Event, happened.At) with
    {
        Seq = happened.Seq,
        At = happened.At,
    };

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
        },
        ResponseOffered e => this with { Offer = (e.Release, e.Source) },
        TicketRequested => this with { RequestedAt = at },
        TicketIssued e => this with { Ticketed = Including(Ticketed, e.Release) },
        ResponseStaged e => this with { Staged = Including(Staged, e.Release), Restarted = false },
        DeviceEvent.Restarted => this with { Restarted = true },
        ResponseActivated e => this with { Applied = Applied.Remove(e.Release).Add(e.Release) },
        RemovalStarted => this with { Restarted = false },
        ResponsesRemoved e => this with
        {
            Applied = Applied.RemoveRange(e.Releases),
            Ticketed = Ticketed.RemoveRange(e.Releases),
            Staged = Staged.RemoveRange(e.Releases),
        },
        AnalyticsSharingChanged e => this with { SharesAnalytics = e.SharesAnalytics },
        ManagementChanged e => this with { Managed = e.Managed },
        RemovalRecommended e => this with { Recommended = Including(Recommended, e.Release) },
        SoftwareUpdateInstalled e => this with
        {
            Version = e.To,
            BaseBuild = e.OsBuild,
            BootTicket = e.BootTicketDigest,
            SystemVolumeSeal = e.SystemVolumeSeal,
            Applied = [],
            Ticketed = [],
            Staged = [],
        },
        _ => this,
    };

    private static ImmutableArray<string> Including(ImmutableArray<string> releases, string release) =>
        releases.Contains(release) ? releases : releases.Add(release);
}
