using System.Security.Cryptography;
using System.Text.Json;
using RsrActors.Catalogues.Published;
using RsrActors.Catalogues.Reading;
using RsrActors.Catalogues.Tables;
using RsrActors.Fleets.Tables;
using RsrActors.Model.Platforms;

namespace RsrActors.Catalogues.Writing;

/// <summary>
/// A catalogue as a feed of SOFA, version 2: one system, a row for each build of a version, responses in a list of
/// their own. What is written follows the schema of macadmins/sofa of April 2026; texts for people are left short.
/// </summary>
public static class SofaFeed
{
    /// <summary>The version of the schema that the feed follows.</summary>
    public const string Schema = "2026.04.11.2";

    private const string Midnight = "T00:00:00Z";

    /// <summary>No scenario says how severe a flaw is.</summary>
    private static readonly string[] Levels = ["Critical", "High", "Medium", "Low", "Remote"];

    public static byte[] Write(PublishedCatalogue catalogue, AppleSystem system)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        var body = JsonText.Write(json => WriteBody(json, catalogue, system, hash: null), JsonText.OneLine);
        var hash = Convert.ToHexStringLower(SHA256.HashData(body));
        return JsonText.Write(json => WriteBody(json, catalogue, system, hash), JsonText.Lines);
    }

    private static void WriteBody(Utf8JsonWriter json, PublishedCatalogue catalogue, AppleSystem system, string? hash)
    {
        PublishedVersion[] all = [.. catalogue.Versions.Where(version => version.System == system)];
        json.WriteStartObject();
        json.WriteString("SchemaVersion", Schema);
        json.WriteString("Version", "2.0");
        if (hash is not null)
            json.WriteString("UpdateHash", hash);
        json.WriteString("LastCheck", catalogue.Day is { } day ? JsonText.Of(day) + Midnight : "");
        var lines = all.Where(version => version.Letter is null)
            .GroupBy(version => VersionOrder.MajorOf(version.Version))
            .OrderByDescending(line => line.Key);
        json.Objects(SofaReader.Systems, lines, line =>
        {
            Row[] rows = [.. line.Reverse().SelectMany(RowsOf)];
            json.WriteString("OSVersion", system.NameOf(line.Key));

            // A version that is paused or withdrawn is not the latest one.
            var latest = Math.Max(0, Array.FindIndex(rows, row => row.Build.IsCurrent));
            json.Object("Latest", () => WriteRelease(json, rows, latest));
            json.Objects("SecurityReleases", rows.Index(), row => WriteRelease(json, rows, row.Index));
        });
        json.Object("Devices", () => WriteDevices(json, all, system));
        json.Object(SofaReader.Improvements, () =>
        {
            foreach (var line in all.Where(version => version.Letter is not null)
                .GroupBy(version => VersionOrder.MajorOf(version.Version)))
                json.Objects($"{line.Key}", line.SelectMany(RowsOf), row => WriteImprovement(json, row));
        });
        json.WriteEndObject();
    }

    private static IEnumerable<Row> RowsOf(PublishedVersion version) =>
        version.Builds.Select(build => new Row(version, build));

    private static void WriteRelease(Utf8JsonWriter json, Row[] rows, int place)
    {
        var (version, build) = rows[place];
        var before = rows[(place + 1)..]
            .FirstOrDefault(row => row.Version != version && row.Version.Released is not null);
        json.WriteString("UpdateName", $"{version.System.Product} {version.Version}");
        json.WriteString("ProductName", version.System.Product);
        json.WriteString("ProductVersion", version.Version);
        json.WriteString("Build", build.Build);
        json.Strings("AllBuilds", build.Build.Length > 0 ? [build.Build] : []);
        json.WriteString("ReleaseDate", version.Released is { } released ? JsonText.Of(released) + Midnight : "");
        json.Day("ExpirationDate", build.Expires);
        json.WriteString("ReleaseType", "OS");
        json.WriteString("SecurityInfo", "");
        json.WriteString("SecurityInfoContext", "");
        json.Strings("SupportedDevices", FeedNames.Of(version.System, build.Devices));
        json.Object("CVEs", () =>
        {
            foreach (var flaw in version.Fixes)
            {
                json.Object(flaw, () =>
                {
                    if (version.Exploited.Contains(flaw))
                        json.WriteBoolean("ActivelyExploited", true);
                });
            }
        });
        json.Strings("ActivelyExploitedCVEs", version.Exploited);
        json.WriteNumber("UniqueCVEsCount", version.Fixes.Length);
        if (before is { Version.Released: { } last } && version.Released is { } day)
            json.WriteNumber("DaysSincePreviousRelease", day.DayNumber - last.DayNumber);
        json.WriteString("DeviceScope", version.Builds.Length > 1 ? "device-specific" : "universal");
        WriteSummary(json, version);
        if (!build.IsCurrent && rows[..place].LastOrDefault(row => row.Version != version) is { } next)
            WriteSuccessor(json, version, next);
    }

    private static void WriteSummary(Utf8JsonWriter json, PublishedVersion version) =>
        json.Object("UpdateSummary", () =>
        {
            json.WriteString("Priority", version.Exploited.IsEmpty ? "high" : "critical");
            json.WriteString("Summary", $"{version.Fixes.Length} security fixes");
            json.WriteString("Recommendation", "");
            json.Object("Stats", () =>
            {
                json.WriteNumber("Exploited", version.Exploited.Length);
                foreach (var level in Levels)
                    json.WriteNumber(level, 0);
                json.WriteNumber("Total", version.Fixes.Length);
            });
        });

    private static void WriteSuccessor(Utf8JsonWriter json, PublishedVersion version, Row next) =>
        json.Object("SupersededBy", () =>
        {
            json.WriteString("ProductVersion", next.Version.Version);
            json.WriteString("Build", next.Build.Build);
            if (next.Version.Released is not { } later)
                return;
            json.WriteString("ReleaseDate", JsonText.Of(later) + Midnight);
            if (version.Released is { } day)
                json.WriteNumber("DaysLater", later.DayNumber - day.DayNumber);
        });

    private static void WriteImprovement(Utf8JsonWriter json, Row row)
    {
        json.WriteString("Version", row.Version.Version);
        json.WriteString("VersionExtra", $"({row.Version.Letter})");
        json.WriteString("Build", row.Build.Build);
        json.Day("PostingDate", row.Build.Posted);
        json.WriteString("PrerequisiteBuild", row.Build.Prerequisite);
        json.Strings("SupportedDevices", FeedNames.Of(row.Version.System, row.Build.Devices));
        json.Strings("CVEs", row.Version.Fixes);
        json.Strings("ActivelyExploitedCVEs", row.Version.Exploited);
    }

    private static void WriteDevices(Utf8JsonWriter json, PublishedVersion[] all, AppleSystem system)
    {
        foreach (var model in all.SelectMany(version => version.Builds).SelectMany(build => build.Devices)
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            json.Object(system == AppleSystem.MacOS ? KnownBoards.BoardOf(model) : model, () =>
            {
                if (system == AppleSystem.MacOS)
                    json.WriteString("DeviceID", model);
                json.WriteString("MarketingName", KnownModels.NameOf(model));
            });
        }
    }

    private sealed record Row(PublishedVersion Version, PublishedBuild Build);
}
