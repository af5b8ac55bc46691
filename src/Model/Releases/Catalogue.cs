using System.Collections.Immutable;
using RsrActors.Model.Platforms;
using RsrActors.Model.Rollouts.Admissions;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Releases;

/// <summary>
/// What the update service publishes. It is published whole, each time something changes. A device reads it at its own
/// polls, when a newer version may be published but not effective yet.
/// </summary>
/// <param name="Version">The number of changes so far; 0 before anything is published.</param>
/// <param name="EffectiveAt">The moment from which on it reaches devices: publication plus propagation.</param>
public sealed record Catalogue(
    int Version, VirtualTime EffectiveAt, ImmutableArray<CatalogueEntry> Responses, ImmutableArray<UpdateEntry> Updates)
{
    public static readonly Catalogue Empty = new(0, VirtualTime.Zero, [], []);

    public UpdateEntry? FindUpdate(Platform platform, string fromBuild, string build)
    {
        foreach (var entry in Updates)
        {
            if (entry.Platform == platform && entry.FromBuild == fromBuild && entry.Build == build)
                return entry;
        }

        return null;
    }

    public CatalogueEntry? Find(string release)
    {
        foreach (var entry in Responses)
        {
            if (entry.Release == release)
                return entry;
        }

        return null;
    }
}

/// <summary>One response in the catalogue.</summary>
/// <param name="Percent">The ramp: the share of devices to which automatic polls offer it, in percent.</param>
public sealed record CatalogueEntry(string Release, double Percent, CatalogueStatus Status)
{
    /// <summary>The rings to which it is promoted; null in a fleet without rings.</summary>
    public RingStandings? Rings { get; init; }

    /// <summary>How the ramp admits devices; null when it admits a share of the fleet by the devices' draws.</summary>
    public PublishedAdmission? Admission { get; init; }
}

/// <summary>What a device may do with a response in the catalogue.</summary>
public enum CatalogueStatus
{
    /// <summary>Offered to devices within the ramp.</summary>
    Offered,

    /// <summary>Not offered at present.</summary>
    Paused,

    /// <summary>Revoked: it is never offered again, and stays where it is installed.</summary>
    Withdrawn,

    /// <summary>Revoked, and devices that update automatically remove it.</summary>
    WithdrawnAndRemoved,

    /// <summary>Replaced by a response with a later letter, or by a software update.</summary>
    Superseded,
}

/// <summary>One target of a software update in the catalogue.</summary>
/// <param name="Release">The update's name: the version of its entry in the scenario.</param>
/// <param name="Version">The version of this platform, which may be another one: iOS 16.6 is macOS 13.5.</param>
/// <param name="Percent">The ramp, as in <see cref="CatalogueEntry"/>.</param>
public sealed record UpdateEntry(
    string Release, string Version, Platform Platform, string FromBuild, string Build, double Percent,
    CatalogueStatus Status)
{
    /// <summary>As in <see cref="CatalogueEntry"/>.</summary>
    public RingStandings? Rings { get; init; }

    /// <summary>As in <see cref="CatalogueEntry"/>.</summary>
    public PublishedAdmission? Admission { get; init; }

    /// <summary>When it was published; null in a fleet in which management defers no updates.</summary>
    public VirtualTime? PublishedAt { get; init; }
}
