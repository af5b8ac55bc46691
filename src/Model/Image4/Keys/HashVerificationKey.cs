using System.Security.Cryptography;

namespace RsrActors.Model.Image4.Keys;

/// <summary>
/// A public key whose signatures are over the SHA-384 of a message. A ticket's hash is computed once only.
/// </summary>
internal abstract class HashVerificationKey(SigningAlgorithm algorithm) : VerificationKey(algorithm)
{
    public sealed override bool Verify(ReadOnlySpan<byte> message, ReadOnlyMemory<byte> signature)
    {
        Span<byte> hash = stackalloc byte[SHA384.HashSizeInBytes];
        SHA384.HashData(message, hash);
        return VerifyHash(hash, signature);
    }

    public sealed override bool Verify(ReadOnlySpan<byte> message, Digest sha384, ReadOnlyMemory<byte> signature)
    {
        ArgumentNullException.ThrowIfNull(sha384);
        return VerifyHash(sha384.Span, signature);
    }

    protected abstract bool VerifyHash(ReadOnlySpan<byte> hash, ReadOnlyMemory<byte> signature);
}
