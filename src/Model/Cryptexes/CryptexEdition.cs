using System.Security;
using System.Text;
using RsrActors.Model.Platforms;

namespace RsrActors.Model.Cryptexes;

/// <summary>
/// Identifies an image: its platform variant and subtype, its version, and the build that a device reports while it
/// runs the image.
/// </summary>
/// <param name="Variant">What it is made for, such as <c>iphone-20F75</c>.</param>
/// <param name="Subtype">OS or App.</param>
/// <param name="OsVersion">The version of the base, for a response's image too: <c>16.5.1</c>.</param>
/// <param name="VersionExtra">What a response adds to the version, <c>(a)</c>; empty for a base image.</param>
/// <param name="Build">The base's build, or the response's.</param>
public sealed record CryptexEdition(
    Platform Platform, string Variant, CryptexSubtype Subtype, string OsVersion, string VersionExtra, string Build)
{
    internal const string VersionFilePath = "System/Library/CoreServices/SystemVersion.plist";

    /// <summary>The edition of a response that replaces this one.</summary>
    /// <remarks>The response's letter is what follows the last dash of its id.</remarks>
    public CryptexEdition RespondedTo(string releaseId, string responseBuild) => this with
    {
        VersionExtra = $"({releaseId[(releaseId.LastIndexOf('-') + 1)..]})",
        Build = responseBuild,
    };

    /// <summary>The property list from which the system reads its version and build.</summary>
    internal ImageFile VersionFile()
    {
        var extra = VersionExtra.Length == 0 ? "" : Entry("ProductVersionExtra", VersionExtra);
        var text =
            $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
            <plist version="1.0">
            <dict>
            {Entry("ProductBuildVersion", Build)}{Entry("ProductVersion", OsVersion)}{extra}</dict>
            </plist>

            """;
        var content = Encoding.UTF8.GetBytes(text);
        return new(VersionFilePath, [.. content], content.Length, IsBinary: false);
    }

    private static string Entry(string key, string value) =>
        $"\t<key>{key}</key>\n\t<string>{SecurityElement.Escape(value)}</string>\n";
}
