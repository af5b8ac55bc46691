using System.Security.Cryptography;

namespace RsrActors.Model.Image4.Keys;

/// <summary>
/// The Merkle tree of Certificate Transparency (RFC 9162, section 2.1; the same as RFC 6962's) with SHA-256. The hash
/// of a leaf begins with a zero octet and that of a node with a one, so that a node cannot be used as a leaf.
/// </summary>
internal sealed class MerkleTree
{
    public const int HashLength = SHA256.HashSizeInBytes;

    /// <summary>Octets of the longest possible path.</summary>
    public const int LongestPath = 64 * HashLength;

    private const byte LeafPrefix = 0;
    private const byte NodePrefix = 1;
    private const int LargestOnStack = 2048;

    // The hashes of each level, leaves first. A last node without a neighbour is copied to the next level. So the tree
    // splits at the largest power of two below its size, as the RFC requires.
    private readonly byte[][] _levels;

    public MerkleTree(ReadOnlySpan<byte[]> leaves)
    {
        ArgumentOutOfRangeException.ThrowIfZero(leaves.Length);
        Size = leaves.Length;
        var level = new byte[leaves.Length * HashLength];
        for (var i = 0; i < leaves.Length; i++)
            HashLeaf(leaves[i], Node(level, i));

        var levels = new List<byte[]> { level };
        for (; level.Length > HashLength; levels.Add(level))
            level = Parents(level);
        _levels = [.. levels];
    }

    public int Size { get; }

    public ReadOnlySpan<byte> Root => _levels[^1];

    /// <summary>
    /// Writes the neighbour's hash of each node from the leaf to the root; returns the number of octets.
    /// </summary>
    public int WritePath(int leaf, Span<byte> path)
    {
        var length = 0;
        foreach (var level in _levels)
        {
            var neighbour = leaf ^ 1;
            if (neighbour * HashLength < level.Length)
            {
                Node(level, neighbour).CopyTo(path[length..]);
                length += HashLength;
            }

            leaf >>= 1;
        }

        return length;
    }

    public static void HashLeaf(ReadOnlySpan<byte> leaf, Span<byte> hash)
    {
        Span<byte> input = leaf.Length < LargestOnStack ? stackalloc byte[LargestOnStack] : new byte[1 + leaf.Length];
        input[0] = LeafPrefix;
        leaf.CopyTo(input[1..]);
        SHA256.HashData(input[..(1 + leaf.Length)], hash);
    }

    /// <summary>
    /// Replaces the leaf's hash by the root that follows from it and the path (RFC 9162, 2.1.3.2). False when a tree of
    /// that size has no such path.
    /// </summary>
    public static bool TryClimb(Span<byte> hash, ulong index, ulong size, ReadOnlySpan<byte> path)
    {
        if (index >= size || path.Length % HashLength != 0)
            return false;

        var last = size - 1;
        for (; !path.IsEmpty; path = path[HashLength..])
        {
            if (last == 0)
                return false;
            if ((index & 1) == 1 || index == last)
            {
                HashNode(path[..HashLength], hash, hash);
                for (; (index & 1) == 0 && index != 0; index >>= 1)
                    last >>= 1;
            }
            else
            {
                HashNode(hash, path[..HashLength], hash);
            }

            index >>= 1;
            last >>= 1;
        }

        return last == 0;
    }

    private static byte[] Parents(byte[] level)
    {
        var count = level.Length / HashLength;
        var parents = new byte[(count + 1) / 2 * HashLength];
        for (var i = 0; i + 1 < count; i += 2)
            HashNode(Node(level, i), Node(level, i + 1), Node(parents, i / 2));
        if (count % 2 == 1)
            Node(level, count - 1).CopyTo(Node(parents, count / 2));
        return parents;
    }

    private static Span<byte> Node(byte[] level, int place) => level.AsSpan(place * HashLength, HashLength);

    private static void HashNode(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, Span<byte> hash)
    {
        Span<byte> input = stackalloc byte[1 + 2 * HashLength];
        input[0] = NodePrefix;
        left.CopyTo(input[1..]);
        right.CopyTo(input[(1 + HashLength)..]);
        SHA256.HashData(input, hash);
    }
}
