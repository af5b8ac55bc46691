using System.Collections.Immutable;
using RsrActors.Model.Platforms;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Releases;

/// <summary>
/// What the update service publishes, whole, each time something changes. A device sees it at its own polls; a newer
/// version may be on its way meanwhile.
/// </summary>
/// <param name="Version">Counts the changes, from 1; 0 before anything is published.</param>
/// <param name="EffectiveAt">From when on it reaches devices: publication and propagation.</param>
public sealed record Catalogue(
    int Version, VirtualTime EffectiveAt, ImmutableArray<CatalogueEntry> Responses, ImmutableArray<UpdateEntry> Updates)
{
    public static readonly Catalogue Empty = new(0, VirtualTime.Zero, [], []);

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
/// <param name="Percent">How far its ramp has come: the share of devices that automatic polls offer it to.</param>
public sealed record CatalogueEntry(string Release, double Percent, CatalogueStatus Status);

/// <summary>What a device may do with a response in the catalogue.</summary>
public enum CatalogueStatus
{
    /// <summary>Offered to devices within the ramp.</summary>
    Offered,

    /// <summary>Not offered at present.</summary>
    Paused,

    /// <summary>Revoked: never offered again; stays where it is installed.</summary>
    Withdrawn,

    /// <summary>Revoked, and devices that update automatically remove it.</summary>
    WithdrawnAndRemoved,

    /// <summary>A later letter or an update has taken its place.</summary>
    Superseded,
}

/// <summary>A software update in the catalogue.</summary>
public sealed record UpdateEntry(string Version, Platform Platform, string FromBuild, string Build, long Download);
