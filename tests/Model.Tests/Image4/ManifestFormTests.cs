using System.Text;
using CsCheck;
using RsrActors.Model.Image4;
using static RsrActors.Model.Tests.Image4.Samples;

namespace RsrActors.Model.Tests.Image4;

public sealed class ManifestFormTests
{
    /// <summary>Also texts that look like the blanks of the form, which come after the real blanks.</summary>
    private static readonly Gen<string> Versions = Gen.OneOf(
        Gen.Char[' ', '~'].Array[0, 64].Select(letters => new string(letters)),
        Gen.Const("\u0016\u0004UDID\u0004\u0010"), Gen.Const("\u0016\u0004cnch\u0004\u0020"));

    [Fact]
    public void A_filled_form_equals_the_encoded_manifest() =>
        Gen.Select(Gen.UInt, Gen.ULong, Gen.Byte.Array[Cryptex1Nonce.Length], Gen.UInt, Versions, Versions).Sample(
            (chip, ecid, nonce, productClass, version, preauthorized) =>
            {
                var form = new ManifestForm(Manifest with
                {
                    ProductClass = productClass, Version = version, PreauthorizationVersion = preauthorized,
                });
                var manifest = new Cryptex1Manifest(
                    new(chip, ecid), new(nonce), productClass, version, preauthorized, OS, App);

                Assert.Equal(manifest.Encode(), form.Fill(manifest.Device, manifest.Nonce));
            });

    [Fact]
    public void A_form_is_filled_correctly_for_a_device_whose_number_looks_like_a_blank()
    {
        var lookalike = new DeviceBinding(0x1604_636E, 0x6368_0420_1604_636E);
        Assert.Equal(
            (Manifest with { Device = lookalike }).Encode(), new ManifestForm(Manifest).Fill(lookalike, Nonce));
    }

    [Fact]
    public void A_form_is_not_filled_with_a_malformed_nonce() => Assert.Throws<ArgumentException>(
        () => new ManifestForm(Manifest).Fill(Phone, Digest.Sha384(Encoding.ASCII.GetBytes("48 octets"))));
}
