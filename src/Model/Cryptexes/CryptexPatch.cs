using System.Collections.Immutable;

namespace RsrActors.Model.Cryptexes;

/// <summary>
/// What a response ships for one cryptex of one platform variant: the patch from the base image to the response's, and
/// the antipatch back to the base image.
/// </summary>
public sealed class CryptexPatch
{
    public CryptexPatch(CryptexImage baseImage, CryptexImage image)
    {
        Base = baseImage;
        Image = image;
        Patch = BinaryPatch.Create(baseImage.Bytes.AsSpan(), image.Bytes.AsSpan());
        PatchDigest = Digest.Sha384(Patch.AsSpan());
        Antipatch = BinaryPatch.Create(image.Bytes.AsSpan(), baseImage.Bytes.AsSpan());
        AntipatchDigest = Digest.Sha384(Antipatch.AsSpan());
    }

    public CryptexSubtype Subtype => Base.Subtype;

    public CryptexImage Base { get; }

    /// <summary>The response's image.</summary>
    public CryptexImage Image { get; }

    public ImmutableArray<byte> Patch { get; }

    /// <summary>SHA-384 of the patch.</summary>
    public Digest PatchDigest { get; }

    public ImmutableArray<byte> Antipatch { get; }

    /// <summary>SHA-384 of the antipatch.</summary>
    public Digest AntipatchDigest { get; }
}
