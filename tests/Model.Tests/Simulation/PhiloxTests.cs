using RsrActors.Model.Simulation;

namespace RsrActors.Model.Tests.Simulation;

public sealed class PhiloxTests
{
    // Random123, kat_vectors, philox4x32 10: counter, key, expected.
    [Theory]
    [InlineData("00000000 00000000 00000000 00000000", "00000000 00000000", "6627e8d5 e169c58d bc57ac4c 9b00dbd8")]
    [InlineData("ffffffff ffffffff ffffffff ffffffff", "ffffffff ffffffff", "408f276d 41c83b0e a20bc7c6 6d5451fd")]
    [InlineData("243f6a88 85a308d3 13198a2e 03707344", "a4093822 299f31d0", "d16cfe09 94fdcceb 5001e420 24126ea1")]
    public void Philox_gives_the_published_answers(string counter, string key, string answer)
    {
        var (c, k, x) = (Words(counter), Words(key), Words(answer));

        Assert.Equal((x[0], x[1], x[2], x[3]), Philox.Block(c[0], c[1], c[2], c[3], k[0], k[1]));
    }

    [Fact]
    public void SplitMix64_gives_the_published_sequence_of_seed_zero()
    {
        ulong[] published = [0xe220a8397b1dcdaf, 0x6e789e6aa1b965f4, 0x06c45d188009454f];

        // Mix adds the increment itself, so its argument is the state before the step.
        Assert.Equal(
            published, Enumerable.Range(0, 3).Select(i => SplitMix64.Mix(unchecked((ulong)i * SplitMix64.Gamma))));
    }

    private static uint[] Words(string hexadecimal) =>
        [.. hexadecimal.Split(' ').Select(word => Convert.ToUInt32(word, 16))];
}
