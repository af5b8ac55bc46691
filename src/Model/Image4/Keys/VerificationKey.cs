using System.Diagnostics.CodeAnalysis;
using System.Formats.Asn1;
using System.Security.Cryptography;
using RsrActors.Model.Image4.Der;

namespace RsrActors.Model.Image4.Keys;

/// <summary>A public key that verifies signatures. It is safe on any thread.</summary>
internal abstract class VerificationKey(SigningAlgorithm algorithm) : IDisposable
{
    private const int RsaBits = 4096;

    public SigningAlgorithm Algorithm { get; } = algorithm;

    /// <summary>
    /// Reads an X.509 SubjectPublicKeyInfo; false when it is not a valid key of a supported algorithm.
    /// </summary>
    public static bool TryRead(ReadOnlyMemory<byte> subjectPublicKeyInfo, [NotNullWhen(true)] out VerificationKey? key)
    {
        key = null;
        var outside = new DerReader(subjectPublicKeyInfo);
        if (!outside.TryEnter(Asn1Tag.Sequence, out var inside) || !outside.IsAtEnd
            || !inside.TryRead(Asn1Tag.Sequence, out _, out var identifier)
            || !inside.TryReadBits(out var bits) || !inside.IsAtEnd)
            return false;

        foreach (var algorithm in SigningAlgorithms.All)
        {
            if (!identifier.Span.SequenceEqual(algorithm.KeyIdentifier))
                continue;
            key = Read(algorithm, subjectPublicKeyInfo.ToArray(), bits.ToArray());
            break;
        }

        return key is not null;
    }

    public abstract bool Verify(ReadOnlySpan<byte> message, ReadOnlyMemory<byte> signature);

    /// <summary>Whether this key signed a message, given the message's hash.</summary>
    /// <param name="sha384">SHA-384 of the message.</param>
    public virtual bool Verify(ReadOnlySpan<byte> message, Digest sha384, ReadOnlyMemory<byte> signature) =>
        Verify(message, signature);

    public abstract void Dispose();

    private static VerificationKey? Read(SigningAlgorithm algorithm, byte[] subjectPublicKeyInfo, byte[] bits)
    {
        try
        {
            return algorithm switch
            {
                SigningAlgorithm.EcdsaP256 => new PlatformVerificationKey<ECDsa>(
                    algorithm,
                    () => Import(ECDsa.Create(), subjectPublicKeyInfo),
                    static (key, hash, signature) =>
                        key.VerifyHash(hash, signature, DSASignatureFormat.Rfc3279DerSequence)),
                SigningAlgorithm.Rsa4096 => new PlatformVerificationKey<RSA>(
                    algorithm,
                    () => Import(RSA.Create(), subjectPublicKeyInfo) is { KeySize: RsaBits } key
                        ? key
                        : throw new CryptographicException($"The key is not of {RsaBits} bits."),
                    static (key, hash, signature) =>
                        key.VerifyHash(hash, signature, HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1)),
                SigningAlgorithm.EcdsaP384 => new P384VerificationKey(bits),
                SigningAlgorithm.MLDsa65 => new MLDsa65VerificationKey(bits),
                _ => null,
            };
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return null; // A point off the curve or a wrong length: the certificate contains no valid key.
        }
    }

    private static TKey Import<TKey>(TKey key, byte[] subjectPublicKeyInfo) where TKey : AsymmetricAlgorithm
    {
        key.ImportSubjectPublicKeyInfo(subjectPublicKeyInfo, out _);
        return key;
    }
}
