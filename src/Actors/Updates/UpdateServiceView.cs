using System.Collections.Immutable;
using RsrActors.Model.Releases;
using RsrActors.Model.Signing;

namespace RsrActors.Actors.Updates;

/// <summary>The update service's answer to every query.</summary>
/// <param name="Catalogue">The catalogue that was published last.</param>
/// <param name="Tallies">The tallies that the signing service reported last.</param>
public sealed record UpdateServiceView(
    UpdateServiceState State, Catalogue Catalogue, ImmutableArray<SigningTally> Tallies);
