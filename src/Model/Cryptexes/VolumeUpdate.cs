using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace RsrActors.Model.Cryptexes;

/// <summary>
/// A system volume after a software update has replaced the files that differ between two builds: the new bytes, and
/// the seal that follows from the old tree and the changed blocks.
/// </summary>
/// <param name="Files">Files that were replaced.</param>
/// <param name="Hashes">Hashes that were computed.</param>
public sealed record VolumeUpdate(ImmutableArray<byte> Bytes, Seal Seal, int Files, int Hashes)
{
    private const int TarBlock = 512;

    /// <param name="fileDamage">Determines a bit that was flipped while a file was written; null for none.</param>
    /// <param name="volumeDamage">Determines one that was flipped after the files were checked; null for none.</param>
    /// <exception cref="FileDigestMismatchException">A written file is not the one of the update.</exception>
    public static VolumeUpdate Apply(
        SystemVolumeImage old, SystemVolumeImage update, ulong? fileDamage = null, ulong? volumeDamage = null)
    {
        ArgumentNullException.ThrowIfNull(old);
        ArgumentNullException.ThrowIfNull(update);

        // With cryptexes an older system has other files: then the whole volume is new.
        var isSame = old.Files.Select(file => file.Path).SequenceEqual(update.Files.Select(file => file.Path));
        var volume = (isSame ? old : update).Bytes.ToArray();
        var blocks = new HashSet<int>();
        var (files, offset, last) = (0, 0, (Start: 0, Length: 0));
        for (var i = 0; i < update.Files.Length; i++)
        {
            var after = update.Files[i];
            var start = offset + TarBlock;
            offset = start + (after.Content.Length + TarBlock - 1) / TarBlock * TarBlock;
            if (isSame && old.Files[i].Content.AsSpan().SequenceEqual(after.Content.AsSpan()))
                continue;
            var damage = files == 0 ? fileDamage : null;
            var written = damage is { } chance ? StorageDamage.Damage(after.Content, chance) : after.Content;
            var (expected, actual) = (Digest.Sha256(after.Content.AsSpan()), Digest.Sha256(written.AsSpan()));
            if (!actual.Equals(expected))
                throw new FileDigestMismatchException(after.Path, expected, actual);
            written.CopyTo(volume, start);
            for (var block = start / FsVerity.BlockSize; block <= (offset - 1) / FsVerity.BlockSize; block++)
                blocks.Add(block);
            (files, last) = (files + 1, (start, written.Length));
        }

        if (volumeDamage is { } where && last.Length > 0)
        {
            var damaged = StorageDamage.Damage([.. volume.AsSpan(last.Start, last.Length)], where);
            damaged.CopyTo(volume, last.Start);
        }

        var tree = isSame ? SealTree.Of(old.Bytes.AsSpan()).With(volume, blocks) : SealTree.Of(volume);
        return new(ImmutableCollectionsMarshal.AsImmutableArray(volume), tree.Seal, files, tree.Computed);
    }
}
