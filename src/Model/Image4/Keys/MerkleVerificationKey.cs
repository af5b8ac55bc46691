using System.Buffers.Binary;

namespace RsrActors.Model.Image4.Keys;

/// <summary>
/// A key that signs batches: it verifies the path from the ticket to the head of its tree, and the head's signature.
/// Verified heads are cached, so that each batch usually costs one verification. A head that is not in the cache is
/// verified.
/// </summary>
internal sealed class MerkleVerificationKey(VerificationKey key) : VerificationKey(SigningAlgorithm.MerkleEcdsaP256)
{
    private const int Memory = 1024; // Batches. Some dozens are in use at once, so collisions are rare.

    // Each entry is a head followed by its signature; the root determines its index. An entry is written whole and
    // never changed, so a thread reads either the old or the new one. It does not matter which of the two remains.
    private readonly byte[]?[] _good = new byte[]?[Memory];

    public override bool Verify(ReadOnlySpan<byte> message, ReadOnlyMemory<byte> signature)
    {
        if (!BatchSignature.TryRead(signature, out var batch))
            return false;

        Span<byte> hash = stackalloc byte[MerkleTree.HashLength];
        MerkleTree.HashLeaf(message, hash);
        if (!batch.TryClimb(hash))
            return false;

        Span<byte> head = stackalloc byte[TreeHead.Length];
        TreeHead.Write(batch.Size, hash, head);
        ref var place = ref _good[BinaryPrimitives.ReadUInt32LittleEndian(hash) % Memory];
        if (IsSame(Volatile.Read(ref place), head, batch.HeadSignature.Span))
            return true;
        if (!key.Verify(head, batch.HeadSignature))
            return false;
        Volatile.Write(ref place, [.. head, .. batch.HeadSignature.Span]);
        return true;
    }

    public override void Dispose() => key.Dispose();

    private static bool IsSame(byte[]? good, ReadOnlySpan<byte> head, ReadOnlySpan<byte> signature) =>
        good is not null && good.Length == head.Length + signature.Length
        && good.AsSpan().StartsWith(head) && good.AsSpan().EndsWith(signature);
}
