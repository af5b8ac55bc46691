using System.Formats.Tar;
using System.Text;
using System.Xml.Linq;
using RsrActors.Model.Cryptexes;
using RsrActors.Model.Cryptexes.TrustCaches;

namespace RsrActors.Model.Tests.Cryptexes;

public sealed class CryptexImageTests
{
    private const string VersionFile = "System/Library/CoreServices/SystemVersion.plist";

    private static readonly CryptexImage Os = CryptexImages.Base("iphone", "16.5.1", "20F75", CryptexSubtype.Os);
    private static readonly CryptexImage App = CryptexImages.Base("iphone", "16.5.1", "20F75", CryptexSubtype.App);

    /// <summary>Devices store these digests: a change here is a change of every history.</summary>
    [Fact]
    public void An_image_is_the_same_in_every_process_on_every_machine()
    {
        var response = CryptexImages.Patched(Os, "16.5.1-a", "20F770750b");

        Assert.Equal(
            "7438c3c5282bbd9277fe95c67910f5f764d6304d988a5b1732e0d8c18a9e7b1146b9fc569388887ac3516b7313b90cdb",
            Os.Digest.ToString());
        Assert.Equal(
            "da2c562c7b4092c2fe09b156229a493c6548d960d4ee9a8bc3876a4623086f8d86ef41990bbfb4ba8d10052d30ffe071",
            response.Digest.ToString());
    }

    [Fact]
    public void Different_names_give_different_images()
    {
        CryptexImage[] images =
        [
            Os, App,
            CryptexImages.Base("ipad", "16.5.1", "20F75", CryptexSubtype.Os),
            CryptexImages.Base("iphone", "16.5.2", "20F75", CryptexSubtype.Os),
            CryptexImages.Base("iphone", "16.5.1", "20F76", CryptexSubtype.Os),
            CryptexImages.Patched(Os, "16.5.1-a", "20F770750b"),
            CryptexImages.Patched(Os, "16.5.1-c", "20F770750b"),
            CryptexImages.Patched(Os, "16.5.1-a", "20F770750d"),
        ];

        Assert.Distinct(images.Select(image => image.Digest));
        Assert.Distinct(images.Select(image => image.Seal));
    }

    [Fact]
    public void An_image_holds_its_files_in_order_as_root_would_own_them()
    {
        using var archive = new TarReader(new MemoryStream([.. Os.Bytes]));
        foreach (var file in Os.Files)
        {
            var entry = Assert.IsType<UstarTarEntry>(archive.GetNextEntry());
            Assert.Equal(file.Path, entry.Name);
            Assert.Equal((0, 0), (entry.Uid, entry.Gid));
            Assert.Equal(file.IsBinary, entry.Mode.HasFlag(UnixFileMode.OtherExecute));
            Assert.Equal(file.Content.Length, entry.Length);
        }

        Assert.Null(archive.GetNextEntry());
        var paths = Os.Files.Select(file => file.Path);
        Assert.Equal(paths.Order(StringComparer.Ordinal), paths);
    }

    [Fact]
    public void An_image_is_small()
    {
        Assert.InRange(Os.Bytes.Length, 128 << 10, 192 << 10);
        Assert.InRange(App.Bytes.Length, 48 << 10, 80 << 10);
    }

    [Fact]
    public void The_trust_cache_lists_every_binary_and_nothing_else()
    {
        Assert.All(Os.Files, file => Assert.Equal(
            file.IsBinary, Os.TrustCache.Contains(TrustCacheEntry.Of(file.Content.AsSpan()).CdHash.Span)));
        Assert.Equal(Os.Files.Count(file => file.IsBinary), Os.TrustCache.Count);
    }

    [Theory]
    [InlineData(CryptexSubtype.Os)]
    [InlineData(CryptexSubtype.App)]
    public void A_response_edits_a_few_binaries_and_the_version(CryptexSubtype subtype)
    {
        var baseImage = CryptexImages.Base("mac-intel", "13.4.1", "22F82", subtype);
        foreach (var letter in "abcdefghijklmnop")
        {
            var response = CryptexImages.Patched(baseImage, $"16.5.1-{letter}", $"22F770820{letter}");
            var edited = baseImage.Files.Zip(response.Files)
                .Where(files => files.First.Content != files.Second.Content)
                .Select(files => files.Second)
                .ToList();

            Assert.Equal(baseImage.Files.Select(file => file.Path), response.Files.Select(file => file.Path));
            Assert.InRange(edited.Count(file => file.IsBinary), 2, 6);
            Assert.Contains(edited, file => file.Path == VersionFile);
        }
    }

    [Fact]
    public void The_version_file_has_version_letter_and_build()
    {
        var response = CryptexImages.Patched(Os, "16.5.1-a", "20F770750b");

        Assert.Equal(["ProductBuildVersion 20F75", "ProductVersion 16.5.1"], Versions(Os));
        Assert.Equal(
            ["ProductBuildVersion 20F770750b", "ProductVersion 16.5.1", "ProductVersionExtra (a)"], Versions(response));
    }

    private static IEnumerable<string> Versions(CryptexImage image)
    {
        var text = Encoding.UTF8.GetString(image.Files.Single(file => file.Path == VersionFile).Content.AsSpan());
        return XDocument.Parse(text).Root!.Element("dict")!.Elements()
            .Chunk(2).Select(pair => $"{pair[0].Value} {pair[1].Value}");
    }
}
