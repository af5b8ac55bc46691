using System.Buffers.Binary;
using System.Security.Cryptography;

namespace RsrActors.Model.Cryptexes;

/// <summary>
/// The file digest of Linux fs-verity (Documentation/filesystems/fsverity.rst): SHA-256 over a version-1 descriptor
/// that holds the root of a Merkle tree of SHA-256 over blocks of 4 KiB, without salt. The stock command
/// <c>fsverity digest</c> prints the same.
/// </summary>
public static class FsVerity
{
    public const int BlockSize = 4096;
    public const int HashSize = SHA256.HashSizeInBytes;

    // struct fsverity_descriptor, little-endian. The fields without a constant here (salt, reserved bytes) are zero.
    private const int DescriptorSize = 256;
    private const int VersionOffset = 0;
    private const int HashAlgorithmOffset = 1;
    private const int LogBlockSizeOffset = 2;
    private const int FileSizeOffset = 8;
    private const int RootHashOffset = 16;

    private const byte Version = 1;
    private const byte Sha256Algorithm = 1;
    private const byte LogBlockSize = 12;

    public static Digest Measure(ReadOnlySpan<byte> file)
    {
        // An empty file has no tree, and its root hash is zero by definition.
        Span<byte> root = stackalloc byte[HashSize];
        root.Clear();
        if (!file.IsEmpty)
            HashTree(file, root);
        return OfRoot(root, file.Length);
    }

    /// <summary>The digest of a file whose tree has this root.</summary>
    internal static Digest OfRoot(ReadOnlySpan<byte> root, long fileSize)
    {
        Span<byte> descriptor = stackalloc byte[DescriptorSize];
        descriptor.Clear();
        descriptor[VersionOffset] = Version;
        descriptor[HashAlgorithmOffset] = Sha256Algorithm;
        descriptor[LogBlockSizeOffset] = LogBlockSize;
        BinaryPrimitives.WriteUInt64LittleEndian(descriptor[FileSizeOffset..], (ulong)fileSize);
        root.CopyTo(descriptor[RootHashOffset..]);
        return Digest.Sha256(descriptor);
    }

    /// <summary>Hashes level by level until one block is left; that block's hash is the root.</summary>
    private static void HashTree(ReadOnlySpan<byte> level, Span<byte> root)
    {
        if (level.Length <= BlockSize)
        {
            HashBlock(level, root);
            return;
        }

        var blocks = (level.Length + BlockSize - 1) / BlockSize;
        var parents = new byte[blocks * HashSize];
        for (var i = 0; i < blocks; i++)
        {
            var start = i * BlockSize;
            var length = Math.Min(BlockSize, level.Length - start);
            HashBlock(level.Slice(start, length), parents.AsSpan(i * HashSize, HashSize));
        }

        HashTree(parents, root);
    }

    internal static void HashBlock(ReadOnlySpan<byte> block, Span<byte> hash)
    {
        if (block.Length == BlockSize)
        {
            SHA256.HashData(block, hash);
            return;
        }

        Span<byte> padded = stackalloc byte[BlockSize];
        padded.Clear();
        block.CopyTo(padded);
        SHA256.HashData(padded, hash);
    }
}
