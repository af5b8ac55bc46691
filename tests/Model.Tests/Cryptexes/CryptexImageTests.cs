using System.Collections.Immutable;
using System.Formats.Tar;
using System.Text;
using System.Xml.Linq;
using RsrActors.Model.Contents;
using RsrActors.Model.Cryptexes;
using RsrActors.Model.Cryptexes.TrustCaches;
using RsrActors.Model.Platforms;

namespace RsrActors.Model.Tests.Cryptexes;

public sealed class CryptexImageTests
{
    private const string VersionFile = "System/Library/CoreServices/SystemVersion.plist";

    private static readonly ImmutableArray<Component> Both = [Component.Frameworks, Component.Safari];

    private static readonly CryptexImage Os = CryptexImages.Base(
        Platform.IPhone, "iphone", "16.5.1", "20F75", CryptexSubtype.Os);
    private static readonly CryptexImage App = CryptexImages.Base(
        Platform.IPhone, "iphone", "16.5.1", "20F75", CryptexSubtype.App);

    /// <summary>Devices store these digests: a change here is a change of every history.</summary>
    [Fact]
    public void An_image_is_the_same_in_every_process_on_every_machine()
    {
        var response = CryptexImages.Patched(Os, "16.5.1-a", "20F770750b", Both);

        Assert.Equal(
            "82c4853694c30be41a18891d38d6a038ab6f66d2cbda7ed1287ec5cedcc9aa4c0013876e11e3d5248d2d72c13cf51421",
            Os.Digest.ToString());
        Assert.Equal(
            "a18f426c08c7d4fc87e598ba58d890884545b4ebc26e4e798e8e43767596ef1f1f8596674cd46505012c0599a1605de6",
            response.Digest.ToString());
    }

    [Fact]
    public void Different_names_give_different_images()
    {
        CryptexImage[] images =
        [
            Os, App,
            CryptexImages.Base(Platform.IPad, "ipad", "16.5.1", "20F75", CryptexSubtype.Os),
            CryptexImages.Base(Platform.IPhone, "iphone", "16.5.2", "20F75", CryptexSubtype.Os),
            CryptexImages.Base(Platform.IPhone, "iphone", "16.5.1", "20F76", CryptexSubtype.Os),
            CryptexImages.Patched(Os, "16.5.1-a", "20F770750b", Both),
            CryptexImages.Patched(Os, "16.5.1-c", "20F770750b", Both),
            CryptexImages.Patched(Os, "16.5.1-a", "20F770750d", Both),
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
    [InlineData(
        CryptexSubtype.Os, Component.Frameworks,
        new[] { "JavaScriptCore", "WebCore", "WebKit", "dyld_shared_cache_x86_64h" })]
    [InlineData(CryptexSubtype.App, Component.Safari, new[] { "Safari" })]
    public void A_response_edits_the_binaries_of_its_component_and_the_version(
        CryptexSubtype subtype, Component component, string[] binaries)
    {
        var baseImage = CryptexImages.Base(Platform.MacIntel, "mac-intel", "13.4.1", "22F82", subtype);
        var response = CryptexImages.Patched(baseImage, "16.5.1-a", "22F770820a", [component]);
        var edited = Edited(baseImage, response);

        Assert.Equal(baseImage.Files.Select(file => file.Path), response.Files.Select(file => file.Path));
        Assert.Equal(
            binaries.Order(StringComparer.Ordinal),
            edited.Where(file => file.IsBinary).Select(NameOf).Order(StringComparer.Ordinal));
        Assert.Contains(edited, file => file.Path == VersionFile);
    }

    [Fact]
    public void A_response_that_changes_the_other_cryptex_only_edits_the_version_here()
    {
        var response = CryptexImages.Patched(App, "16.5.1-a", "20F770750a", [Component.Frameworks]);

        Assert.Equal([VersionFile], Edited(App, response).Select(file => file.Path));
    }

    [Fact]
    public void A_file_of_an_image_states_the_size_for_which_it_stands()
    {
        Assert.Equal(
            SystemContent.Of(Platform.IPhone).Where(file => file.Component == Component.Frameworks)
                .Sum(file => file.Size),
            Os.Files.Where(file => file.IsBinary).Sum(file => file.Size));
        Assert.All(Os.Files, file => Assert.True(file.Size >= file.Content.Length));
    }

    [Fact]
    public void Nothing_that_a_cryptex_contains_is_on_the_system_volume()
    {
        var volume = SystemVolumeImage.Of(Platform.IPhone, "16.5.1", "20F75").Files.Select(file => file.Path).ToArray();

        Assert.Contains("System/Library/Kernels/kernel", volume);
        Assert.Empty(volume.Intersect([.. Os.Files.Select(file => file.Path), .. App.Files.Select(file => file.Path)]));
    }

    [Fact]
    public void The_version_file_has_version_letter_and_build()
    {
        var response = CryptexImages.Patched(Os, "16.5.1-a", "20F770750b", Both);

        Assert.Equal(["ProductBuildVersion 20F75", "ProductVersion 16.5.1"], Versions(Os));
        Assert.Equal(
            ["ProductBuildVersion 20F770750b", "ProductVersion 16.5.1", "ProductVersionExtra (a)"], Versions(response));
    }

    private static List<ImageFile> Edited(CryptexImage before, CryptexImage after) =>
    [
        .. before.Files.Zip(after.Files)
            .Where(files => files.First.Content != files.Second.Content)
            .Select(files => files.Second),
    ];

    private static string NameOf(ImageFile file) => file.Path[(file.Path.LastIndexOf('/') + 1)..];

    private static IEnumerable<string> Versions(CryptexImage image)
    {
        var text = Encoding.UTF8.GetString(image.Files.Single(file => file.Path == VersionFile).Content.AsSpan());
        return XDocument.Parse(text).Root!.Element("dict")!.Elements()
            .Chunk(2).Select(pair => $"{pair[0].Value} {pair[1].Value}");
    }
}
