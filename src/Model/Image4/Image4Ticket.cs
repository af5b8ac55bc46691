using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Formats.Asn1;
using System.Text;
using RsrActors.Model.Image4.Der;

namespace RsrActors.Model.Image4;

/// <summary>
/// A signed Image4 manifest (IM4M), parsed but not verified: SEQUENCE { "IM4M", 0, manifest SET, signature, SEQUENCE {
/// certificate } }. All its parts are slices of the bytes from which it was read.
/// </summary>
public sealed class Image4Ticket
{
    private const int Headers = 64;
    private const int LargestOnStack = 2048;

    private Image4Ticket(
        ReadOnlyMemory<byte> manifestSet,
        ReadOnlyMemory<byte> signature,
        ImmutableArray<ReadOnlyMemory<byte>> certificates,
        Image4PropertyGroup properties,
        ImmutableArray<Image4PropertyGroup> objects) =>
        (ManifestSet, Signature, Certificates, Properties, Objects) =
            (manifestSet, signature, certificates, properties, objects);

    /// <summary>The signed bytes: the manifest SET with its tag and length.</summary>
    public ReadOnlyMemory<byte> ManifestSet { get; }

    /// <summary>
    /// SHA-384 of <see cref="ManifestSet"/>: it identifies what was signed. It is computed at most once.
    /// </summary>
    public Digest ManifestDigest => field ??= Digest.Sha384(ManifestSet.Span);

    public ReadOnlyMemory<byte> Signature { get; }

    /// <summary>X.509 certificates in DER. Since SHA-384 there is one: that of the key that signed.</summary>
    public ImmutableArray<ReadOnlyMemory<byte>> Certificates { get; }

    /// <summary>MANP: the properties to which the ticket is bound.</summary>
    public Image4PropertyGroup Properties { get; }

    /// <summary>The objects of the ticket, each with its digest.</summary>
    public ImmutableArray<Image4PropertyGroup> Objects { get; }

    /// <summary>The bytes of a ticket with these parts; <see cref="TryParse"/> reads them.</summary>
    public static byte[] Assemble(
        ReadOnlySpan<byte> manifestSet, ReadOnlySpan<byte> signature, ReadOnlySpan<byte> certificate)
    {
        var size = Headers + manifestSet.Length + signature.Length + certificate.Length;
        Span<byte> buffer = size <= LargestOnStack ? stackalloc byte[LargestOnStack] : new byte[size];
        var der = new DerWriter(buffer);
        der.Raw(certificate);
        der.Enclose(DerWriter.SequenceTag, 0);
        der.OctetString(signature);
        der.Raw(manifestSet);
        der.Integer(0);
        der.Raw("\x16\x04IM4M"u8);
        der.Enclose(DerWriter.SequenceTag, 0);
        return der.Written.ToArray();
    }

    /// <summary>
    /// Parses a ticket. Refuses with EILSEQ bytes that are not Image4 in DER, with EFTYPE an Image4 object that is not
    /// a manifest, and with EAUTH a manifest without a signature. The bytes must not change while the ticket is used.
    /// </summary>
    public static bool TryParse(
        ReadOnlyMemory<byte> bytes,
        [NotNullWhen(true)] out Image4Ticket? ticket,
        [NotNullWhen(false)] out TicketVerdict? refusal)
    {
        ticket = null;
        refusal = ReadHead(bytes, out var items);
        if (refusal is not null)
            return false;

        if (!items.TryRead(Asn1Tag.SetOf, out _, out var manifestSet))
            refusal = NotImage4("its manifest is not a SET");
        else if (items.IsAtEnd)
            refusal = new(Errno.EAUTH, "The manifest is not signed.");
        else if (!items.TryRead(Asn1Tag.PrimitiveOctetString, out var signature)
            || !items.TryEnter(Asn1Tag.Sequence, out var chain) || !items.IsAtEnd
            || !TryReadCertificates(chain, out var certificates))
            refusal = NotImage4("a signature and its certificates do not follow the manifest");
        else
            refusal = ReadBody(manifestSet, signature, certificates, out ticket);
        return ticket is not null;
    }

    /// <summary>The digest of an object; false when the ticket does not contain the object.</summary>
    public bool TryGetDigest(FourCharCode code, out ReadOnlyMemory<byte> digest)
    {
        foreach (var candidate in Objects)
        {
            if (candidate.Code == code && candidate.TryFind(FourCharCode.DGST, out var property))
                return property.TryGetOctets(out digest);
        }

        digest = default;
        return false;
    }

    /// <summary>Reads the beginning of every Image4 object: its kind, and for a manifest its version.</summary>
    private static TicketVerdict? ReadHead(ReadOnlyMemory<byte> bytes, out DerReader items)
    {
        var outside = new DerReader(bytes);
        if (!outside.TryEnter(Asn1Tag.Sequence, out items) || !outside.IsAtEnd)
            return NotImage4("they are not one DER SEQUENCE");
        if (!items.TryRead(DerReader.Ia5String, out var kind))
            return NotImage4("they do not begin with a name");
        if (!kind.Span.SequenceEqual("IM4M"u8))
        {
            return kind.Span.SequenceEqual("IMG4"u8) || kind.Span.SequenceEqual("IM4P"u8)
                || kind.Span.SequenceEqual("IM4R"u8) || kind.Span.SequenceEqual("IM4C"u8)
                    ? new(Errno.EFTYPE, $"This is {Encoding.ASCII.GetString(kind.Span)} and not a manifest.")
                    : NotImage4("they begin with a name that Image4 does not have");
        }

        return items.TryReadNatural(out ReadOnlyMemory<byte> version) && version.Span.SequenceEqual("\0"u8)
            ? null
            : new(Errno.EFTYPE, "The manifest is not of version 0.");
    }

    private static bool TryReadCertificates(DerReader chain, out ImmutableArray<ReadOnlyMemory<byte>> certificates)
    {
        var read = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>(1);
        while (!chain.IsAtEnd)
        {
            if (!chain.TryRead(Asn1Tag.Sequence, out _, out var certificate))
                break;
            read.Add(certificate);
        }

        certificates = read.DrainToImmutable();
        return chain.IsAtEnd;
    }

    private static TicketVerdict? ReadBody(
        ReadOnlyMemory<byte> manifestSet,
        ReadOnlyMemory<byte> signature,
        ImmutableArray<ReadOnlyMemory<byte>> certificates,
        out Image4Ticket? ticket)
    {
        ticket = null;
        var set = new DerReader(manifestSet);
        if (!set.TryEnter(Asn1Tag.SetOf, out var members)
            || !members.TryReadNamed(out var code, out var body) || code != FourCharCode.MANB || !members.IsAtEnd)
            return new(Errno.EFTYPE, "The manifest has no body (MANB).");
        if (!Image4PropertyGroup.TryReadSet(body, out var groups))
            return NotImage4("the body of the manifest is malformed");
        if (groups.IsEmpty || groups[0].Code != FourCharCode.MANP)
            return new(Errno.EFTYPE, "The manifest has no properties (MANP).");

        ticket = new(manifestSet, signature, certificates, groups[0], groups[1..]);
        return null;
    }

    private static TicketVerdict NotImage4(string why) =>
        new(Errno.EILSEQ, $"These bytes are not an Image4 ticket: {why}.");
}
