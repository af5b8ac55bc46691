using System.Security.Cryptography;

namespace RsrActors.Model.Image4;

/// <summary>
/// What makes a ticket fresh: it is good only while the device's nonce is the one it was signed with. When the device
/// rolls its nonce, every ticket on the old one is stale.
/// </summary>
public static class Cryptex1Nonce
{
    /// <summary>Octets of a nonce.</summary>
    public const int Length = 32;

    /// <summary>The nonce that stands for a seed: the first 32 octets of the seed's SHA-384.</summary>
    public static Digest FromSeed(ReadOnlySpan<byte> seed)
    {
        Span<byte> hash = stackalloc byte[SHA384.HashSizeInBytes];
        SHA384.HashData(seed, hash);
        return new(hash[..Length]);
    }

    internal static Digest Checked(Digest nonce) => nonce.Span.Length == Length
        ? nonce
        : throw new ArgumentException($"A nonce has {Length} octets, not {nonce.Span.Length}.", nameof(nonce));
}
