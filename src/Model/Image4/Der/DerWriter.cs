namespace RsrActors.Model.Image4.Der;

/// <summary>
/// Writes DER from its end to its beginning: the length of a value precedes its content, and is known once the content
/// is written. So the last value is written first. The caller gives a buffer, which must be large enough.
/// </summary>
internal ref struct DerWriter(Span<byte> buffer)
{
    public const byte BooleanTag = 0x01;
    public const byte IntegerTag = 0x02;
    public const byte OctetStringTag = 0x04;
    public const byte Ia5StringTag = 0x16;
    public const byte SequenceTag = 0x30;
    public const byte SetTag = 0x31;

    private readonly Span<byte> _buffer = buffer;
    private int _start = buffer.Length;

    /// <summary>
    /// Octets written so far. Read it before writing a content, and pass it to the call that encloses the content.
    /// </summary>
    public readonly int Length => _buffer.Length - _start;

    public readonly ReadOnlySpan<byte> Written => _buffer[_start..];

    public void Raw(scoped ReadOnlySpan<byte> octets) => octets.CopyTo(Take(octets.Length));

    public void Integer(ulong value)
    {
        var tail = Length;
        do
        {
            Take(1)[0] = (byte)value;
            value >>= 8;
        }
        while (value != 0);

        EncloseNatural(tail);
    }

    /// <summary>The INTEGER of a big-endian magnitude, which may have leading zeros.</summary>
    public void Natural(scoped ReadOnlySpan<byte> magnitude)
    {
        var tail = Length;
        var first = magnitude.IndexOfAnyExcept((byte)0);
        Raw(first < 0 ? [0] : magnitude[first..]);
        EncloseNatural(tail);
    }

    public void Boolean(bool value)
    {
        var tail = Length;
        Take(1)[0] = value ? (byte)0xFF : (byte)0;
        Enclose(BooleanTag, tail);
    }

    public void OctetString(scoped ReadOnlySpan<byte> octets)
    {
        var tail = Length;
        Raw(octets);
        Enclose(OctetStringTag, tail);
    }

    public void Ia5String(FourCharCode code)
    {
        var tail = Length;
        code.WriteText(Take(sizeof(uint)));
        Enclose(Ia5StringTag, tail);
    }

    public void Integer(FourCharCode property, ulong value)
    {
        var tail = Length;
        Integer(value);
        Name(property, tail);
    }

    public void Boolean(FourCharCode property, bool value)
    {
        var tail = Length;
        Boolean(value);
        Name(property, tail);
    }

    public void OctetString(FourCharCode property, scoped ReadOnlySpan<byte> octets)
    {
        var tail = Length;
        OctetString(octets);
        Name(property, tail);
    }

    /// <summary>Names a value as Image4 does: PRIVATE(code) { SEQUENCE { IA5String code, value } }.</summary>
    public void Name(FourCharCode code, int tail)
    {
        Ia5String(code);
        Enclose(SequenceTag, tail);
        WriteLength(Length - tail);
        code.WriteTag(Take(FourCharCode.TagLength));
    }

    /// <summary>Writes a tag for everything written since <see cref="Length"/> was <paramref name="tail"/>.</summary>
    public void Enclose(byte tag, int tail)
    {
        WriteLength(Length - tail);
        Take(1)[0] = tag;
    }

    private void EncloseNatural(int tail)
    {
        // INTEGER is signed: without the zero octet the number would be negative.
        if (_buffer[_start] >= 0x80)
            Take(1)[0] = 0;
        Enclose(IntegerTag, tail);
    }

    private void WriteLength(int length)
    {
        if (length < 0x80)
        {
            Take(1)[0] = (byte)length;
            return;
        }

        var tail = Length;
        for (; length != 0; length >>= 8)
            Take(1)[0] = (byte)length;
        var octets = Length - tail;
        Take(1)[0] = (byte)(0x80 | octets);
    }

    private Span<byte> Take(int count)
    {
        _start -= count;
        return _buffer.Slice(_start, count);
    }
}
