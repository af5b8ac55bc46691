using RsrActors.Model.Cryptexes;
using RsrActors.Model.Platforms;

namespace RsrActors.Model.Tests.Cryptexes;

/// <summary>The artifacts of a response, and their check with stock tools.</summary>
public sealed class ResponseContentTests : IDisposable
{
    private static readonly ResponseContent Response =
        SampleBytes.Response(Platform.IPhone, "16.5.1", "20F75", "20F770750b");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cryptexes-");

    public static readonly TheoryData<CryptexSubtype> Subtypes = [CryptexSubtype.Os, CryptexSubtype.App];

    public ResponseContentTests()
    {
        foreach (var file in Response.Files())
            File.WriteAllBytes(PathOf(file.Name), file.Bytes.AsSpan());
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_artifacts_are_images_seals_trust_caches_and_patches_of_both_cryptexes()
    {
        string[] parts =
        [
            "base.cryptex", "base.seal", "base.trustcache", "cryptex", "seal", "trustcache", "patch", "antipatch",
        ];

        Assert.Equal(
            [.. parts.Select(part => "os." + part), .. parts.Select(part => "app." + part)],
            Response.Files().Select(file => file.Name));
    }

    [Fact]
    public void The_same_names_give_the_same_content()
    {
        var again = SampleBytes.Response(Platform.IPhone, "16.5.1", "20F75", "20F770750b");

        foreach (var (first, second) in Response.Files().Zip(again.Files()))
            Assert.Equal(first.Bytes, second.Bytes.AsEnumerable());
    }

    /// <summary>Devices store these digests: a change here is a change of every history.</summary>
    [Fact]
    public void A_patch_is_the_same_in_every_process_on_every_machine()
    {
        Assert.Equal(
            "425253c6d203959e7c7db92e1f3e97cee3c9c37ced4e54fbdc892e8de4a4ef7b076b0445d16f4ffd2334ae6a15f1d002",
            Response.Os.PatchDigest.ToString());
        Assert.Equal(
            "ec2e6d75b002d6819d8edeee8b815c3716d584703b8ede620256f6211dcffbac399f326278ebe8f8da334fb4ef453d38",
            Response.App.PatchDigest.ToString());
    }

    [Theory, MemberData(nameof(Subtypes))]
    public void A_patch_is_small_compared_with_its_image(CryptexSubtype subtype)
    {
        var cryptex = Response.Of(subtype);

        Assert.Equal(subtype, cryptex.Subtype);
        Assert.True(cryptex.Patch.Length < cryptex.Image.Bytes.Length / 16);
        Assert.True(cryptex.Antipatch.Length < cryptex.Image.Bytes.Length / 16);
    }

    [SkippableTheory, MemberData(nameof(Subtypes))]
    public void Zstd_makes_the_new_image_from_base_and_patch_and_the_base_from_new_and_antipatch(CryptexSubtype subtype)
    {
        var cryptex = subtype.Text;

        Unpack($"{cryptex}.base.cryptex", $"{cryptex}.patch", "new");
        Unpack($"{cryptex}.cryptex", $"{cryptex}.antipatch", "old");

        Assert.Equal(Read($"{cryptex}.cryptex"), Read("new"));
        Assert.Equal(Read($"{cryptex}.base.cryptex"), Read("old"));
    }

    [SkippableTheory, MemberData(nameof(Subtypes))]
    public void Fsverity_prints_the_seal_that_is_stored(CryptexSubtype subtype)
    {
        var printed = StockTool.Run(_folder, "fsverity", "digest", "--compact", $"{subtype.Text}.cryptex");

        Assert.Equal(File.ReadAllText(PathOf($"{subtype.Text}.seal")), $"sha256:{printed}");
    }

    [SkippableTheory, MemberData(nameof(Subtypes))]
    public void Tar_lists_the_paths_of_an_image(CryptexSubtype subtype)
    {
        var listed = StockTool.Run(_folder, "tar", "tf", $"{subtype.Text}.cryptex");

        Assert.Equal(Response.Of(subtype).Image.Files.Select(file => file.Path), Lines(listed));
    }

    [SkippableTheory, MemberData(nameof(Subtypes))]
    public void Sha384sum_prints_the_measurement_that_a_ticket_carries(CryptexSubtype subtype)
    {
        var cryptex = subtype.Text;
        var measured = Response.Of(subtype).Image.Measurements;

        var printed = StockTool.Run(
            _folder, "sha384sum", $"{cryptex}.cryptex", $"{cryptex}.seal", $"{cryptex}.trustcache");

        Assert.Equal(
            [measured.Image.ToString(), measured.Seal.ToString(), measured.TrustCache.ToString()],
            Lines(printed).Select(line => line.Split(' ')[0]));
    }

    private void Unpack(string from, string patch, string to) =>
        StockTool.Run(_folder, "zstd", "-q", "-d", $"--patch-from={from}", patch, "-o", to);

    private static string[] Lines(string printed) => printed.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    private byte[] Read(string name) => File.ReadAllBytes(PathOf(name));
}
