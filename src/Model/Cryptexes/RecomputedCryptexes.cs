using System.Collections.Immutable;

namespace RsrActors.Model.Cryptexes;

/// <summary>Every device computes everything itself, as real ones do.</summary>
public sealed class RecomputedCryptexes : ICryptexComputation
{
    public Digest Sha384(ImmutableArray<byte> content) => Digest.Sha384(content.AsSpan());

    public Seal Measure(ImmutableArray<byte> image) => Seal.Of(image.AsSpan());

    public ImmutableArray<byte> Apply(ImmutableArray<byte> from, ImmutableArray<byte> patch) =>
        BinaryPatch.Apply(from.AsSpan(), patch.AsSpan());
}
