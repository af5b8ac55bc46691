using CsCheck;
using RsrActors.Model.Contents;
using RsrActors.Model.Cryptexes;
using RsrActors.Model.Platforms;

namespace RsrActors.Model.Tests.Cryptexes;

/// <summary>The hashes of a software update: of what changed, up to the root.</summary>
public sealed class SealTreeTests
{
    [Fact]
    public void A_tree_has_the_seal_of_its_bytes_before_and_after_any_change() => Gen.Select(
        Gen.Byte.Array[4_097, 700_000], Gen.Int[0, int.MaxValue].Array[1, 5]).Sample((bytes, places) =>
        {
            var tree = SealTree.Of(bytes);
            Assert.Equal(Seal.Of(bytes), tree.Seal);

            foreach (var place in places)
                bytes[place % bytes.Length] ^= 1;
            var after = tree.With(bytes, places.Select(place => place % bytes.Length / FsVerity.BlockSize));

            Assert.Equal(Seal.Of(bytes), after.Seal);
            Assert.InRange(after.Computed, 2, tree.Computed);
        }, iter: 50);

    [Fact]
    public void A_change_of_one_block_costs_one_hash_for_each_level()
    {
        var bytes = new byte[200 * FsVerity.BlockSize];
        var tree = SealTree.Of(bytes);
        bytes[5] = 1;

        Assert.Equal(200 + 2 + 1, tree.Computed);
        Assert.Equal(3, tree.With(bytes, [0]).Computed);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(4_096, 1)]
    [InlineData(4_097, 3)]
    [InlineData(129 * 4_096, 129 + 2 + 1)]
    public void Hashes_are_counted_over_the_sizes_of_files(long size, long hashes) =>
        Assert.Equal(hashes, SealTree.HashesOf([size]));

    /// <summary>Replacing files in the old volume and hashing what changed gives the volume of the vendor.</summary>
    [Fact]
    public void Replaced_files_make_the_new_volume_and_its_seal()
    {
        var (old, update) = Volumes();

        var volume = VolumeUpdate.Apply(old, update);

        Assert.Equal(update.Bytes.AsEnumerable(), volume.Bytes);
        Assert.Equal(update.Seal, volume.Seal);
        Assert.Equal(3, volume.Files);
        Assert.InRange(volume.Hashes, 3, SealTree.Of(update.Bytes.AsSpan()).Computed - 1);
    }

    [Fact]
    public void A_file_that_was_damaged_while_it_was_written_is_found() => Gen.ULong.Sample(chance =>
        Assert.Throws<FileDigestMismatchException>(() => VolumeUpdate.Apply(Volumes().Old, Volumes().Update, chance)));

    [Fact]
    public void A_bit_that_is_flipped_after_the_files_were_checked_changes_the_root() => Gen.ULong.Sample(chance =>
        Assert.NotEqual(
            Volumes().Update.Seal,
            VolumeUpdate.Apply(Volumes().Old, Volumes().Update, volumeDamage: chance).Seal));

    private static (SystemVolumeImage Old, SystemVolumeImage Update) Volumes() => (Old, Updated);

    private static readonly SystemVolumeImage Old = SystemVolumeImage.Of(Platform.IPhone, "16.5.1", "20F75");

    /// <summary>The kernel, its collection and the core services are new.</summary>
    private static readonly SystemVolumeImage Updated = SystemVolumeImage.Of(
        Platform.IPhone, "16.6",
        file => file.Component != Component.System || SystemContent.IsFixedIn(file)
            ? ("16.6", "20G75")
            : ("16.5.1", "20F75"));
}
