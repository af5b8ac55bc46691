using System.Formats.Asn1;
using System.Text;
using RsrActors.Model.Image4.Der;

namespace RsrActors.Model.Image4;

/// <summary>
/// A named value: a property of a manifest or of an object in it, or a constraint of a certificate. DER has one
/// encoding for each value, so two values are equal when their bytes are.
/// </summary>
public readonly struct Image4Property : IEquatable<Image4Property>
{
    internal Image4Property(FourCharCode code, ReadOnlyMemory<byte> value)
    {
        Code = code;
        Value = value;
    }

    public FourCharCode Code { get; }

    /// <summary>The value in DER, with its tag and length.</summary>
    public ReadOnlyMemory<byte> Value { get; }

    /// <summary>The octets of an OCTET STRING; false for any other value.</summary>
    public bool TryGetOctets(out ReadOnlyMemory<byte> octets) =>
        new DerReader(Value).TryRead(Asn1Tag.PrimitiveOctetString, out octets);

    /// <summary>An INTEGER from 0 to 2^64 - 1; false for any other value.</summary>
    public bool TryGetInteger(out ulong number) => new DerReader(Value).TryReadNatural(out number);

    /// <summary>A BOOLEAN; false for any other value.</summary>
    public bool TryGetBoolean(out bool truth)
    {
        var found = new DerReader(Value).TryRead(Asn1Tag.Boolean, out var content)
            && content.Length == 1 && content.Span[0] is 0 or 0xFF;
        truth = found && content.Span[0] == 0xFF;
        return found;
    }

    public bool Equals(Image4Property other) => Code == other.Code && Value.Span.SequenceEqual(other.Value.Span);

    public override bool Equals(object? obj) => obj is Image4Property other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Code, Value.Length);

    /// <summary>Readable text: numbers in hexadecimal, printable octets as text, other octets in hexadecimal.</summary>
    public override string ToString()
    {
        if (TryGetInteger(out var number))
            return $"{Code} 0x{number:x}";
        if (TryGetBoolean(out var truth))
            return $"{Code} {(truth ? "true" : "false")}";
        if (!TryGetOctets(out var octets))
            return $"{Code} {Convert.ToHexStringLower(Value.Span)}";
        return octets.Span.IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0
            ? $"{Code} \"{Encoding.ASCII.GetString(octets.Span)}\""
            : $"{Code} {Convert.ToHexStringLower(octets.Span)}";
    }

    public static bool operator ==(Image4Property left, Image4Property right) => left.Equals(right);

    public static bool operator !=(Image4Property left, Image4Property right) => !left.Equals(right);
}
