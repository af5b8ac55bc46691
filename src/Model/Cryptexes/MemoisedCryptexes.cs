using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using RsrActors.Model.Cryptexes.TrustCaches;

namespace RsrActors.Model.Cryptexes;

/// <summary>
/// Computes once for each content; every further device uses the stored result. The key is the array's reference: bytes
/// are immutable, so the same array always has the same digest, and a damaged copy is another array and is computed
/// anew. An entry lives as long as its array. It is safe for any number of threads.
/// </summary>
public sealed class MemoisedCryptexes : ICryptexComputation
{
    private readonly ConditionalWeakTable<byte[], Digest> _digests = [];
    private readonly ConditionalWeakTable<byte[], Seal> _seals = [];

    // By patch, then by the image it was applied to. There is one such image, unless a device's own copy is damaged.
    private readonly ConditionalWeakTable<byte[], ConditionalWeakTable<byte[], byte[]>> _results = [];

    private readonly ConditionalWeakTable<SystemVolumeImage, ConditionalWeakTable<SystemVolumeImage, VolumeUpdate>>
        _updates = [];

    public Digest Sha384(ImmutableArray<byte> content) =>
        _digests.GetValue(ArrayOf(content), static bytes => Digest.Sha384(bytes));

    /// <inheritdoc/>
    /// <remarks>What boots keeps these hashes itself, all together.</remarks>
    public Digest CdHash(ImmutableArray<byte> binary) => TrustCacheEntry.CdHashOf(binary.AsSpan());

    public Seal Measure(ImmutableArray<byte> image) => _seals.GetValue(ArrayOf(image), static bytes => Seal.Of(bytes));

    public VolumeUpdate Update(SystemVolumeImage old, SystemVolumeImage update) =>
        _updates.GetValue(old, static _ => []).GetOrAdd(
            update, static (replaced, from) => VolumeUpdate.Apply(from, replaced), old);

    /// <inheritdoc/>
    /// <remarks>The result is shared too, so that its digest and seal are computed only once.</remarks>
    public ImmutableArray<byte> Apply(ImmutableArray<byte> from, ImmutableArray<byte> patch)
    {
        var results = _results.GetValue(ArrayOf(patch), static _ => []);
        var result = results.GetOrAdd(
            ArrayOf(from), static (image, bytes) => ArrayOf(BinaryPatch.Apply(image, bytes.AsSpan())), patch);
        return ImmutableCollectionsMarshal.AsImmutableArray(result);
    }

    private static byte[] ArrayOf(ImmutableArray<byte> bytes) => ImmutableCollectionsMarshal.AsArray(bytes)!;
}
