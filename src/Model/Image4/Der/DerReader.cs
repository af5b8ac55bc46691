using System.Formats.Asn1;

namespace RsrActors.Model.Image4.Der;

/// <summary>Reads DER from beginning to end, without copying. It throws no exception, whatever the bytes are.</summary>
internal struct DerReader(ReadOnlyMemory<byte> unread)
{
    public static readonly Asn1Tag Ia5String = new(UniversalTagNumber.IA5String);

    private const int NameLength = 2 + sizeof(uint); // An IA5String of four characters.

    private ReadOnlyMemory<byte> _unread = unread;

    public readonly bool IsAtEnd => _unread.IsEmpty;

    /// <summary>The next value of any type: its tag, its content, and its whole encoding.</summary>
    public bool TryReadAny(out Asn1Tag tag, out ReadOnlyMemory<byte> content, out ReadOnlyMemory<byte> encoded)
    {
        var octets = _unread.Span;
        if (!TryReadHeader(octets, out tag, out var offset, out var length))
        {
            content = encoded = default;
            return false;
        }

        content = _unread.Slice(offset, length);
        encoded = _unread[..(offset + length)];
        _unread = _unread[(offset + length)..];
        return true;
    }

    /// <summary>The number of values that follow; the position does not change.</summary>
    public readonly bool TryCount(out int count)
    {
        var rest = _unread.Span;
        for (count = 0; !rest.IsEmpty; count++)
        {
            if (!TryReadHeader(rest, out _, out var offset, out var length))
                return false;
            rest = rest[(offset + length)..];
        }

        return true;
    }

    public bool TryRead(Asn1Tag expected, out ReadOnlyMemory<byte> content) =>
        TryRead(expected, out content, out _);

    public bool TryRead(Asn1Tag expected, out ReadOnlyMemory<byte> content, out ReadOnlyMemory<byte> encoded) =>
        TryReadAny(out var tag, out content, out encoded) && tag == expected;

    /// <summary>A value that contains other values, with a reader for its content.</summary>
    public bool TryEnter(Asn1Tag expected, out DerReader inside)
    {
        var found = TryRead(expected, out var content);
        inside = new(content);
        return found;
    }

    /// <summary>A BIT STRING of whole octets.</summary>
    public bool TryReadBits(out ReadOnlyMemory<byte> octets)
    {
        var found = TryRead(Asn1Tag.PrimitiveBitString, out var content) && content.Length > 0 && content.Span[0] == 0;
        octets = found ? content[1..] : default;
        return found;
    }

    /// <summary>
    /// An INTEGER of 0 or more in its shortest form, without the leading zero octet that makes it positive.
    /// </summary>
    public bool TryReadNatural(out ReadOnlyMemory<byte> magnitude)
    {
        magnitude = default;
        if (!TryRead(Asn1Tag.Integer, out var content) || content.IsEmpty || content.Span[0] >= 0x80)
            return false;
        if (content.Length > 1 && content.Span[0] == 0)
        {
            if (content.Span[1] < 0x80)
                return false;
            content = content[1..];
        }

        magnitude = content;
        return true;
    }

    /// <summary>An INTEGER from 0 to 2^64 - 1.</summary>
    public bool TryReadNatural(out ulong number)
    {
        number = 0;
        if (!TryReadNatural(out ReadOnlyMemory<byte> magnitude) || magnitude.Length > sizeof(ulong))
            return false;
        foreach (var octet in magnitude.Span)
            number = number << 8 | octet;
        return true;
    }

    /// <summary>
    /// Reads what <see cref="DerWriter.Name"/> writes. The code occurs there twice, and both must be the same.
    /// </summary>
    public bool TryReadNamed(out FourCharCode code, out ReadOnlyMemory<byte> value)
    {
        code = default;
        value = default;
        var unread = _unread.Span;
        if (!TryReadHeader(unread, out var tag, out var start, out var length))
            return false;

        // This uses spans and single octets for speed, since a ticket consists mostly of these values.
        var end = start + length;
        if (!TryReadHeader(unread[start..end], out var pair, out var offset, out length)
            || pair != Asn1Tag.Sequence || start + offset + length != end || length < NameLength)
            return false;

        start += offset;
        if (unread[start] != DerWriter.Ia5StringTag || unread[start + 1] != sizeof(uint)
            || !FourCharCode.TryRead(unread.Slice(start + 2, sizeof(uint)), out code) || tag != code.Tag)
            return false;

        start += NameLength;
        if (!TryReadHeader(unread[start..end], out _, out offset, out length) || start + offset + length != end)
            return false;
        value = _unread[start..end];
        _unread = _unread[end..];
        return true;
    }

    private static bool TryReadHeader(ReadOnlySpan<byte> octets, out Asn1Tag tag, out int offset, out int length) =>
        AsnDecoder.TryReadEncodedValue(octets, AsnEncodingRules.DER, out tag, out offset, out length, out _);
}
