using RsrActors.Catalogues.Published;
using RsrActors.Catalogues.Reading;
using RsrActors.Catalogues.Tables;

namespace RsrActors.Catalogues.Writing;

/// <summary>
/// A catalogue as Apple's lookup service answers (<c>pmv</c>). Software updates that are offered are in the first two
/// lists, superseded ones until they expire in the second one only; responses that a later letter replaced are in none.
/// </summary>
public static class PmvFeed
{
    /// <summary>From this day on the list of responses has its new name (seen between two polls of that day).</summary>
    private static readonly DateOnly Renamed = new(2025, 10, 30);

    public static byte[] Write(PublishedCatalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        return JsonText.Write(
            json =>
            {
                json.WriteStartObject();
                WriteList(PmvReader.Offered, catalogue.Updates, static build => build.IsCurrent);
                WriteList(PmvReader.All, catalogue.Updates, build => build.Expires >= catalogue.Day);
                WriteList(
                    catalogue.Day < Renamed ? PmvReader.Responses : PmvReader.Improvements, catalogue.Responses,
                    static build => build.IsCurrent);
                json.WriteEndObject();

                void WriteList(
                    string list, IEnumerable<PublishedVersion> versions, Func<PublishedBuild, bool> isListed)
                {
                    var rows = versions
                        .SelectMany(version => version.Builds.Select(build => (Version: version, Build: build)))
                        .Where(row => row.Build.Build.Length > 0 && isListed(row.Build))
                        .ToLookup(row => row.Version.System);
                    json.Object(list, () =>
                    {
                        foreach (var system in Enum.GetValues<AppleSystem>())
                            json.Objects(system.Name, rows[system], row => WriteRow(row.Version, row.Build));
                    });
                }

                void WriteRow(PublishedVersion version, PublishedBuild build)
                {
                    json.WriteString("ProductVersion", version.Version);
                    json.WriteString("Build", build.Build);
                    if (version.Letter is { } letter)
                    {
                        json.WriteString("ProductVersionExtra", $"({letter})");
                        json.WriteString("PrerequisiteBuild", build.Prerequisite);
                    }

                    json.Day("PostingDate", build.Posted);
                    json.Day("ExpirationDate", build.Expires);
                    json.Strings("SupportedDevices", FeedNames.Of(version.System, build.Devices));
                }
            },
            JsonText.Lines);
    }
}

/// <summary>The names of devices in feeds: boards of Macs, product types of all others.</summary>
internal static class FeedNames
{
    public static IEnumerable<string> Of(AppleSystem system, IEnumerable<string> models) =>
        (system == AppleSystem.MacOS ? models.Select(KnownBoards.BoardOf) : models).Order(StringComparer.Ordinal);
}
