using System.Collections.Immutable;
using CsCheck;
using RsrActors.Model.Cryptexes;

namespace RsrActors.Model.Tests.Cryptexes;

public sealed class BinaryPatchTests
{
    private static readonly Gen<byte[]> Content = Gen.Byte.Array[0, 6_000];

    /// <summary>
    /// A change of an image: a range is replaced by one of the same length, of another length, or of none.
    /// </summary>
    private static readonly Gen<(byte[] From, byte[] To)> EditedContent = Gen.Select(
        Content, Gen.Select(Gen.Double.Unit, Gen.Double.Unit, Gen.Byte.Array[0, 200]).List[0, 5], Edited);

    [Fact]
    public void A_patch_makes_the_new_content_and_an_antipatch_the_old_one() => EditedContent.Sample(contents =>
    {
        var (from, to) = contents;

        Assert.Equal(to, BinaryPatch.Apply(from, BinaryPatch.Create(from, to).AsSpan()));
        Assert.Equal(from, BinaryPatch.Apply(to, BinaryPatch.Create(to, from).AsSpan()));
    });

    [Fact]
    public void A_patch_between_unrelated_contents_is_long_and_correct() =>
        Gen.Select(Content, Content).Sample((from, to) =>
            Assert.Equal(to, BinaryPatch.Apply(from, BinaryPatch.Create(from, to).AsSpan())));

    // A few bits decide nothing (the header's unused bit, an offset to an equal piece). Flipped, they change the
    // patch's digest and not its result; any other bit makes the frame unreadable or its checksum wrong.
    [Fact]
    public void A_flipped_bit_never_gives_other_content() =>
        Gen.Select(EditedContent, Gen.ULong).Sample((contents, chance) =>
        {
            var (from, to) = contents;
            var patch = BinaryPatch.Create(from, to);
            var damaged = StorageDamage.Damage(patch, chance);

            Assert.NotEqual(Digest.Sha384(patch.AsSpan()), Digest.Sha384(damaged.AsSpan()));
            Assert.True(IsHarmless(from, to, damaged));
        }, iter: 1_000);

    [Fact]
    public void Every_flipped_bit_of_a_small_patch_is_noticed()
    {
        var from = SampleBytes.Of(3_000);
        byte[] to = [.. from[..700], .. "A fix of one function."u8, .. from[800..]];
        var patch = BinaryPatch.Create(from, to).ToArray();

        for (var bit = 0; bit < patch.Length * 8; bit++)
        {
            patch[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.True(IsHarmless(from, to, [.. patch]), $"bit {bit}");
            patch[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void A_patch_of_another_image_is_refused()
    {
        var from = SampleBytes.Of(20_000);
        byte[] to = [.. from[..700], .. from[800..]];
        var patch = BinaryPatch.Create(from, to);

        Assert.True(IsRefused([.. from, 0], patch));
        Assert.True(IsRefused([], patch));
    }

    [Fact]
    public void A_patch_is_exactly_one_whole_frame()
    {
        var patch = BinaryPatch.Create([], SampleBytes.Of(2_000));

        for (var length = 0; length < patch.Length; length++)
            Assert.True(IsRefused([], patch[..length]), $"cut to {length} bytes");
        Assert.True(IsRefused([], patch.Add(0)));
        Assert.True(IsRefused([], patch.AddRange(patch)));
    }

    [Fact]
    public void A_frame_that_states_a_huge_result_is_refused_before_anything_is_allocated()
    {
        // Magic number; descriptor: single segment, content size in 8 bytes; 2^40 bytes.
        ImmutableArray<byte> frame = [0x28, 0xB5, 0x2F, 0xFD, 0xE0, 0, 0, 0, 0, 0, 1, 0, 0];

        Assert.True(IsRefused([], frame));
    }

    [Fact]
    public void An_image_beyond_the_limit_gets_no_patch()
    {
        var tooLarge = new byte[BinaryPatch.LargestImage + 1];

        Assert.Throws<ArgumentOutOfRangeException>(() => BinaryPatch.Create(tooLarge, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => BinaryPatch.Create([], tooLarge));
    }

    /// <summary>The patch is refused, or gives the right result in spite of its damage.</summary>
    private static bool IsHarmless(byte[] from, byte[] to, ImmutableArray<byte> patch) =>
        IsRefused(from, patch) || BinaryPatch.Apply(from, patch.AsSpan()).AsSpan().SequenceEqual(to);

    private static bool IsRefused(byte[] from, ImmutableArray<byte> patch)
    {
        try
        {
            _ = BinaryPatch.Apply(from, patch.AsSpan());
            return false;
        }
        catch (BrokenPatchException)
        {
            return true;
        }
    }

    private static (byte[] From, byte[] To) Edited(byte[] from, List<(double Start, double Share, byte[] New)> edits)
    {
        var to = from;
        foreach (var (where, share, replacement) in edits)
        {
            var start = (int)(where * to.Length);
            var end = start + (int)(share * Math.Min(200, to.Length - start));
            to = [.. to[..start], .. replacement, .. to[end..]];
        }

        return (from, to);
    }
}
