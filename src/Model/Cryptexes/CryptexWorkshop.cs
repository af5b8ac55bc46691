using System.Collections.Immutable;

namespace RsrActors.Model.Cryptexes;

/// <summary>
/// What a device does with a response's bytes, step by step. A step that fails throws a
/// <see cref="CryptexFaultException"/>.
/// </summary>
public sealed class CryptexWorkshop(ICryptexComputation computation)
{
    /// <exception cref="PatchDigestMismatchException">The patch differs from the published one.</exception>
    public void CheckPatch(ImmutableArray<byte> patch, Digest expected)
    {
        var actual = computation.Sha384(patch);
        if (!actual.Equals(expected))
            throw new PatchDigestMismatchException(expected, actual);
    }

    /// <summary>Applies a patch or an antipatch.</summary>
    /// <exception cref="BrokenPatchException">The patch is damaged, or was made for another image.</exception>
    public ImmutableArray<byte> ApplyPatch(ImmutableArray<byte> from, ImmutableArray<byte> patch) =>
        computation.Apply(from, patch);

    /// <exception cref="ImageDigestMismatchException">The image is not the one of the ticket.</exception>
    public void CheckImage(ImmutableArray<byte> image, Digest expected)
    {
        var actual = computation.Sha384(image);
        if (!actual.Equals(expected))
            throw new ImageDigestMismatchException(expected, actual);
    }

    /// <exception cref="BrokenSealException">The image's blocks changed since it was sealed.</exception>
    public void CheckSeal(ImmutableArray<byte> image, Seal expected)
    {
        var actual = computation.Measure(image);
        if (actual != expected)
            throw new BrokenSealException(expected, actual);
    }
}
