using System.Buffers.Binary;

namespace RsrActors.Model.Image4.Keys;

/// <summary>
/// The bytes that are signed for a batch of tickets: a fixed text of this project, the number of tickets as eight
/// octets, and the root of their Merkle tree. Because of the text, such a signature is never one of a manifest, which
/// begins with a SET.
/// </summary>
internal static class TreeHead
{
    /// <summary>
    /// A critical extension of a certificate, with the value NULL: the key signs tree heads, and no manifest by itself.
    /// The number is a UUID's, which needs no registration (ITU-T X.667).
    /// </summary>
    public const string KeyExtension = "2.25.11101629549136243585974295745564142216";

    /// <summary>The content octets of that OBJECT IDENTIFIER.</summary>
    public const string KeyExtensionContent = "6990DA8CA6929ABABDEF88A682C79B8FA9D508";

    public static readonly int Length = Sentence.Length + sizeof(ulong) + MerkleTree.HashLength;

    private static ReadOnlySpan<byte> Sentence => "RsrActors batch of tickets, RFC 9162 tree with SHA-256\0"u8;

    public static void Write(ulong size, ReadOnlySpan<byte> root, Span<byte> head)
    {
        Sentence.CopyTo(head);
        BinaryPrimitives.WriteUInt64BigEndian(head[Sentence.Length..], size);
        root.CopyTo(head[(Sentence.Length + sizeof(ulong))..]);
    }
}
