using System.Collections.Immutable;
using RsrActors.Model.Cryptexes.TrustCaches;

namespace RsrActors.Model.Cryptexes;

/// <summary>Computes everything anew for each device, as real devices do.</summary>
public sealed class RecomputedCryptexes : ICryptexComputation
{
    public Digest Sha384(ImmutableArray<byte> content) => Digest.Sha384(content.AsSpan());

    public Digest CdHash(ImmutableArray<byte> binary) => TrustCacheEntry.CdHashOf(binary.AsSpan());

    public Seal Measure(ImmutableArray<byte> image) => Seal.Of(image.AsSpan());

    public VolumeUpdate Update(SystemVolumeImage old, SystemVolumeImage update) => VolumeUpdate.Apply(old, update);

    public ImmutableArray<byte> Apply(ImmutableArray<byte> from, ImmutableArray<byte> patch) =>
        BinaryPatch.Apply(from.AsSpan(), patch.AsSpan());
}
