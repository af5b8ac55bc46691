using System.Security.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Security;
using RsrActors.Model.Image4.Der;

namespace RsrActors.Model.Image4.Keys;

/// <summary>
/// A private key, in the library that is fastest for its algorithm. It is for one thread at a time. Only the signatures
/// of ECDSA P-256 are randomised, by the platform; the other algorithms give the same signature for the same bytes.
/// </summary>
internal abstract class SigningKey : IDisposable
{
    /// <exception cref="CryptographicException">The bytes are not a PKCS #8 key of the algorithm.</exception>
    public static SigningKey Import(SigningAlgorithm algorithm, ReadOnlySpan<byte> pkcs8) => algorithm switch
    {
        SigningAlgorithm.EcdsaP256 => new P256(pkcs8),
        SigningAlgorithm.EcdsaP384 => new P384Key(Read<ECPrivateKeyParameters>(pkcs8)),
        SigningAlgorithm.Rsa4096 => new Rsa(pkcs8),
        SigningAlgorithm.MLDsa65 => new MLDsa65(Read<MLDsaPrivateKeyParameters>(pkcs8)),
        SigningAlgorithm.MerkleEcdsaP256 => new MerkleSigningKey(new P256(pkcs8)),
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm)),
    };

    public abstract byte[] Sign(ReadOnlySpan<byte> message);

    /// <summary>A signature for each message, in their order.</summary>
    public virtual byte[][] SignAll(ReadOnlySpan<byte[]> messages)
    {
        var signatures = new byte[messages.Length][];
        for (var i = 0; i < signatures.Length; i++)
            signatures[i] = Sign(messages[i]);
        return signatures;
    }

    public abstract void Dispose();

    private static TKey Read<TKey>(ReadOnlySpan<byte> pkcs8) where TKey : AsymmetricKeyParameter
    {
        try
        {
            return PrivateKeyFactory.CreateKey(pkcs8.ToArray()) as TKey
                ?? throw new CryptographicException("The private key is of another algorithm.");
        }
        catch (Exception e) when (e is not CryptographicException)
        {
            // BouncyCastle throws exceptions of several types for bytes that are not a key.
            throw new CryptographicException("The private key is not PKCS #8.", e);
        }
    }

    private sealed class P256 : SigningKey
    {
        private const int FieldLength = 32;
        private const int LongestSignature = 2 + 2 * (2 + 1 + FieldLength);

        private readonly ECDsa _key = ECDsa.Create();

        public P256(ReadOnlySpan<byte> pkcs8) => _key.ImportPkcs8PrivateKey(pkcs8, out _);

        public override byte[] Sign(ReadOnlySpan<byte> message)
        {
            Span<byte> hash = stackalloc byte[SHA384.HashSizeInBytes];
            SHA384.HashData(message, hash);

            // DER is written here: the platform would make it from the same two numbers, with more memory.
            Span<byte> pair = stackalloc byte[2 * FieldLength];
            if (!_key.TrySignHash(hash, pair, DSASignatureFormat.IeeeP1363FixedFieldConcatenation, out _))
                throw new CryptographicException("The key is not of P-256.");
            var der = new DerWriter(stackalloc byte[LongestSignature]);
            der.Natural(pair[FieldLength..]);
            der.Natural(pair[..FieldLength]);
            der.Enclose(DerWriter.SequenceTag, 0);
            return der.Written.ToArray();
        }

        public override void Dispose() => _key.Dispose();
    }

    private sealed class Rsa : SigningKey
    {
        private readonly RSA _key = RSA.Create();

        public Rsa(ReadOnlySpan<byte> pkcs8) => _key.ImportPkcs8PrivateKey(pkcs8, out _);

        public override byte[] Sign(ReadOnlySpan<byte> message) =>
            _key.SignData(message, HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1);

        public override void Dispose() => _key.Dispose();
    }

    private sealed class P384Key : SigningKey
    {
        private readonly ECDsaSigner _signer = new(new HMacDsaKCalculator(new Sha384Digest())); // RFC 6979.

        public P384Key(ECPrivateKeyParameters key) => _signer.Init(forSigning: true, key);

        public override byte[] Sign(ReadOnlySpan<byte> message)
        {
            var pair = _signer.GenerateSignature(SHA384.HashData(message));
            return StandardDsaEncoding.Instance.Encode(_signer.Order, pair[0], pair[1]);
        }

        public override void Dispose()
        {
        }
    }

    private sealed class MLDsa65(MLDsaPrivateKeyParameters key) : SigningKey
    {
        public override byte[] Sign(ReadOnlySpan<byte> message)
        {
            var signer = new MLDsaSigner(MLDsaParameters.ml_dsa_65, deterministic: true);
            signer.Init(forSigning: true, key);
            signer.BlockUpdate(message);
            return signer.GenerateSignature();
        }

        public override void Dispose()
        {
        }
    }
}
