using System.Collections.Immutable;
using System.Formats.Tar;
using System.Runtime.InteropServices;
using RsrActors.Model.Cryptexes.TrustCaches;
using RsrActors.Model.Image4;

namespace RsrActors.Model.Cryptexes;

/// <summary>
/// A sealed image file: a POSIX ustar archive that depends on its files alone, with its seal, its trust cache and the
/// digests of the three that a ticket contains.
/// </summary>
public sealed class CryptexImage
{
    // Midnight of the day of the first public response, 1 May 2023. The date is fixed, so that an image does not depend
    // on when it was made.
    private static readonly DateTimeOffset Modified = new(2023, 5, 1, 0, 0, 0, TimeSpan.Zero);

    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite
        | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Executable = Readable
        | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    internal CryptexImage(CryptexEdition edition, IEnumerable<CryptexFile> files)
    {
        Edition = edition;
        Files = [.. files.OrderBy(file => file.Path, StringComparer.Ordinal)];
        Bytes = Archive(Files);
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
    public ImmutableArray<CryptexFile> Files { get; }

    /// <summary>The image file.</summary>
    public ImmutableArray<byte> Bytes { get; }

    /// <summary>SHA-384 of the image file.</summary>
    public Digest Digest => Measurements.Image;

    public Seal Seal { get; }

    /// <summary>The bytes of the <c>.seal</c> file.</summary>
    public ImmutableArray<byte> SealFile { get; }

    public TrustCache TrustCache { get; }

    public CryptexMeasurements Measurements { get; }

    private static ImmutableArray<byte> Archive(ImmutableArray<CryptexFile> files)
    {
        using var archive = new MemoryStream();
        using (var tar = new TarWriter(archive, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach (var file in files)
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, file.Path)
                {
                    Mode = file.IsBinary ? Executable : Readable,
                    ModificationTime = Modified,
                    Uid = 0,
                    Gid = 0,
                    DataStream = new MemoryStream(ImmutableCollectionsMarshal.AsArray(file.Content)!, writable: false),
                });
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(archive.ToArray());
    }
}
