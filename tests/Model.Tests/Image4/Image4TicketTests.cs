using CsCheck;
using RsrActors.Model.Image4;
using RsrActors.Model.Image4.Der;
using static RsrActors.Model.Tests.Image4.Samples;

namespace RsrActors.Model.Tests.Image4;

public sealed class Image4TicketTests
{
    private static readonly byte[] Signature = [1, 2, 3];
    private static readonly byte[] Certificate = [0x30, 0x00];
    private static readonly byte[] Whole = Image4Ticket.Assemble(Manifest.Encode(), Signature, Certificate);

    [Fact]
    public void The_parts_of_an_assembled_ticket_are_read_back_unchanged()
    {
        var ticket = Parse(Whole);

        Assert.Equal(Manifest.Encode(), ticket.ManifestSet.ToArray());
        Assert.Equal(Signature, ticket.Signature.ToArray());
        Assert.Equal(Certificate, Assert.Single(ticket.Certificates).ToArray());
        Assert.Equal(FourCharCode.MANP, ticket.Properties.Code);
        Assert.Equal(
            ["caos", "casy", "csos", "cssy", "trca", "trcs"], ticket.Objects.Select(o => o.Code.ToString()));
        foreach (var (code, digest) in Expectation.Objects)
        {
            Assert.True(ticket.TryGetDigest(code, out var signed));
            Assert.Equal(digest, new Digest(signed.Span));
        }
    }

    [Fact]
    public void Properties_are_read_back_unchanged() => Assert.Equal(
        [
            "CPRO true", "UDID 0000000000008140001a40113ea1801c", "clas 0xf2", $"cnch {Nonce}", "fchp 0xff10",
            "ndom 0x1", "pave \"20.6.75.77.2,0\"", "styp 0x1", "type 0x1", "upcl true", "vnum \"20.6.75.77.2,0\"",
        ],
        Parse(Whole).Properties.Properties.Select(p => p.ToString()));

    [Theory]
    [InlineData("", Errno.EILSEQ)]
    [InlineData("00", Errno.EILSEQ)]
    [InlineData("3000", Errno.EILSEQ)]
    [InlineData("3080", Errno.EILSEQ)]
    [InlineData("3084FFFFFFFF", Errno.EILSEQ)]
    [InlineData("30061604494D344D00", Errno.EILSEQ)] // More bytes follow.
    [InlineData("30061604494D3458", Errno.EILSEQ)] // IM4X.
    [InlineData("30061604494D3450", Errno.EFTYPE)] // IM4P.
    [InlineData("30061604494D4734", Errno.EFTYPE)] // IMG4.
    [InlineData("30061604494D3443", Errno.EFTYPE)] // IM4C.
    [InlineData("30061604494D344D", Errno.EFTYPE)] // IM4M without a version.
    [InlineData("30091604494D344D020101", Errno.EFTYPE)] // Version 1.
    [InlineData("30091604494D344D020100", Errno.EILSEQ)] // No manifest.
    [InlineData("300B1604494D344D0201003100", Errno.EAUTH)] // Nothing signed.
    [InlineData("300F1604494D344D020100310004003000", Errno.EFTYPE)] // An empty manifest.
    public void Bytes_that_are_not_a_signed_manifest_are_refused_with_their_flaw(string bytes, Errno expected)
    {
        Assert.False(Image4Ticket.TryParse(Convert.FromHexString(bytes), out var ticket, out var refusal));
        Assert.Null(ticket);
        Assert.Equal(expected, refusal.Errno);
        Assert.EndsWith(".", refusal.Sentence);
    }

    [Fact]
    public void A_manifest_in_the_wrong_order_is_refused()
    {
        var bytes = Whole.ToArray();
        var last = bytes.AsSpan().LastIndexOf("trcs"u8);
        "aaaa"u8.CopyTo(bytes.AsSpan(last));
        FourCharCode.Parse("aaaa").WriteTag(bytes.AsSpan(last - 11));

        Assert.False(Image4Ticket.TryParse(bytes, out _, out var refusal));
        Assert.Equal(Errno.EILSEQ, refusal.Errno);
    }

    [Fact]
    public void A_ticket_cut_at_any_length_is_refused()
    {
        for (var length = 0; length < Whole.Length; length++)
            Assert.False(Image4Ticket.TryParse(Whole.AsMemory(0, length), out _, out _));
    }

    [Fact]
    public void Parsing_any_bytes_throws_no_exception() => Gen.Byte.Array[0, 300].Sample(bytes =>
        Image4Ticket.TryParse(bytes, out var ticket, out var refusal) ? refusal is null : ticket is null);

    [Fact]
    public void Parsing_a_damaged_ticket_throws_no_exception() =>
        Gen.Select(Gen.Int[0, Whole.Length - 1], Gen.Byte).Array[1, 8].Sample(damage =>
        {
            var bytes = Whole.ToArray();
            foreach (var (at, value) in damage)
                bytes[at] = value;
            return Image4Ticket.TryParse(bytes, out var ticket, out var refusal) ? refusal is null : ticket is null;
        });

    private static Image4Ticket Parse(byte[] bytes) =>
        Image4Ticket.TryParse(bytes, out var ticket, out var refusal)
            ? ticket
            : throw new InvalidOperationException(refusal.Sentence);
}
