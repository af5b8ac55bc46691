using System.Formats.Asn1;
using RsrActors.Model.Image4.Der;

namespace RsrActors.Model.Tests.Image4;

public sealed class FourCharCodeTests
{
    [Theory]
    [InlineData("MANB", "FF84EA859C42")]
    [InlineData("MANP", "FF84EA859C50")]
    [InlineData("OBJP", "FF84FA899450")]
    [InlineData("BNCH", "FF8492B98648")]
    [InlineData("BNCN", "FF8492B9864E")]
    [InlineData("BORD", "FF8492BDA444")]
    [InlineData("CEPO", "FF849A95A04F")]
    [InlineData("CHIP", "FF849AA19250")]
    [InlineData("CPRO", "FF849AC1A44F")]
    [InlineData("CSEC", "FF849ACD8A43")]
    [InlineData("DGST", "FF84A29DA654")]
    [InlineData("ECID", "FF84AA8D9244")]
    [InlineData("EKEY", "FF84AAAD8A59")]
    [InlineData("EPRO", "FF84AAC1A44F")]
    [InlineData("ESEC", "FF84AACD8A43")]
    [InlineData("SDOM", "FF859A919E4D")]
    [InlineData("UDID", "FF85AA919244")]
    [InlineData("PAYP", "FF858285B250")]
    [InlineData("CRTP", "FF849AC9A850")]
    [InlineData("PUBK", "FF8582D5844B")]
    [InlineData("snon", "FF879BB9DE6E")]
    [InlineData("clas", "FF869BB1C273")]
    [InlineData("cnch", "FF869BB9C668")]
    [InlineData("fchp", "FF86B38DD070")]
    [InlineData("ndom", "FF86F391DE6D")]
    [InlineData("pave", "FF878385EC65")]
    [InlineData("snuf", "FF879BB9EA66")]
    [InlineData("styp", "FF879BD1F270")]
    [InlineData("type", "FF87A3E5E065")]
    [InlineData("uniq", "FF87ABB9D271")]
    [InlineData("upcl", "FF87ABC1C66C")]
    [InlineData("vnum", "FF87B3B9EA6D")]
    [InlineData("love", "FF86E3BDEC65")]
    [InlineData("prtp", "FF8783C9E870")]
    [InlineData("csos", "FF869BCDDE73")]
    [InlineData("cssy", "FF869BCDE679")]
    [InlineData("trcs", "FF87A3C9C673")]
    [InlineData("caos", "FF869B85DE73")]
    [InlineData("casy", "FF869B85E679")]
    [InlineData("trca", "FF87A3C9C661")]
    [InlineData("gdmg", "FF86BB91DA67")]
    [InlineData("ginf", "FF86BBA5DC66")]
    [InlineData("gtgv", "FF86BBD1CE76")]
    [InlineData("gtcd", "FF86BBD1C664")]
    [InlineData("srvn", "FF879BC9EC6E")]
    public void A_code_has_the_tag_of_the_real_format(string text, string expected)
    {
        var code = FourCharCode.Parse(text);
        var written = new byte[FourCharCode.TagLength];
        code.WriteTag(written);
        Assert.Equal(expected, Convert.ToHexString(written));

        var encoded = new byte[code.Tag.CalculateEncodedSize()];
        _ = code.Tag.Encode(encoded);
        Assert.Equal(expected, Convert.ToHexString(encoded));
        Assert.Equal(new Asn1Tag(TagClass.Private, (int)code.Value, isConstructed: true), code.Tag);
        Assert.Equal(text, code.ToString());
    }

    [Fact]
    public void Codes_are_ordered_as_their_text_with_capitals_first()
    {
        string[] sorted = ["CPRO", "MANP", "UDID", "caos", "casy", "csos", "cssy", "trca", "trcs"];
        Assert.Equal(sorted, sorted.Reverse().Select(c => FourCharCode.Parse(c)).Order().Select(c => c.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("MAN")]
    [InlineData("MANBS")]
    [InlineData("MAN\n")]
    [InlineData("MANÜ")]
    public void A_code_is_exactly_four_printable_characters(string text) =>
        Assert.Throws<FormatException>(() => FourCharCode.Parse(text));
}
