using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Formats.Asn1;
using System.Text;
using RsrActors.Model.Image4.Der;

namespace RsrActors.Model.Image4;

/// <summary>
/// A signed Image4 manifest (IM4M), taken apart but not yet believed: SEQUENCE { "IM4M", 0, manifest SET, signature,
/// SEQUENCE { certificate } }. Everything in it is a slice of the bytes it was read from.
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

    /// <summary>SHA-384 of <see cref="ManifestSet"/>: the name of what was signed. Computed at most once.</summary>
    public Digest ManifestDigest => field ??= Digest.Sha384(ManifestSet.Span);

    public ReadOnlyMemory<byte> Signature { get; }

    /// <summary>X.509 certificates in DER. Since SHA-384 there is one, of the key that signed.</summary>
    public ImmutableArray<ReadOnlyMemory<byte>> Certificates { get; }

    /// <summary>MANP: what the ticket is bound to.</summary>
    public Image4PropertyGroup Properties { get; }

    /// <summary>What the ticket vouches for.</summary>
    public ImmutableArray<Image4PropertyGroup> Objects { get; }

    /// <summary>The bytes of a ticket made of what <see cref="TryParse"/> finds again.</summary>
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
    /// Takes a ticket apart. Refused with EILSEQ what is not Image4 in DER, with EFTYPE what is Image4 and not a
    /// manifest, with EAUTH a manifest that nobody signed. The bytes must not change as long as the ticket is used.
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

    /// <summary>The digest of an object; false when the ticket does not know the object.</summary>
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

    /// <summary>What every Image4 object begins with: its kind, and for a manifest its version.</summary>
    private static TicketVerdict? ReadHead(ReadOnlyMemory<byte> bytes, out DerReader items)
    {
        var outside = new DerReader(bytes);
        if (!outside.TryEnter(Asn1Tag.Sequence, out items) || !outside.IsAtEnd)
            return NotImage4("they are not one DER SEQUENCE");
        if (!items.TryRead(DerReader.Ia5String, out var kind))
            return NotImage4("no name stands first");
        if (!kind.Span.SequenceEqual("IM4M"u8))
        {
            return kind.Span.SequenceEqual("IMG4"u8) || kind.Span.SequenceEqual("IM4P"u8)
                || kind.Span.SequenceEqual("IM4R"u8) || kind.Span.SequenceEqual("IM4C"u8)
                    ? new(Errno.EFTYPE, $"A manifest is wanted, and this is {Encoding.ASCII.GetString(kind.Span)}.")
                    : NotImage4("the name that stands first is none of Image4's");
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
