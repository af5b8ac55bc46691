using System.Text.Json;
using RsrActors.Catalogues.Published;
using RsrActors.Catalogues.Tables;

namespace RsrActors.Catalogues.Reading;

/// <summary>Reads a catalogue that this program wrote.</summary>
internal sealed class OwnReader(JsonElement root, FeedRows rows, CatalogueBuilder catalogue)
{
    public const string Key = "format";
    public const string Format = "rsr-catalogue-1";

    /// <exception cref="CatalogueFault">It has another format.</exception>
    public void Read()
    {
        if (rows.Text(root, Key, "") is var format && format != Format)
        {
            throw new CatalogueFault(
                $"{Key}: found '{FeedRows.Shorten(format)}', allowed is {Format}, or a feed of SOFA or of the lookup "
                + "service");
        }

        foreach (var (row, where) in rows.Objects(root, "versions", ""))
            ReadVersion(row, where);
        catalogue.ReadOn(rows.Day(root, "day", ""));
    }

    private void ReadVersion(JsonElement row, string where)
    {
        var name = rows.Text(row, "system", where);
        AppleSystem? system = name switch { "iOS" => AppleSystem.IOS, "macOS" => AppleSystem.MacOS, _ => null };
        var text = rows.Text(row, "version", where);
        var version = FeedWords.Version(text);
        var letter = rows.Text(row, "letter", where);
        if (system is null || version is null || (letter.Length > 0 && FeedWords.Letter(letter) is null))
        {
            rows.Remark(
                where,
                $"found system '{FeedRows.Shorten(name)}', version '{FeedRows.Shorten(text)}', letter "
                + $"'{FeedRows.Shorten(letter)}', allowed are iOS or macOS, a version and a small letter; the row is "
                + "left out");
            return;
        }

        rows.Understood++;
        catalogue.Add(new()
        {
            System = system.Value,
            Version = version.Value.Version,
            Letter = FeedWords.Letter(letter),
            Released = rows.Day(row, "released", where),
            Builds = [.. Builds(row, where, system.Value, version.Value.Version)],
            Fixes = rows.Names(row, "fixes", where),
            Exploited = rows.Names(row, "exploited", where),
        });
    }

    private IEnumerable<PublishedBuild> Builds(JsonElement row, string where, AppleSystem system, string version)
    {
        foreach (var (build, place) in rows.Objects(row, "builds", where))
        {
            var prerequisite = rows.Build(
                system, version, rows.Text(build, "prerequisite", place), $"{place}.prerequisite");
            var text = rows.Text(build, "build", place);
            yield return new()
            {
                Build = prerequisite.Length > 0
                    ? rows.ResponseBuild(text, prerequisite, $"{place}.build")
                    : rows.Build(system, version, text, $"{place}.build"),
                Prerequisite = prerequisite,
                Posted = rows.Day(build, "posted", place),
                Expires = rows.Day(build, "expires", place),
                IsCurrent = FeedRows.Find(build, "current") is { ValueKind: JsonValueKind.True },
                Devices = rows.Names(build, "devices", place),
            };
        }
    }
}
