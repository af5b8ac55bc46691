using CsCheck;
using RsrActors.Model.Image4.Keys;

namespace RsrActors.Model.Tests.Image4;

public sealed class MerkleTreeTests
{
    /// <summary>The leaves that Certificate Transparency's own implementations are tested with.</summary>
    private static readonly byte[][] Leaves = [.. ((string[])
        [
            "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
        ]).Select(Convert.FromHexString)];

    /// <summary>The roots that are published for the first one to eight of them.</summary>
    public static TheoryData<int, string> PublishedRoots => new()
    {
        { 1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d" },
        { 2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125" },
        { 3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77" },
        { 4, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7" },
        { 5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4" },
        { 6, "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef" },
        { 7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c" },
        { 8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328" },
    };

    /// <summary>Published paths: leaf, tree size, hashes from the leaf upwards.</summary>
    public static TheoryData<int, int, string[]> PublishedPaths => new()
    {
        { 0, 1, [] },
        {
            0, 8,
            [
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
            ]
        },
        {
            5, 8,
            [
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ]
        },
        { 2, 3, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"] },
        {
            1, 5,
            [
                "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            ]
        },
    };

    [Theory, MemberData(nameof(PublishedRoots))]
    public void The_root_is_the_published_one(int size, string root) =>
        Assert.Equal(root, Convert.ToHexStringLower(new MerkleTree(Leaves.AsSpan(0, size)).Root));

    [Theory, MemberData(nameof(PublishedPaths))]
    public void The_path_is_the_published_one(int leaf, int size, string[] path) =>
        Assert.Equal(string.Concat(path), Convert.ToHexStringLower(PathOf(new(Leaves.AsSpan(0, size)), leaf)));

    [Fact]
    public void The_path_of_every_leaf_leads_to_the_root_of_any_tree() =>
        Gen.Int[1, 300].Sample(size =>
        {
            var leaves = Numbered(size);
            var tree = new MerkleTree(leaves);
            for (var i = 0; i < size; i++)
            {
                var hash = HashOf(leaves[i]);
                Assert.True(MerkleTree.TryClimb(hash, (ulong)i, (ulong)size, PathOf(tree, i)));
                Assert.Equal(tree.Root, hash);
            }
        }, iter: 50);

    /// <summary>The definition literally: MTH of section 2.1.1.</summary>
    [Fact]
    public void The_root_follows_the_definition() => Gen.Int[1, 100].Sample(size =>
        new MerkleTree(Numbered(size)).Root.SequenceEqual(Defined(Numbered(size))));

    [Fact]
    public void A_changed_path_index_or_size_does_not_lead_to_the_root() =>
        Gen.Select(Gen.Int[1, 70], Gen.Int[0, 69], Gen.ULong[0, 80], Gen.ULong[0, 80], Gen.Int[-1, 6])
            .Where(sample => sample.Item2 < sample.Item1)
            .Sample((size, leaf, otherIndex, otherSize, cut) =>
            {
                var tree = new MerkleTree(Numbered(size));
                var path = PathOf(tree, leaf);
                var other = cut < 0
                    ? [.. path, .. tree.Root]
                    : path[..Math.Min(path.Length, cut * MerkleTree.HashLength)];
                var hash = HashOf(Numbered(size)[leaf]);
                var arrived = MerkleTree.TryClimb(hash, otherIndex, otherSize, other) && tree.Root.SequenceEqual(hash);

                // A root does not contain the size of its tree, so a signature has to cover the size, too. The path
                // must fit the size.
                Assert.True(
                    !arrived || (other.AsSpan().SequenceEqual(path) && SameTurns(leaf, size, otherIndex, otherSize)));
            });

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(ulong.MaxValue, ulong.MaxValue)]
    public void An_index_outside_the_tree_has_no_root(ulong index, ulong size) =>
        Assert.False(MerkleTree.TryClimb(HashOf([]), index, size, []));

    private static byte[][] Numbered(int count) => [.. Enumerable.Range(0, count).Select(BitConverter.GetBytes)];

    private static byte[] HashOf(byte[] leaf)
    {
        var hash = new byte[MerkleTree.HashLength];
        MerkleTree.HashLeaf(leaf, hash);
        return hash;
    }

    private static byte[] PathOf(MerkleTree tree, int leaf)
    {
        var path = new byte[MerkleTree.LongestPath];
        return path[..tree.WritePath(leaf, path)];
    }

    private static byte[] Defined(byte[][] leaves)
    {
        if (leaves is [var only])
            return System.Security.Cryptography.SHA256.HashData([0, .. only]);
        var split = 1;
        while (split * 2 < leaves.Length)
            split *= 2;
        return System.Security.Cryptography.SHA256.HashData(
            [1, .. Defined(leaves[..split]), .. Defined(leaves[split..])]);
    }

    /// <summary>Whether both paths turn left and right at the same levels.</summary>
    private static bool SameTurns(int leaf, int size, ulong otherLeaf, ulong otherSize) =>
        Turns((ulong)leaf, (ulong)size).SequenceEqual(Turns(otherLeaf, otherSize));

    private static IEnumerable<bool> Turns(ulong leaf, ulong size)
    {
        for (var last = size - 1; last > 0; leaf >>= 1, last >>= 1)
        {
            if ((leaf & 1) == 1)
                yield return true;
            else if (leaf < last)
                yield return false;
        }
    }
}
