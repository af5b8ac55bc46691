using System.Collections.Immutable;
using RsrActors.Model.Contents;
using RsrActors.Model.Platforms;

namespace RsrActors.Model.Cryptexes;

/// <summary>
/// The images of the simulated vendor. Their paths are those of the real cryptexes. Their content is synthetic and a
/// function of names alone.
/// </summary>
public static class CryptexImages
{
    /// <summary>The image that a software update brings, before any response.</summary>
    public static CryptexImage Base(
        Platform platform, string variant, string osVersion, string osBuild, CryptexSubtype subtype)
    {
        var edition = new CryptexEdition(platform, variant, subtype, osVersion, VersionExtra: "", osBuild);
        return new CryptexImage(edition,
        [
            edition.VersionFile(),
            .. SystemContent.Of(platform).Where(file => file.Component == ComponentOf(subtype))
                .Select(file => ImageFile.StandIn(file, variant, ChanceOf(edition, file.Path))),
        ]);
    }

    /// <summary>
    /// A response's image. Of a component that the response changes, the files are edited in which its flaws are fixed;
    /// one of them may grow. Other files stay as they are, and the version file changes in every response.
    /// </summary>
    /// <param name="changed">The components that the response changes.</param>
    public static CryptexImage Patched(
        CryptexImage baseImage, string releaseId, string responseBuild, ImmutableArray<Component> changed)
    {
        ArgumentNullException.ThrowIfNull(baseImage);
        var edition = baseImage.Edition.RespondedTo(releaseId, responseBuild);
        var chance = ChanceOf(edition, releaseId);
        var binaries = baseImage.Files.Where(file => file.IsBinary).ToList();
        var isChanged = changed.Contains(ComponentOf(edition.Subtype));
        var edited = SystemContent.Of(edition.Platform)
            .Where(file => isChanged
                && (file.Kind == ContentKind.SharedCache || SystemContent.IsFixedIn(file)))
            .Select(file => file.Path)
            .ToHashSet(StringComparer.Ordinal);
        var grows = chance.Below(2) == 0;
        for (var i = 0; i < binaries.Count; i++)
        {
            if (!edited.Contains(binaries[i].Path))
                continue;
            var content = SyntheticBinary.Edit(binaries[i].Content, chance);
            binaries[i] = binaries[i] with { Content = grows ? SyntheticBinary.Grow(content, chance) : content };
            grows = false;
        }

        return new CryptexImage(edition, [edition.VersionFile(), .. binaries]);
    }

    private static Component ComponentOf(CryptexSubtype subtype) =>
        subtype == CryptexSubtype.Os ? Component.Frameworks : Component.Safari;

    // A line feed separates the names, because no name contains one: "a" + "bc" must differ from "ab" + "c".
    private static NamedChance ChanceOf(CryptexEdition edition, string what) =>
        new(string.Join('\n', edition.Variant, edition.Subtype.Text, edition.OsVersion, edition.Build, what));
}
