using System.Collections.Immutable;

namespace RsrActors.Model.Cryptexes;

/// <summary>
/// The Merkle tree behind a <see cref="Seal"/>, kept level by level, so that after a change only the hashes on the
/// paths from the changed blocks to the root are computed.
/// </summary>
public sealed class SealTree
{
    /// <summary>Hashes of the blocks of the level below, one after the other; the last level fits one block.</summary>
    private readonly ImmutableArray<byte[]> _levels;

    private SealTree(ImmutableArray<byte[]> levels, long length, int computed)
    {
        _levels = levels;
        Computed = computed;
        Span<byte> root = stackalloc byte[FsVerity.HashSize];
        FsVerity.HashBlock(levels[^1], root);
        Seal = new(FsVerity.OfRoot(root, length));
    }

    /// <summary>Equal to <see cref="Seal.Of"/> of the same bytes, when they are more than one block.</summary>
    public Seal Seal { get; }

    /// <summary>The hashes that were computed for this tree, the root among them.</summary>
    public int Computed { get; }

    /// <exception cref="ArgumentException">The file is no longer than a block: its seal needs no tree.</exception>
    public static SealTree Of(ReadOnlySpan<byte> file)
    {
        if (file.Length <= FsVerity.BlockSize)
            throw new ArgumentException("A file of one block has no tree.", nameof(file));
        var levels = ImmutableArray.CreateBuilder<byte[]>();
        var computed = 1;
        for (var below = file; below.Length > FsVerity.BlockSize; below = levels[^1])
        {
            var blocks = BlocksOf(below.Length);
            var level = new byte[blocks * FsVerity.HashSize];
            for (var block = 0; block < blocks; block++)
                Hash(below, block, level);
            computed += blocks;
            levels.Add(level);
        }

        return new(levels.ToImmutable(), file.Length, computed);
    }

    /// <summary>The tree after some blocks of the file have changed; its length is the same.</summary>
    public SealTree With(ReadOnlySpan<byte> file, IEnumerable<int> changedBlocks)
    {
        ArgumentNullException.ThrowIfNull(changedBlocks);
        var levels = ImmutableArray.CreateBuilder<byte[]>(_levels.Length);
        var changed = new SortedSet<int>(changedBlocks);
        var computed = 1;
        var below = file;
        foreach (var before in _levels)
        {
            var level = (byte[])before.Clone();
            foreach (var block in changed)
                Hash(below, block, level);
            computed += changed.Count;
            levels.Add(level);
            below = level;
            changed = [.. changed.Select(block => block * FsVerity.HashSize / FsVerity.BlockSize)];
        }

        return new(levels.MoveToImmutable(), file.Length, computed);
    }

    /// <summary>
    /// The hashes on the paths from the blocks of files to the root, in a volume of any size; for files that are not
    /// there, computed from their sizes.
    /// </summary>
    /// <param name="sizes">The sizes of the changed files; each begins in a block of its own.</param>
    public static long HashesOf(IEnumerable<long> sizes)
    {
        ArgumentNullException.ThrowIfNull(sizes);
        var blocks = sizes.Sum(size => (size + FsVerity.BlockSize - 1) / FsVerity.BlockSize);
        var hashes = 0L;
        while (blocks > 1)
        {
            hashes += blocks;
            blocks = (blocks * FsVerity.HashSize + FsVerity.BlockSize - 1) / FsVerity.BlockSize;
        }

        return hashes + blocks;
    }

    private static int BlocksOf(int length) => (length + FsVerity.BlockSize - 1) / FsVerity.BlockSize;

    private static void Hash(ReadOnlySpan<byte> below, int block, byte[] level)
    {
        var start = block * FsVerity.BlockSize;
        FsVerity.HashBlock(
            below.Slice(start, Math.Min(FsVerity.BlockSize, below.Length - start)),
            level.AsSpan(block * FsVerity.HashSize, FsVerity.HashSize));
    }
}
