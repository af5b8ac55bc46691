using System.Collections.Immutable;

namespace RsrActors.Model.Cryptexes;

/// <summary>
/// The images of the simulated vendor. Their paths are those of the real cryptexes. Their content is synthetic and a
/// function of names alone.
/// </summary>
public static class CryptexImages
{
    // Sizes in bytes. The proportions are arbitrary; the sums keep an OS image below 192 KiB and an App image below 80
    // KiB.
    private static readonly ImmutableArray<(string Path, int Size)> OsBinaries =
    [
        ("System/Library/Frameworks/AuthenticationServices.framework/AuthenticationServices", 10_232),
        ("System/Library/Frameworks/JavaScriptCore.framework/JavaScriptCore", 33_784),
        ("System/Library/Frameworks/SafariServices.framework/SafariServices", 8_120),
        ("System/Library/Frameworks/WebKit.framework/WebKit", 25_608),
        ("System/Library/PrivateFrameworks/PasswordManagerUI.framework/PasswordManagerUI", 7_448),
        ("System/Library/PrivateFrameworks/WebCore.framework/Frameworks/libwebrtc.dylib", 14_904),
        ("System/Library/PrivateFrameworks/WebCore.framework/WebCore", 44_712),
        ("System/Library/PrivateFrameworks/WebGPU.framework/WebGPU", 11_288),
        ("usr/lib/libstdc++.6.dylib", 5_896),
    ];

    private static readonly ImmutableArray<(string Path, int Size)> AppBinaries =
    [
        ("Applications/Safari.app/Contents/MacOS/Safari", 14_328),
        ("Applications/Safari.app/Contents/PlugIns/WebExtensions.appex/Contents/MacOS/WebExtensions", 9_464),
        ("System/Library/PreferencePanes/Passwords.prefPane/Contents/MacOS/Passwords", 10_616),
        ("System/Library/PrivateFrameworks/Safari.framework/Safari", 25_080),
    ];

    /// <summary>The image that a software update brings, before any response.</summary>
    public static CryptexImage Base(string variant, string osVersion, string osBuild, CryptexSubtype subtype)
    {
        var edition = new CryptexEdition(variant, subtype, osVersion, VersionExtra: "", osBuild);
        var binaries = subtype == CryptexSubtype.Os ? OsBinaries : AppBinaries;
        return new CryptexImage(edition,
        [
            edition.VersionFile(),
            .. binaries.Select(binary => new CryptexFile(
                binary.Path,
                SyntheticBinary.Create(binary.Path, variant, binary.Size, ChanceOf(edition, binary.Path)),
                IsBinary: true)),
        ]);
    }

    /// <summary>A response's image: two to six of the base's binaries are edited, and one of them may grow.</summary>
    public static CryptexImage Patched(CryptexImage baseImage, string releaseId, string responseBuild)
    {
        var edition = baseImage.Edition.RespondedTo(releaseId, responseBuild);
        var chance = ChanceOf(edition, releaseId);
        var binaries = baseImage.Files.Where(file => file.IsBinary).ToList();
        Shuffle(binaries, chance);

        var edited = Math.Min(2 + chance.Below(5), binaries.Count);
        for (var i = 0; i < edited; i++)
            binaries[i] = binaries[i] with { Content = SyntheticBinary.Edit(binaries[i].Content, chance) };
        if (chance.Below(2) == 0)
            binaries[0] = binaries[0] with { Content = SyntheticBinary.Grow(binaries[0].Content, chance) };

        return new CryptexImage(edition, [edition.VersionFile(), .. binaries]);
    }

    // A line feed separates the names, because no name contains one: "a" + "bc" must differ from "ab" + "c".
    private static NamedChance ChanceOf(CryptexEdition edition, string what) =>
        new(string.Join('\n', edition.Variant, edition.Subtype.Text, edition.OsVersion, edition.Build, what));

    /// <summary>The shuffle of Fisher and Yates, from the end.</summary>
    private static void Shuffle<T>(List<T> items, NamedChance chance)
    {
        for (var i = items.Count - 1; i > 0; i--)
        {
            var j = chance.Below(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
