using System.Formats.Asn1;

namespace RsrActors.Model.Image4;

/// <summary>Walks DER from beginning to end, without copying, and without throwing whatever the bytes are.</summary>
internal struct DerReader(ReadOnlyMemory<byte> unread)
{
    public static readonly Asn1Tag Ia5String = new(UniversalTagNumber.IA5String);

    private ReadOnlyMemory<byte> _unread = unread;

    public readonly bool IsAtEnd => _unread.IsEmpty;

    /// <summary>The next value, whatever it is: its tag, its content, and the whole of it.</summary>
    public bool TryReadAny(out Asn1Tag tag, out ReadOnlyMemory<byte> content, out ReadOnlyMemory<byte> encoded)
    {
        if (!AsnDecoder.TryReadEncodedValue(
                _unread.Span, AsnEncodingRules.DER, out tag, out var offset, out var length, out var consumed))
        {
            content = encoded = default;
            return false;
        }

        content = _unread.Slice(offset, length);
        encoded = _unread[..consumed];
        _unread = _unread[consumed..];
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
}
