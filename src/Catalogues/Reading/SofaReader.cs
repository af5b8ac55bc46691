using System.Collections.Immutable;
using System.Text.Json;
using RsrActors.Catalogues.Published;
using RsrActors.Catalogues.Tables;

namespace RsrActors.Catalogues.Reading;

/// <summary>
/// Reads a feed of SOFA (macadmins/sofa), version 1 or 2. Keys that it does not know are not read: the feed changes
/// often. A row without devices has those of the latest one; a row without a build is a version without builds.
/// </summary>
internal sealed class SofaReader(JsonElement root, FeedRows rows, CatalogueBuilder catalogue)
{
    public const string Systems = "OSVersions";
    public const string Improvements = "BackgroundSecurityImprovements";

    private readonly Dictionary<string, string> _named = new(StringComparer.Ordinal);
    private readonly List<PublishedVersion> _improvements = [];
    private AppleSystem? _system;
    private DateOnly? _day;

    public void Read()
    {
        foreach (var (board, entry, where) in rows.Map(root, "Devices", ""))
        {
            if (rows.Text(entry, "DeviceID", where) is { Length: > 0 } model && FeedWords.IsName(model))
                _named[board] = model;
        }

        _day = rows.Day(root, "LastCheck", "") ?? rows.Day(root, "lastCheck", "") ?? DayOfExpiry();
        foreach (var (system, where) in rows.Objects(root, Systems, ""))
            ReadSystem(system, where);
        foreach (var (major, _, where) in rows.Map(root, Improvements, ""))
        {
            foreach (var (row, place) in rows.Objects(root.GetProperty(Improvements), major, Improvements))
                ReadImprovement(row, place);
        }

        // The feed says of each response which release replaces it, with wrong rows: only a later letter counts.
        foreach (var one in _improvements)
        {
            catalogue.Add(one with
            {
                Builds = [.. one.Builds.Select(build => build with { IsCurrent = !IsReplaced(one, build) })],
            });
        }

        catalogue.ReadOn(_day);
    }

    /// <summary>Version 1 does not say its day, but the latest releases expire 90 days after it.</summary>
    private DateOnly? DayOfExpiry()
    {
        // The remarks about these rows are made when the rows are read.
        var scratch = new FeedRows();
        DateOnly? last = null;
        foreach (var (system, _) in scratch.Objects(root, Systems, ""))
        {
            if (FeedRows.Find(system, "Latest") is { } latest
                && FeedWords.Day(scratch.Text(latest, "ExpirationDate", "")) is { } day)
                last = last is null || day > last ? day : last;
        }

        return last?.AddDays(-FeedWords.DaysToExpiry);
    }

    private void ReadSystem(JsonElement system, string where)
    {
        var latest = FeedRows.Find(system, "Latest") is { ValueKind: JsonValueKind.Object } one ? one : default;
        (JsonElement Row, string Where)[] all =
        [
            .. latest.ValueKind == JsonValueKind.Object
                ? [(latest, $"{where}.Latest")]
                : Array.Empty<(JsonElement, string)>(),
            .. rows.Objects(system, "SecurityReleases", where),
        ];
        var name = rows.Text(system, "OSVersion", where);
        var devices = rows.Names(latest, "SupportedDevices", $"{where}.Latest");
        if (SystemOf(name, all.Select(row => rows.Text(row.Row, "ProductName", row.Where)), devices) is not { } known)
        {
            rows.Other(FeedRows.Shorten(name));
            return;
        }

        _system ??= known;
        foreach (var (place, (row, path)) in all.Index())
            ReadRelease(row, path, known, devices, place == 0 && latest.ValueKind == JsonValueKind.Object);
    }

    private void ReadRelease(
        JsonElement row, string where, AppleSystem system, ImmutableArray<string> inherited, bool isLatest)
    {
        var product = rows.Text(row, "ProductName", where);
        if (product.Length > 0 && !IsProductOf(system, product))
        {
            rows.Other(FeedRows.Shorten(product));
            return;
        }

        var text = rows.Text(row, "ProductVersion", where);
        if (FeedWords.Version(text) is not { } version)
        {
            rows.Remark(
                where, $"ProductVersion: found '{FeedRows.Shorten(text)}', allowed is a version; the row is left out");
            return;
        }

        var type = rows.Text(row, "ReleaseType", where);
        var (ofType, ofName) = (
            type == "OS" ? null : FeedWords.Letter(type),
            FeedWords.LetterOfName(rows.Text(row, "UpdateName", where)));
        var letter = version.Letter ?? ofType ?? ofName;
        if ((ofType is not null && ofType != letter) || (ofName is not null && ofName != letter))
        {
            rows.Remark(
                where,
                $"found the letter ({ofType ?? version.Letter}) in one key and ({ofName}) in UpdateName, allowed is "
                + "one letter; the row is left out");
            return;
        }

        var devices = isLatest ? inherited : rows.Names(row, "SupportedDevices", where);
        devices = FeedDevices.Of(system, devices.IsEmpty ? inherited : devices, _named);
        var expires = rows.Day(row, "ExpirationDate", where);

        // Of a version that watches have, too, a row may have the build of a watch, and then its expiry.
        if (rows.Text(row, "Build", where) is { Length: > 0 } own && system.Objection(version.Version, own) is not null)
            expires = null;
        rows.Understood++;
        catalogue.Add(new()
        {
            System = system,
            Version = version.Version,
            Letter = letter,
            Released = rows.Day(row, "ReleaseDate", where),
            Builds =
            [
                .. BuildsOf(row, where, system, version.Version, isResponse: letter is not null)
                    .Select(build => new PublishedBuild
                    {
                        Build = build,
                        Posted = rows.Day(row, "ReleaseDate", where),
                        Expires = expires,
                        IsCurrent = expires is { } last && _day is { } day
                            ? last >= day.AddDays(FeedWords.DaysToExpiry)
                            : isLatest,
                        Devices = devices,
                    }),
            ],
            Fixes = FlawsOf(row, where, out var exploited),
            Exploited = exploited,
        });
    }

    /// <summary>All builds that the version can have; one empty text when it has none.</summary>
    private string[] BuildsOf(
        JsonElement row, string where, AppleSystem system, string version, bool isResponse)
    {
        if (isResponse)
            return [""];
        var all = rows.Names(row, "AllBuilds", where);
        var only = rows.Text(row, "Build", where);
        var (texts, places) = all.IsEmpty
            ? ([only], [$"{where}.Build"])
            : (all.ToArray(), all.Select((_, place) => $"{where}.AllBuilds[{place}]").ToArray());
        string[] builds =
        [
            .. texts.Select((build, place) => rows.Build(system, version, build, places[place]))
                .Where(build => build.Length > 0).Distinct(StringComparer.Ordinal),
        ];
        return builds.Length > 0 ? builds : [""];
    }

    private ImmutableArray<string> FlawsOf(JsonElement row, string where, out ImmutableArray<string> exploited)
    {
        var (flaws, used) = (new List<string>(), new List<string>());
        used.AddRange(rows.Names(row, "ActivelyExploitedCVEs", where));
        if (FeedRows.Find(row, "CVEs") is { ValueKind: JsonValueKind.Array })
            flaws.AddRange(rows.Names(row, "CVEs", where));
        else
        {
            foreach (var (id, value, path) in rows.Map(row, "CVEs", where))
            {
                if (!FeedWords.IsName(id))
                {
                    rows.Remark(path, "found a key that is no identifier, allowed is one such as CVE-2026-20643");
                    continue;
                }

                flaws.Add(id);
                if (value.ValueKind == JsonValueKind.True || IsTrue(value, "ActivelyExploited")
                    || IsTrue(value, "InKEV"))
                    used.Add(id);
            }
        }

        exploited = [.. used.Distinct(StringComparer.Ordinal)];
        return [.. flaws.Concat(used).Distinct(StringComparer.Ordinal)];
    }

    private void ReadImprovement(JsonElement row, string where)
    {
        var text = rows.Text(row, "Version", where);
        var extra = rows.Text(row, "VersionExtra", where);
        var prerequisite = rows.Text(row, "PrerequisiteBuild", where);
        var devices = rows.Names(row, "SupportedDevices", where);
        var system = devices.Any(FeedDevices.IsOfIOS) ? AppleSystem.IOS
            : devices.Any(device => KnownBoards.ModelOf(device) is not null) ? AppleSystem.MacOS
            : _system ?? AppleSystem.MacOS;
        var version = FeedWords.Version(text);
        if (version is null || (version.Value.Letter ?? FeedWords.Letter(extra)) is not { } letter)
        {
            rows.Remark(
                where,
                $"found the version '{FeedRows.Shorten(text)}' and the letter '{FeedRows.Shorten(extra)}', allowed "
                + "are a version and a letter such as (a); the row is left out");
            return;
        }

        prerequisite = rows.Build(system, version.Value.Version, prerequisite, $"{where}.PrerequisiteBuild");
        var build = rows.ResponseBuild(rows.Text(row, "Build", where), prerequisite, $"{where}.Build");
        var posted = rows.Day(row, "PostingDate", where);
        rows.Understood++;
        _improvements.Add(new()
        {
            System = system,
            Version = version.Value.Version,
            Letter = letter,
            Released = posted,
            Builds =
            [
                new()
                {
                    Build = build,
                    Prerequisite = prerequisite,
                    Posted = posted,
                    Devices = FeedDevices.Of(system, devices, _named),
                },
            ],
            Fixes = FlawsOf(row, where, out var exploited),
            Exploited = exploited,
        });
    }

    private bool IsReplaced(PublishedVersion one, PublishedBuild build) => _improvements.Any(other =>
        other.System == one.System && other.Letter > one.Letter
        && other.Builds.Any(later => later.Prerequisite == build.Prerequisite));

    /// <summary>Version 1 says no product in its latest row, and names a line <c>Ventura 13</c> or <c>16</c>.</summary>
    private static AppleSystem? SystemOf(string name, IEnumerable<string> products, ImmutableArray<string> devices)
    {
        if (products.FirstOrDefault(product => product.Length > 0) is { } known)
        {
            return IsProductOf(AppleSystem.MacOS, known) ? AppleSystem.MacOS
                : IsProductOf(AppleSystem.IOS, known) ? AppleSystem.IOS
                : null;
        }

        return devices.Any(FeedDevices.IsOfIOS) ? AppleSystem.IOS
            : devices.Any(device => KnownBoards.ModelOf(device) is not null) ? AppleSystem.MacOS
            : name.Length > 0 && name.All(char.IsAsciiDigit) ? AppleSystem.IOS
            : null;
    }

    private static bool IsProductOf(AppleSystem system, string product) => system == AppleSystem.MacOS
        ? product.StartsWith("macOS", StringComparison.Ordinal)
        : product.StartsWith("iOS", StringComparison.Ordinal) || product.StartsWith("iPadOS", StringComparison.Ordinal);

    private static bool IsTrue(JsonElement value, string key) =>
        FeedRows.Find(value, key) is { ValueKind: JsonValueKind.True };
}
