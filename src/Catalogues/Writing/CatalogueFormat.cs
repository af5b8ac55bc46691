using RsrActors.Catalogues.Published;
using RsrActors.Catalogues.Reading;
using RsrActors.Catalogues.Tables;

namespace RsrActors.Catalogues.Writing;

/// <summary>
/// The catalogue of this program: all that was understood of one or more feeds, in an order that depends on nothing but
/// the content. docs/catalogue.md describes the keys.
/// </summary>
public static class CatalogueFormat
{
    public static byte[] Write(PublishedCatalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        return JsonText.Write(
            json =>
            {
                json.WriteStartObject();
                json.WriteString(OwnReader.Key, OwnReader.Format);
                json.Day("day", catalogue.Day);
                json.Objects("versions", catalogue.Versions, version =>
                {
                    json.WriteString("system", version.System.Name);
                    json.WriteString("version", version.Version);
                    if (version.Letter is { } letter)
                        json.WriteString("letter", $"{letter}");
                    json.Day("released", version.Released);
                    json.Objects("builds", version.Builds, build =>
                    {
                        if (build.Build.Length > 0)
                            json.WriteString("build", build.Build);
                        if (build.Prerequisite.Length > 0)
                            json.WriteString("prerequisite", build.Prerequisite);
                        json.Day("posted", build.Posted);
                        json.Day("expires", build.Expires);
                        json.WriteBoolean("current", build.IsCurrent);
                        json.Strings("devices", build.Devices);
                    });
                    json.Strings("fixes", version.Fixes);
                    json.Strings("exploited", version.Exploited);
                });
                json.WriteEndObject();
            },
            JsonText.Lines);
    }
}
