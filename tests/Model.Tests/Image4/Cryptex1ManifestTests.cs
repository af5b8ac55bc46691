using System.Formats.Asn1;
using System.Text;
using RsrActors.Model.Image4;
using RsrActors.Model.Image4.Der;
using static RsrActors.Model.Tests.Image4.Samples;

namespace RsrActors.Model.Tests.Image4;

public sealed class Cryptex1ManifestTests
{
    [Theory]
    [InlineData("CHIP", 0x8015, "FF849AA192500D300B1604434849500203008015")]
    [InlineData("fchp", 0xFF10, "FF86B38DD0700D300B160466636870020300FF10")]
    [InlineData("ndom", 1, "FF86F391DE6D0B300916046E646F6D020101")]
    [InlineData("clas", 0xF2, "FF869BB1C2730C300A1604636C6173020200F2")]
    public void A_number_is_written_as_in_real_manifests(string code, ulong value, string expected)
    {
        var der = new DerWriter(new byte[64]);
        der.Integer(FourCharCode.Parse(code), value);
        Assert.Equal(expected, Convert.ToHexString(der.Written));
    }

    [Fact]
    public void A_truth_value_is_written_as_in_real_manifests()
    {
        var der = new DerWriter(new byte[64]);
        der.Boolean(FourCharCode.CPRO, true);
        Assert.Equal("FF849AC1A44F0B300916044350524F0101FF", Convert.ToHexString(der.Written));
    }

    [Fact]
    public void A_version_is_written_as_in_real_manifests()
    {
        var der = new DerWriter(new byte[64]);
        der.OctetString(FourCharCode.pave, "20.6.75.77.2,0"u8);
        Assert.Equal(
            "FF878385EC651830161604" + "70617665" + "040E" + Convert.ToHexString("20.6.75.77.2,0"u8),
            Convert.ToHexString(der.Written));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(70_000)]
    public void Lengths_are_minimal_at_every_size(int length)
    {
        var content = new byte[length];
        var ours = new DerWriter(new byte[length + 8]);
        ours.OctetString(content);
        var theirs = new AsnWriter(AsnEncodingRules.DER);
        theirs.WriteOctetString(content);
        Assert.Equal(theirs.Encode(), ours.Written.ToArray());
    }

    [Fact]
    public void The_signed_bytes_of_a_manifest_never_change() => Assert.Equal(
        "09c45c7d0b1e9c3937f050242d8dbf791d4450c346d79e217e6844175f3d57e033e1f7d93f5facc245c40234f8397551",
        Manifest.ComputeDigest().ToString());

    [Fact]
    public void Another_DER_encoder_writes_the_same_manifest()
    {
        var properties = new AsnGroup("MANP",
        [
            AsnProperty.Number("fchp", 0xFF10),
            AsnProperty.Number("type", 1),
            AsnProperty.Number("styp", 1),
            AsnProperty.Number("clas", 0xF2),
            AsnProperty.Number("ndom", 1),
            AsnProperty.Truth("upcl", true),
            AsnProperty.Truth("CPRO", true),
            AsnProperty.Octets("vnum", Encoding.ASCII.GetBytes(Manifest.Version)),
            AsnProperty.Octets("pave", Encoding.ASCII.GetBytes(Manifest.PreauthorizationVersion)),
            AsnProperty.Octets("UDID", Convert.FromHexString(Phone.ToString())),
            AsnProperty.Octets("cnch", Nonce.Span),
        ]);
        var objects = Expectation.Objects.Select(
            one => new AsnGroup(one.Code.ToString(), [AsnProperty.Octets("DGST", one.Digest.Span)]));

        Assert.Equal(AsnManifest.Encode([properties, .. objects]), Manifest.Encode());
    }

    [Fact]
    public void The_longest_manifest_fits_into_its_buffer()
    {
        var longest = new string('9', 64);
        var manifest = new Cryptex1Manifest(
            new(uint.MaxValue, ulong.MaxValue), Nonce, uint.MaxValue, longest, longest, OS, App);
        Assert.InRange(manifest.Encode().Length, 1, 1100);
    }

    [Fact]
    public void A_version_is_short_ASCII()
    {
        Assert.Throws<ArgumentException>(
            () => new Cryptex1Manifest(Phone, Nonce, 1, new string('9', 65), "1", OS, App));
        Assert.Throws<ArgumentException>(() => new Cryptex1Manifest(Phone, Nonce, 1, "1", "ä", OS, App));
    }

    [Fact]
    public void A_measurement_is_a_SHA_384() => Assert.Throws<ArgumentException>(
        () => new CryptexMeasurements(DigestOf("image"), Digest.Sha256("seal"u8), DigestOf("trust cache")));

    [Fact]
    public void A_nonce_has_32_octets() => Assert.Throws<ArgumentException>(
        () => new Cryptex1Manifest(Phone, DigestOf("48 octets"), 1, "1", "1", OS, App));
}
