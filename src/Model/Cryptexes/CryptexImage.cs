using System.Collections.Immutable;
using RsrActors.Model.Cryptexes.TrustCaches;
using RsrActors.Model.Image4;

namespace RsrActors.Model.Cryptexes;

/// <summary>
/// A sealed image file: a POSIX ustar archive that depends on its files alone, with its seal, its trust cache and the
/// digests of the three that a ticket contains.
/// </summary>
public sealed class CryptexImage
{
    internal CryptexImage(CryptexEdition edition, IEnumerable<ImageFile> files)
    {
        Edition = edition;
        Files = ImageArchive.Ordered(files);
        Bytes = ImageArchive.Of(Files);
        Seal = Seal.Of(Bytes.AsSpan());
        SealFile = Seal.ToFile();
        TrustCache = TrustCache.Build(
            Files.Where(file => file.IsBinary).Select(file => TrustCacheEntry.Of(file.Content.AsSpan())));
        Measurements = new(
            Digest.Sha384(Bytes.AsSpan()), Digest.Sha384(SealFile.AsSpan()), Digest.Sha384(TrustCache.File.AsSpan()));
    }

    public CryptexEdition Edition { get; }

    public CryptexSubtype Subtype => Edition.Subtype;

    /// <summary>In the order of the archive: ordinal by path.</summary>
    public ImmutableArray<ImageFile> Files { get; }

    /// <summary>The image file.</summary>
    public ImmutableArray<byte> Bytes { get; }

    /// <summary>SHA-384 of the image file.</summary>
    public Digest Digest => Measurements.Image;

    public Seal Seal { get; }

    /// <summary>The bytes of the <c>.seal</c> file.</summary>
    public ImmutableArray<byte> SealFile { get; }

    public TrustCache TrustCache { get; }

    public CryptexMeasurements Measurements { get; }
}
