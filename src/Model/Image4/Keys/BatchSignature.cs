using System.Diagnostics.CodeAnalysis;
using System.Formats.Asn1;
using RsrActors.Model.Image4.Der;

namespace RsrActors.Model.Image4.Keys;

/// <summary>
/// The signature field of a ticket in a batch: SEQUENCE { leaf index INTEGER, tree size INTEGER, audit path SEQUENCE OF
/// OCTET STRING, signature of the <see cref="TreeHead"/> }, where the last is ECDSA's SEQUENCE of r and s. The leaf is
/// the manifest SET. The root is not written, because it follows from leaf and path.
/// </summary>
internal sealed class BatchSignature
{
    private const int HashHeader = 2; // Tag and length of an OCTET STRING that contains a hash.
    private const int EncodedHash = HashHeader + MerkleTree.HashLength;
    private const int OtherParts = 64;

    private readonly ulong _index;
    private readonly ReadOnlyMemory<byte> _encodedPath;

    private BatchSignature(
        ulong index, ulong size, ReadOnlyMemory<byte> encodedPath, ReadOnlyMemory<byte> headSignature) =>
        (_index, Size, _encodedPath, HeadSignature) = (index, size, encodedPath, headSignature);

    /// <summary>The number of tickets in the batch.</summary>
    public ulong Size { get; }

    public ReadOnlyMemory<byte> HeadSignature { get; }

    /// <summary>The signature of one ticket of a batch, in DER.</summary>
    public static byte[] Encode(MerkleTree tree, int index, ReadOnlySpan<byte> headSignature)
    {
        Span<byte> path = stackalloc byte[MerkleTree.LongestPath];
        path = path[..tree.WritePath(index, path)];
        var encodedPath = path.Length / MerkleTree.HashLength * EncodedHash;
        var der = new DerWriter(new byte[encodedPath + headSignature.Length + OtherParts]);
        der.Raw(headSignature);
        var tail = der.Length;
        for (; !path.IsEmpty; path = path[..^MerkleTree.HashLength])
            der.OctetString(path[^MerkleTree.HashLength..]);
        der.Enclose(DerWriter.SequenceTag, tail);
        der.Integer((ulong)tree.Size);
        der.Integer((ulong)index);
        der.Enclose(DerWriter.SequenceTag, 0);
        return der.Written.ToArray();
    }

    public static bool TryRead(ReadOnlyMemory<byte> bytes, [NotNullWhen(true)] out BatchSignature? signature)
    {
        signature = null;
        var outside = new DerReader(bytes);
        if (outside.TryEnter(Asn1Tag.Sequence, out var parts) && outside.IsAtEnd
            && parts.TryReadNatural(out ulong index) && parts.TryReadNatural(out ulong size)
            && parts.TryRead(Asn1Tag.Sequence, out var path) && IsPath(path.Span)
            && parts.TryRead(Asn1Tag.Sequence, out _, out var headSignature) && parts.IsAtEnd)
            signature = new(index, size, path, headSignature);
        return signature is not null;
    }

    /// <summary>
    /// Replaces a leaf's hash by the root that follows from it and the path; false when the path does not fit the tree.
    /// </summary>
    public bool TryClimb(Span<byte> hash)
    {
        Span<byte> path = stackalloc byte[MerkleTree.LongestPath];
        var length = 0;
        for (var rest = _encodedPath.Span; !rest.IsEmpty; rest = rest[EncodedHash..])
        {
            rest[HashHeader..EncodedHash].CopyTo(path[length..]);
            length += MerkleTree.HashLength;
        }

        return MerkleTree.TryClimb(hash, _index, Size, path[..length]);
    }

    private static bool IsPath(ReadOnlySpan<byte> encoded)
    {
        if (encoded.Length % EncodedHash != 0
            || encoded.Length / EncodedHash * MerkleTree.HashLength > MerkleTree.LongestPath)
            return false;
        for (; !encoded.IsEmpty; encoded = encoded[EncodedHash..])
        {
            if (encoded[0] != DerWriter.OctetStringTag || encoded[1] != MerkleTree.HashLength)
                return false;
        }

        return true;
    }
}
