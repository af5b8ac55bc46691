namespace RsrActors.Model.Image4.Keys;

/// <summary>
/// Signs a batch by one signature over the head of its Merkle tree. A single message is a batch of one.
/// </summary>
internal sealed class MerkleSigningKey(SigningKey key) : SigningKey
{
    public override byte[] Sign(ReadOnlySpan<byte> message) => SignAll([message.ToArray()])[0];

    public override byte[][] SignAll(ReadOnlySpan<byte[]> messages)
    {
        if (messages.IsEmpty)
            return [];

        var tree = new MerkleTree(messages);
        Span<byte> head = stackalloc byte[TreeHead.Length];
        TreeHead.Write((ulong)tree.Size, tree.Root, head);
        var headSignature = key.Sign(head);
        var signatures = new byte[messages.Length][];
        for (var i = 0; i < signatures.Length; i++)
            signatures[i] = BatchSignature.Encode(tree, i, headSignature);
        return signatures;
    }

    public override void Dispose() => key.Dispose();
}
