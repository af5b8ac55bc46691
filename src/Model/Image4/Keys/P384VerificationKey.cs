using System.Formats.Asn1;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Math;
using RsrActors.Model.Image4.Der;

namespace RsrActors.Model.Image4.Keys;

/// <summary>P-384 by BouncyCastle, which is about twice as fast as the platform's OpenSSL 3.0.</summary>
internal sealed class P384VerificationKey(byte[] point) : HashVerificationKey(SigningAlgorithm.EcdsaP384)
{
    private const byte Uncompressed = 0x04; // SEC 1, 2.3.3; RFC 5480 requires that form.
    private const int PointLength = 1 + 2 * 48;

    private readonly ECPublicKeyParameters _key = point is [Uncompressed, ..] and { Length: PointLength }
        ? new(P384.Domain.Curve.DecodePoint(point), P384.Domain)
        : throw new ArgumentException("Not an uncompressed point.", nameof(point));

    protected override bool VerifyHash(ReadOnlySpan<byte> hash, ReadOnlyMemory<byte> signature)
    {
        // Parsed here and not by BouncyCastle, whose decoder throws exceptions of several types.
        var outside = new DerReader(signature);
        if (!outside.TryEnter(Asn1Tag.Sequence, out var pair) || !outside.IsAtEnd
            || !pair.TryReadNatural(out ReadOnlyMemory<byte> r) || !pair.TryReadNatural(out ReadOnlyMemory<byte> s)
            || !pair.IsAtEnd)
            return false;

        var signer = new ECDsaSigner();
        signer.Init(forSigning: false, _key);
        return signer.VerifySignature(hash.ToArray(), new BigInteger(1, r.Span), new BigInteger(1, s.Span));
    }

    public override void Dispose()
    {
    }
}

/// <summary>The curve with its parameters; BouncyCastle caches multiples of the base point in this object.</summary>
internal static class P384
{
    public static readonly ECDomainParameters Domain =
        ECNamedDomainParameters.LookupOid(Org.BouncyCastle.Asn1.Sec.SecObjectIdentifiers.SecP384r1);
}
