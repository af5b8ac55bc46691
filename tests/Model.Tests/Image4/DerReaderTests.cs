using System.Formats.Asn1;
using CsCheck;
using RsrActors.Model.Image4.Der;
using static RsrActors.Model.Tests.Image4.Samples;

namespace RsrActors.Model.Tests.Image4;

public sealed class DerReaderTests
{
    /// <summary>
    /// The fast path for named values gives the same result as reading them part by part, for valid and malformed
    /// values.
    /// </summary>
    [Fact]
    public void A_named_value_is_read_as_its_parts_are_read()
    {
        var manifest = Manifest.Encode();
        var places = Enumerable.Range(0, manifest.Length).Where(at => manifest[at] == 0xFF).ToArray();
        Gen.Select(Gen.Int[0, places.Length - 1], Gen.Int[0, 24], Gen.Byte, Gen.Int[0, 200]).Sample(
            (place, at, value, rest) =>
            {
                var damaged = manifest[places[place]..];
                damaged[Math.Min(at, damaged.Length - 1)] = value;
                AssertSame(damaged);
                AssertSame(damaged[..Math.Min(rest, damaged.Length)]);
            }, iter: 20_000);
    }

    [Fact]
    public void Values_are_counted_without_being_read()
    {
        var reader = new DerReader(Convert.FromHexString("0101FF" + "3003020100" + "0400"));

        Assert.True(reader.TryCount(out var count));
        Assert.Equal(3, count);
        Assert.True(reader.TryRead(Asn1Tag.Boolean, out _));
        Assert.False(new DerReader(new byte[] { 4, 0, 4, 9 }).TryCount(out _));
    }

    private static void AssertSame(byte[] octets)
    {
        var reader = new DerReader(octets);
        var read = reader.TryReadNamed(out var code, out var value);
        var expected = TryReadParts(octets, out var expectedCode, out var expectedValue, out var isAtEnd);

        Assert.Equal(expected, read);
        if (read)
            Assert.Equal(
                (expectedCode, Convert.ToHexString(expectedValue.Span), isAtEnd),
                (code, Convert.ToHexString(value.Span), reader.IsAtEnd));
    }

    private static bool TryReadParts(
        byte[] octets, out FourCharCode code, out ReadOnlyMemory<byte> value, out bool isAtEnd)
    {
        code = default;
        value = default;
        var reader = new DerReader(octets);
        var found = reader.TryReadAny(out var tag, out var content, out _);
        isAtEnd = reader.IsAtEnd;
        var named = new DerReader(content);
        return found && named.TryEnter(Asn1Tag.Sequence, out var pair) && named.IsAtEnd
            && pair.TryRead(DerReader.Ia5String, out var text) && FourCharCode.TryRead(text.Span, out code)
                && tag == code.Tag
            && pair.TryReadAny(out _, out _, out value) && pair.IsAtEnd;
    }
}
