using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;

namespace RsrActors.Model.Image4.Keys;

/// <summary>ML-DSA-65 by BouncyCastle; the platform supports it only with OpenSSL 3.5 and later.</summary>
internal sealed class MLDsa65VerificationKey(byte[] publicKey) : VerificationKey(SigningAlgorithm.MLDsa65)
{
    private readonly MLDsaPublicKeyParameters _key =
        MLDsaPublicKeyParameters.FromEncoding(MLDsaParameters.ml_dsa_65, publicKey);

    public override bool Verify(ReadOnlySpan<byte> message, ReadOnlyMemory<byte> signature)
    {
        var signer = new MLDsaSigner(MLDsaParameters.ml_dsa_65, deterministic: true);
        signer.Init(forSigning: false, _key);
        signer.BlockUpdate(message);
        return signature.Length == signer.GetMaxSignatureSize() && signer.VerifySignature(signature.ToArray());
    }

    public override void Dispose()
    {
    }
}
