using System.Buffers.Binary;

namespace RsrActors.Model.Image4.Keys;

/// <summary>
/// A key that signs batches: checks the path from the ticket to the head of its tree, and the head's signature. A head
/// found good is remembered, so that each batch costs one verification; whatever is not remembered is verified.
/// </summary>
internal sealed class MerkleVerificationKey(VerificationKey key) : VerificationKey(SigningAlgorithm.MerkleEcdsaP256)
{
    private const int Memory = 1024; // Batches. Some dozens are under way at once, so hardly two meet in one place.

    // Each a head with its signature behind it, in the place its root says. Written whole and never changed: a thread
    // that reads while another writes sees the one or the other. Which of two stays is of no consequence.
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
