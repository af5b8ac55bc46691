using System.Collections.Immutable;
using CsCheck;
using RsrActors.Model.Cryptexes;
using RsrActors.Model.Platforms;

namespace RsrActors.Model.Tests.Cryptexes;

public sealed class CryptexWorkshopTests
{
    private static readonly CryptexPatch Os =
        SampleBytes.Response(Platform.MacIntel, "13.4.1", "22F82", "22F770820b").Os;

    public static readonly TheoryData<ICryptexComputation> Computations =
        [new MemoisedCryptexes(), new RecomputedCryptexes()];

    [Theory, MemberData(nameof(Computations), DisableDiscoveryEnumeration = true)]
    public void A_sound_response_is_installed_and_removed_again(ICryptexComputation computation)
    {
        var workshop = new CryptexWorkshop(computation);

        // Twice: the second device must get the same result as the first.
        for (var device = 0; device < 2; device++)
        {
            workshop.CheckPatch(Os.Patch, Os.PatchDigest);
            var image = workshop.ApplyPatch(Os.Base.Bytes, Os.Patch);
            workshop.CheckImage(image, Os.Image.Digest);
            workshop.CheckSeal(image, Os.Image.Seal);

            workshop.CheckPatch(Os.Antipatch, Os.AntipatchDigest);
            var restored = workshop.ApplyPatch(image, Os.Antipatch);
            workshop.CheckImage(restored, Os.Base.Digest);
            workshop.CheckSeal(restored, Os.Base.Seal);
        }
    }

    [Theory, MemberData(nameof(Computations), DisableDiscoveryEnumeration = true)]
    public void A_flipped_bit_fails_the_check_of_its_step(ICryptexComputation computation) => Gen.ULong.Sample(chance =>
    {
        var workshop = new CryptexWorkshop(computation);
        var patch = StorageDamage.Damage(Os.Patch, chance);
        var image = StorageDamage.Damage(Os.Image.Bytes, chance);

        Assert.Throws<PatchDigestMismatchException>(() => workshop.CheckPatch(patch, Os.PatchDigest));
        Assert.Throws<ImageDigestMismatchException>(() => workshop.CheckImage(image, Os.Image.Digest));
        Assert.Throws<BrokenSealException>(() => workshop.CheckSeal(image, Os.Image.Seal));
    });

    [Theory, MemberData(nameof(Computations), DisableDiscoveryEnumeration = true)]
    public void A_patch_does_not_fit_an_image_that_is_patched_already(ICryptexComputation computation)
    {
        var workshop = new CryptexWorkshop(computation);

        // It fails also after a success of another device, and a second attempt fails like the first.
        _ = workshop.ApplyPatch(Os.Base.Bytes, Os.Patch);
        Assert.Throws<BrokenPatchException>(() => workshop.ApplyPatch(Os.Image.Bytes, Os.Patch));
        Assert.Throws<BrokenPatchException>(() => workshop.ApplyPatch(Os.Image.Bytes, Os.Patch));
    }

    [Fact]
    public void Memoised_and_recomputed_results_are_equal() => Gen.ULong.Sample(chance =>
    {
        var (memoised, recomputed) = (new MemoisedCryptexes(), new RecomputedCryptexes());
        var patch = StorageDamage.Damage(Os.Patch, chance);
        var image = StorageDamage.Damage(Os.Base.Bytes, chance);

        Assert.Equal(recomputed.Sha384(patch), memoised.Sha384(patch));
        Assert.Equal(recomputed.Measure(image), memoised.Measure(image));
        Assert.Equal(Outcome(recomputed, Os.Base.Bytes, Os.Patch), Outcome(memoised, Os.Base.Bytes, Os.Patch));
        Assert.Equal(Outcome(recomputed, Os.Base.Bytes, patch), Outcome(memoised, Os.Base.Bytes, patch));
        Assert.Equal(Outcome(recomputed, image, Os.Patch), Outcome(memoised, image, Os.Patch));
    });

    [Fact]
    public void Devices_share_results_that_were_computed_once()
    {
        var shared = new MemoisedCryptexes();
        var damaged = StorageDamage.Damage(Os.Patch, chance: 0);

        Assert.Same(shared.Sha384(Os.Patch), shared.Sha384(Os.Patch));
        Assert.Same(shared.Measure(Os.Base.Bytes), shared.Measure(Os.Base.Bytes));
        Assert.True(shared.Apply(Os.Base.Bytes, Os.Patch) == shared.Apply(Os.Base.Bytes, Os.Patch), "one array");
        Assert.NotEqual(shared.Sha384(Os.Patch), shared.Sha384(damaged));
    }

    [Fact]
    public void Many_threads_share_one_result()
    {
        var shared = new MemoisedCryptexes();
        var results = new ImmutableArray<byte>[64];

        Parallel.For(0, results.Length, device => results[device] = shared.Apply(Os.Base.Bytes, Os.Patch));

        Assert.All(results, result => Assert.True(result == results[0], "one array"));
        Assert.Equal(Os.Image.Digest, shared.Sha384(results[0]));
    }

    [Theory]
    [InlineData(0, "015a")]
    [InlineData(1ul << 60, "025a")]
    [InlineData(1ul << 63, "005b")]
    [InlineData(ulong.MaxValue, "00da")]
    public void Damage_flips_the_drawn_bit_in_a_copy(ulong chance, string expected)
    {
        ImmutableArray<byte> bytes = [0x00, 0x5A];

        Assert.Equal(expected, Convert.ToHexStringLower(StorageDamage.Damage(bytes, chance).AsSpan()));
        Assert.Equal("005a", Convert.ToHexStringLower(bytes.AsSpan()));
    }

    [Fact]
    public void Empty_bytes_cannot_be_damaged() =>
        Assert.Throws<ArgumentException>(() => StorageDamage.Damage([], chance: 7));

    /// <summary>The bytes, or the message of the fault.</summary>
    private static string Outcome(
        ICryptexComputation computation, ImmutableArray<byte> image, ImmutableArray<byte> patch)
    {
        try
        {
            return Convert.ToHexString(computation.Apply(image, patch).AsSpan());
        }
        catch (BrokenPatchException fault)
        {
            return fault.Message;
        }
    }
}
