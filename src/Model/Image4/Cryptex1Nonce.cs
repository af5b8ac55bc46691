using System.Security.Cryptography;

namespace RsrActors.Model.Image4;

/// <summary>
/// The nonce of a device, which makes its tickets expire: a ticket is valid only while the device's nonce is the one in
/// the ticket. When the device rolls its nonce, every earlier ticket is stale.
/// </summary>
public static class Cryptex1Nonce
{
    /// <summary>Octets of a nonce.</summary>
    public const int Length = 32;

    /// <summary>The nonce for a seed: the first 32 octets of the seed's SHA-384.</summary>
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
