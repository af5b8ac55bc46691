using System.Buffers.Binary;
using System.Formats.Asn1;

namespace RsrActors.Model.Image4.Der;

/// <summary>
/// The four printable ASCII characters by which Image4 names a manifest, a property or an object. The order is that of
/// the text, which is the order of the tags and so the order of a DER SET.
/// </summary>
public readonly partial record struct FourCharCode : IComparable<FourCharCode>
{
    /// <summary>Octets of the tag: the private class marker and five groups of seven bits.</summary>
    internal const int TagLength = 6;

    private const int CharacterCount = 4;

    private FourCharCode(uint value) => Value = value;

    /// <summary>The characters as a big-endian number, which is the number of the ASN.1 tag.</summary>
    public uint Value { get; }

    /// <summary>The tag of the named value: private class, constructed.</summary>
    public Asn1Tag Tag => new(TagClass.Private, (int)Value, isConstructed: true);

    /// <summary>Reads four printable ASCII characters.</summary>
    /// <exception cref="FormatException">The text is not four printable ASCII characters.</exception>
    public static FourCharCode Parse(ReadOnlySpan<char> text)
    {
        Span<byte> octets = stackalloc byte[CharacterCount];
        return text.Length == CharacterCount && System.Text.Ascii.FromUtf16(text, octets, out _) == default
            && TryRead(octets, out var code)
                ? code
                : throw new FormatException($"'{text}' is not a code of four printable ASCII characters.");
    }

    /// <summary>Reads four octets of printable ASCII; false for anything else.</summary>
    public static bool TryRead(ReadOnlySpan<byte> octets, out FourCharCode code)
    {
        var readable = octets.Length == CharacterCount && octets.IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0;
        code = readable ? new(BinaryPrimitives.ReadUInt32BigEndian(octets)) : default;
        return readable;
    }

    public int CompareTo(FourCharCode other) => Value.CompareTo(other.Value);

    public override string ToString() => string.Create(CharacterCount, Value, static (text, value) =>
    {
        for (var i = 0; i < text.Length; i++)
            text[i] = (char)(byte)(value >> (24 - 8 * i));
    });

    public static bool operator <(FourCharCode left, FourCharCode right) => left.Value < right.Value;

    public static bool operator >(FourCharCode left, FourCharCode right) => left.Value > right.Value;

    public static bool operator <=(FourCharCode left, FourCharCode right) => left.Value <= right.Value;

    public static bool operator >=(FourCharCode left, FourCharCode right) => left.Value >= right.Value;

    /// <summary>Writes the tag. Printable characters always need all five groups.</summary>
    internal void WriteTag(Span<byte> tag)
    {
        tag[0] = 0xFF; // Private class, constructed, number in the octets that follow.
        tag[1] = (byte)(0x80 | (Value >> 28));
        tag[2] = (byte)(0x80 | (Value >> 21));
        tag[3] = (byte)(0x80 | (Value >> 14));
        tag[4] = (byte)(0x80 | (Value >> 7));
        tag[5] = (byte)(0x7F & Value);
    }

    internal void WriteText(Span<byte> text) => BinaryPrimitives.WriteUInt32BigEndian(text, Value);
}
