using System.Collections.Immutable;
using System.Formats.Asn1;
using RsrActors.Model.Image4.Der;

namespace RsrActors.Model.Tests.Image4;

/// <summary>A property or an object's property: the code, and what writes its value.</summary>
internal sealed record AsnProperty(string Code, Action<AsnWriter> Write)
{
    public static AsnProperty Number(string code, ulong value) => new(code, asn => asn.WriteInteger(value));

    public static AsnProperty Truth(string code, bool value) => new(code, asn => asn.WriteBoolean(value));

    public static AsnProperty Octets(string code, ReadOnlySpan<byte> value)
    {
        var octets = value.ToArray();
        return new(code, asn => asn.WriteOctetString(octets));
    }
}

/// <summary>MANP, or an object.</summary>
internal sealed record AsnGroup(string Code, ImmutableArray<AsnProperty> Properties);

/// <summary>Writes manifests with the platform's DER encoder, also those that our own encoder cannot write.</summary>
internal static class AsnManifest
{
    /// <summary>SET { MANB { the groups } }, in whatever order they are given.</summary>
    public static byte[] Encode(params IEnumerable<AsnGroup> groups)
    {
        var asn = new AsnWriter(AsnEncodingRules.DER);
        using (asn.PushSetOf())
        {
            Named(asn, "MANB", () =>
            {
                using var body = asn.PushSetOf(); // Sorts its members when it is closed.
                foreach (var group in groups)
                    Write(asn, group);
            });
        }

        return asn.Encode();
    }

    private static void Write(AsnWriter asn, AsnGroup group) => Named(asn, group.Code, () =>
    {
        using var set = asn.PushSetOf();
        foreach (var property in group.Properties)
            Named(asn, property.Code, () => property.Write(asn));
    });

    private static void Named(AsnWriter asn, string name, Action value)
    {
        // AsnWriter has no EXPLICIT tags, but a SEQUENCE inside a SEQUENCE with another tag is the same bytes.
        using var tag = asn.PushSequence(FourCharCode.Parse(name).Tag);
        using var pair = asn.PushSequence();
        asn.WriteCharacterString(UniversalTagNumber.IA5String, name);
        value();
    }
}
