using System.Formats.Asn1;

namespace RsrActors.Model.Image4;

/// <summary>Walks DER from beginning to end, without copying, and without throwing whatever the bytes are.</summary>
internal struct DerReader(ReadOnlyMemory<byte> unread)
{
    public static readonly Asn1Tag Ia5String = new(UniversalTagNumber.IA5String);

    private const int LongNumber = 0x1F; // In a tag's first octet: the number follows.

    private ReadOnlyMemory<byte> _unread = unread;

    public readonly bool IsAtEnd => _unread.IsEmpty;

    /// <summary>The next value, whatever it is: its tag, its content, and the whole of it.</summary>
    public bool TryReadAny(out Asn1Tag tag, out ReadOnlyMemory<byte> content, out ReadOnlyMemory<byte> encoded)
    {
        var octets = _unread.Span;
        if (!TryReadTag(octets, out tag, out var offset) || !TryReadLength(octets, ref offset, out var length))
        {
            content = encoded = default;
            return false;
        }

        content = _unread.Slice(offset, length);
        encoded = _unread[..(offset + length)];
        _unread = _unread[(offset + length)..];
        return true;
    }

    /// <summary>The number of values that follow; none is read.</summary>
    public readonly bool TryCount(out int count)
    {
        var rest = _unread.Span;
        for (count = 0; !rest.IsEmpty; count++)
        {
            if (!TryReadTag(rest, out _, out var offset) || !TryReadLength(rest, ref offset, out var length))
                return false;
            rest = rest[(offset + length)..];
        }

        return true;
    }

    public bool TryRead(Asn1Tag expected, out ReadOnlyMemory<byte> content) =>
        TryRead(expected, out content, out _);

    public bool TryRead(Asn1Tag expected, out ReadOnlyMemory<byte> content, out ReadOnlyMemory<byte> encoded) =>
        TryReadAny(out var tag, out content, out encoded) && tag == expected;

    /// <summary>A value that encloses others, read by a reader of its own.</summary>
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

    /// <summary>An INTEGER not below zero, in its shortest form, without the octet that keeps it positive.</summary>
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

    /// <summary>What <see cref="DerWriter.Name"/> writes. The code stands there twice, and must be the same.</summary>
    public bool TryReadNamed(out FourCharCode code, out ReadOnlyMemory<byte> value)
    {
        code = default;
        value = default;
        if (!TryReadAny(out var tag, out var content, out _))
            return false;

        var named = new DerReader(content);
        return named.TryEnter(Asn1Tag.Sequence, out var pair)
            && named.IsAtEnd
            && pair.TryRead(Ia5String, out var text)
            && FourCharCode.TryRead(text.Span, out code)
            && tag == code.Tag
            && pair.TryReadAny(out _, out _, out value)
            && pair.IsAtEnd;
    }

    // AsnDecoder reads the same, and takes four times as long; a ticket has a hundred values.
    private static bool TryReadTag(ReadOnlySpan<byte> octets, out Asn1Tag tag, out int length)
    {
        tag = default;
        length = 1;
        if (octets.IsEmpty)
            return false;

        var number = octets[0] & LongNumber;
        if (number == LongNumber && !TryReadLongNumber(octets, out number, out length))
            return false;
        tag = new((TagClass)(octets[0] & 0xC0), number, isConstructed: (octets[0] & 0x20) != 0);
        return true;
    }

    /// <summary>A tag's number in groups of seven bits: the shortest form, and only where the short one does not do.</summary>
    private static bool TryReadLongNumber(ReadOnlySpan<byte> octets, out int number, out int length)
    {
        number = 0;
        for (length = 1; length < octets.Length && number <= int.MaxValue >> 7;)
        {
            var group = octets[length++];
            number = number << 7 | group & 0x7F;
            if (number == 0)
                return false;
            if (group < 0x80)
                return number >= LongNumber;
        }

        return false;
    }

    /// <summary>A length in its shortest form, of what is there.</summary>
    private static bool TryReadLength(ReadOnlySpan<byte> octets, ref int offset, out int length)
    {
        length = 0;
        if (offset == octets.Length)
            return false;

        length = octets[offset++];
        if (length >= 0x80)
        {
            var count = length & 0x7F;
            if (count is 0 or > sizeof(int) || count > octets.Length - offset)
                return false;
            length = 0;
            for (var end = offset + count; offset < end; offset++)
                length = length << 8 | octets[offset];
            if (length < 0x80 || length >> 8 * (count - 1) == 0)
                return false;
        }

        return length <= octets.Length - offset;
    }
}
