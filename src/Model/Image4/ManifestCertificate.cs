using System.Diagnostics.CodeAnalysis;
using System.Formats.Asn1;
using RsrActors.Model.Image4.Der;
using RsrActors.Model.Image4.Keys;

namespace RsrActors.Model.Image4;

/// <summary>
/// An X.509 certificate, parsed as far as Image4 needs it (RFC 5280, section 4.1) and not verified. The root is read
/// the same way; only a certificate for manifests has constraints.
/// </summary>
internal sealed class ManifestCertificate : IDisposable
{
    // The content octets of the OBJECT IDENTIFIERs 1.2.840.113635.100.6.1.15, TreeHead.KeyExtension, 2.5.29.15 and
    // 2.5.29.19.
    private static readonly byte[] ConstraintsExtension = Convert.FromHexString("2A864886F7636406010F");
    private static readonly byte[] TreeHeadExtension = Convert.FromHexString(TreeHead.KeyExtensionContent);
    private static readonly byte[] KeyUsageExtension = [0x55, 0x1D, 0x0F];
    private static readonly byte[] BasicConstraintsExtension = [0x55, 0x1D, 0x13];

    private static readonly byte[] Null = [0x05, 0x00];

    private static readonly Asn1Tag VersionTag = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag ExtensionsTag = new(TagClass.ContextSpecific, 3, isConstructed: true);

    private readonly ReadOnlyMemory<byte> _signedPart;
    private readonly ReadOnlyMemory<byte> _signatureAlgorithm;
    private readonly ReadOnlyMemory<byte> _signature;
    private readonly ReadOnlyMemory<byte> _issuer;
    private readonly ReadOnlyMemory<byte> _subject;

    private ManifestCertificate(ReadOnlyMemory<byte> encoded, Outer outer, Inner inner, VerificationKey key)
    {
        Encoded = encoded;
        (_signedPart, _signatureAlgorithm, _signature) = outer;
        (_issuer, _subject, _, (Constraints, var isForBatches)) = inner;
        Key = isForBatches ? new MerkleVerificationKey(key) : key;
    }

    public ReadOnlyMemory<byte> Encoded { get; }

    public VerificationKey Key { get; }

    /// <summary>Null in a certificate without the extension, such as the root.</summary>
    public Image4Constraints? Constraints { get; }

    /// <summary>Reads a copy of the bytes; false when they are not a certificate that is wholly understood.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out ManifestCertificate? certificate)
    {
        ReadOnlyMemory<byte> encoded = bytes.ToArray();
        certificate = TryReadOuter(encoded, out var outer)
            && TryReadInner(outer.SignedPart, out var inner)
            && VerificationKey.TryRead(inner.SubjectPublicKeyInfo, out var key)
            && (!inner.Extensions.IsForBatches || key.Algorithm == SigningAlgorithm.EcdsaP256)
                ? new(encoded, outer, inner, key)
                : null;
        return certificate is not null;
    }

    /// <summary>
    /// Whether the issuer's key signed exactly these bytes. Dates are not checked: time is virtual, and a ticket is
    /// valid longer than its certificate, because a device must boot even when its clock is wrong.
    /// </summary>
    public bool IsIssuedBy(ManifestCertificate issuer) =>
        _issuer.Span.SequenceEqual(issuer._subject.Span)
        && _signatureAlgorithm.Span.SequenceEqual(issuer.Key.Algorithm.SignatureIdentifier)
        && issuer.Key.Verify(_signedPart.Span, _signature);

    public void Dispose() => Key.Dispose();

    private static bool TryReadOuter(ReadOnlyMemory<byte> encoded, out Outer outer)
    {
        outer = default;
        var outside = new DerReader(encoded);
        if (!outside.TryEnter(Asn1Tag.Sequence, out var inside) || !outside.IsAtEnd
            || !inside.TryRead(Asn1Tag.Sequence, out _, out var signedPart)
            || !inside.TryRead(Asn1Tag.Sequence, out _, out var algorithm)
            || !inside.TryReadBits(out var signature) || !inside.IsAtEnd)
            return false;

        outer = new(signedPart, algorithm, signature);
        return true;
    }

    private static bool TryReadInner(ReadOnlyMemory<byte> signedPart, out Inner inner)
    {
        inner = default;
        if (!new DerReader(signedPart).TryEnter(Asn1Tag.Sequence, out var fields)
            || !fields.TryRead(VersionTag, out _)
            || !fields.TryRead(Asn1Tag.Integer, out _) // Serial number.
            || !fields.TryRead(Asn1Tag.Sequence, out _) // Signature algorithm, again.
            || !fields.TryRead(Asn1Tag.Sequence, out _, out var issuer)
            || !fields.TryRead(Asn1Tag.Sequence, out _) // Validity.
            || !fields.TryRead(Asn1Tag.Sequence, out _, out var subject)
            || !fields.TryRead(Asn1Tag.Sequence, out _, out var subjectPublicKeyInfo)
            || !fields.TryEnter(ExtensionsTag, out var wrapped) || !fields.IsAtEnd
            || !wrapped.TryEnter(Asn1Tag.Sequence, out var extensions) || !wrapped.IsAtEnd
            || !TryReadExtensions(extensions, out var understood))
            return false;

        inner = new(issuer, subject, subjectPublicKeyInfo, understood);
        return true;
    }

    private static bool TryReadExtensions(DerReader extensions, out Understood understood)
    {
        understood = default;
        Image4Constraints? constraints = null;
        var isForBatches = false;
        while (!extensions.IsAtEnd)
        {
            if (!extensions.TryEnter(Asn1Tag.Sequence, out var extension)
                || !extension.TryRead(Asn1Tag.ObjectIdentifier, out var identifier)
                || !extension.TryReadAny(out var tag, out var value, out _))
                return false;

            var isCritical = tag == Asn1Tag.Boolean;
            if (isCritical && !extension.TryReadAny(out tag, out value, out _))
                return false;
            if (tag != Asn1Tag.PrimitiveOctetString || !extension.IsAtEnd)
                return false;

            var isConstraints = identifier.Span.SequenceEqual(ConstraintsExtension);
            if (isConstraints && (constraints is not null || !Image4Constraints.TryRead(value, out constraints)))
                return false;

            var isTreeHead = identifier.Span.SequenceEqual(TreeHeadExtension);
            if (isTreeHead && (isForBatches || !value.Span.SequenceEqual(Null)))
                return false;
            isForBatches |= isTreeHead;

            // RFC 5280, 4.2: a certificate with a critical extension that is not understood must be rejected. Key usage
            // and basic constraints need no check here: the constraints say which key is for manifests, and a chain has
            // one certificate.
            if (isCritical && !isConstraints && !isTreeHead && !identifier.Span.SequenceEqual(KeyUsageExtension)
                && !identifier.Span.SequenceEqual(BasicConstraintsExtension))
                return false;
        }

        understood = new(constraints, isForBatches);
        return true;
    }

    private readonly record struct Outer(
        ReadOnlyMemory<byte> SignedPart, ReadOnlyMemory<byte> SignatureAlgorithm, ReadOnlyMemory<byte> Signature);

    private readonly record struct Inner(
        ReadOnlyMemory<byte> Issuer,
        ReadOnlyMemory<byte> Subject,
        ReadOnlyMemory<byte> SubjectPublicKeyInfo,
        Understood Extensions);

    private readonly record struct Understood(Image4Constraints? Constraints, bool IsForBatches);
}
