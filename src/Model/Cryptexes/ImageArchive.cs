using System.Collections.Immutable;
using System.Formats.Tar;
using System.Runtime.InteropServices;

namespace RsrActors.Model.Cryptexes;

/// <summary>A POSIX ustar archive that depends on its files alone.</summary>
internal static class ImageArchive
{
    // Midnight of the day of the first public response, 1 May 2023. The date is fixed, so that an image does not depend
    // on when it was made.
    private static readonly DateTimeOffset Modified = new(2023, 5, 1, 0, 0, 0, TimeSpan.Zero);

    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite
        | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Executable = Readable
        | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public static ImmutableArray<ImageFile> Ordered(IEnumerable<ImageFile> files) =>
        [.. files.OrderBy(file => file.Path, StringComparer.Ordinal)];

    public static ImmutableArray<byte> Of(ImmutableArray<ImageFile> files)
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
