using System.Collections.Immutable;
using RsrActors.Model.Releases;
using RsrActors.Model.Signing;

namespace RsrActors.Actors.Updates;

/// <summary>The update service's answer to any query.</summary>
/// <param name="Catalogue">As it was published last.</param>
/// <param name="Tallies">As the signing service reported them last.</param>
public sealed record UpdateServiceView(
    UpdateServiceState State, Catalogue Catalogue, ImmutableArray<SigningTally> Tallies);
