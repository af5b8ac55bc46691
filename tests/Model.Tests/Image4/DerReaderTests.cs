using System.Formats.Asn1;
using CsCheck;
using RsrActors.Model.Image4;
using static RsrActors.Model.Tests.Image4.Samples;

namespace RsrActors.Model.Tests.Image4;

/// <summary>The platform reads DER too, and slower: whatever the octets are, both must see the same.</summary>
public sealed class DerReaderTests
{
    private static readonly byte[] Certificate = Identity(SigningAlgorithm.EcdsaP256).Certificate.ToArray();

    private static readonly byte[] Edges = [0x00, 0x01, 0x1F, 0x30, 0x3F, 0x7F, 0x80, 0x81, 0x82, 0x84, 0x85, 0x9F, 0xFF];

    private static readonly Gen<byte> Curious =
        Gen.Select(Gen.Byte, Gen.Int[0, Edges.Length - 1], Gen.Bool, (any, edge, isEdge) => isEdge ? Edges[edge] : any);

    [Fact]
    public void Any_octets_begin_with_the_value_that_the_platform_sees() =>
        Curious.Array[0, 12].Sample(AssertSame, iter: 100_000);

    [Fact]
    public void Large_values_have_the_lengths_that_the_platform_sees() =>
        Gen.Select(Curious.Array[1, 9], Gen.Int[0, 70_000])
            .Sample((head, tail) => AssertSame([.. head, .. new byte[tail]]), iter: 5_000);

    [Fact]
    public void A_damaged_ticket_is_taken_apart_as_the_platform_does()
    {
        var ticket = Image4Ticket.Assemble(Manifest.Encode(), [0x30, 0x00], Certificate);
        Gen.Select(Gen.Int[0, ticket.Length - 1], Curious, Gen.Int[0, 40]).Sample((at, value, from) =>
        {
            var damaged = ticket.ToArray();
            damaged[at] = value;
            AssertSame(damaged);
            AssertSame(damaged[Math.Max(0, at - from)..]);
        });
    }

    private static void AssertSame(byte[] octets)
    {
        var reader = new DerReader(octets);
        var ours = reader.TryReadAny(out var tag, out var content, out var encoded);
        var theirs = AsnDecoder.TryReadEncodedValue(
            octets, AsnEncodingRules.DER, out var expected, out var offset, out var length, out var consumed);

        Assert.Equal(theirs, ours);
        if (!ours)
            return;
        Assert.Equal(expected, tag);
        Assert.Equal((length, consumed), (content.Length, encoded.Length));
        Assert.Equal(octets.AsSpan(offset, length), content.Span);
        Assert.Equal(consumed == octets.Length, reader.IsAtEnd);
    }
}
