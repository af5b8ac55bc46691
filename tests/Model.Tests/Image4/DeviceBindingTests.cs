using RsrActors.Model.Image4;

namespace RsrActors.Model.Tests.Image4;

public sealed class DeviceBindingTests
{
    [Theory]
    [InlineData(0x8140, 0x1A40113EA1801C, "0000000000008140001A40113EA1801C")]
    [InlineData(0x8030, 0x0215140A9A802E, "0000000000008030000215140A9A802E")]
    public void A_udid_is_four_zeros_the_chip_and_the_ecid(uint chip, ulong ecid, string expected)
    {
        var device = new DeviceBinding(chip, ecid);
        var udid = new byte[DeviceBinding.UdidLength];
        device.WriteUdid(udid);
        Assert.Equal(expected, Convert.ToHexString(udid));
        Assert.Equal(expected, device.ToString());
    }

    [Fact]
    public void A_nonce_is_the_first_part_of_the_hash_of_its_seed()
    {
        // SHA-384 of "abc", FIPS 180-4 example, cut after 32 octets.
        Assert.Equal(
            "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed",
            Cryptex1Nonce.FromSeed("abc"u8).ToString());
    }
}
