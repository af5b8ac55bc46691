using System.Collections.Frozen;
using System.Collections.Immutable;
using RsrActors.Model.Platforms;

namespace RsrActors.Fleets.Tables;

/// <summary>
/// The builds of versions, for inventories that tell versions only. The table <c>builds.csv</c> states facts that Apple
/// publishes, read from the lookup service as macadmins/sofa (Apache-2.0) keeps it, and for 2022 and 2023 from Apple's
/// release pages. Where devices of one version have several builds, it has the build of most models.
/// </summary>
public static class KnownBuilds
{
    private static readonly FrozenDictionary<(bool IsMac, string Version), string> Usual = Rows(special: false)
        .ToFrozenDictionary(row => (row[0] == "macos", row[1]), row => row[2]);

    private static readonly FrozenDictionary<(string Model, string Version), string> Special = Rows(special: true)
        .SelectMany(row => row[3].Split(' ').Select(model => (Model: model, Version: row[1], Build: row[2])))
        .ToFrozenDictionary(row => (row.Model, row.Version), row => row.Build);

    /// <summary>The build of a version on a model; empty when the table lacks it.</summary>
    public static string Find(Platform platform, string model, string version) =>
        Special.GetValueOrDefault((model, version)) ?? Usual.GetValueOrDefault((platform.IsMac, version)) ?? "";

    private static IEnumerable<string[]> Rows(bool special) =>
        TableFile.Rows("builds.csv").Where(row => row[3].Length > 0 == special);
}

/// <summary>One build of a response that Apple published, and the build to which it belongs.</summary>
/// <param name="Version">Without the letter.</param>
public sealed record KnownResponse(bool IsMac, string Version, char Letter, string Build, string Prerequisite)
{
    /// <summary>As people write it: <c>13.4.1 (c)</c>.</summary>
    public string Name => $"{Version} ({Letter})";
}

/// <summary>
/// Every response for the public, 2023 to 2026 (facts that Apple publishes; dates and builds as in AppleDB and
/// macadmins/sofa).
/// </summary>
public static class KnownResponses
{
    public static readonly ImmutableArray<KnownResponse> All =
    [
        new(false, "16.4.1", 'a', "20E772520a", "20E252"),
        new(true, "13.3.1", 'a', "22E772610a", "22E261"),
        new(false, "16.5.1", 'a', "20F770750b", "20F75"),
        new(true, "13.4.1", 'a', "22F770820b", "22F82"),
        new(true, "13.4.1", 'a', "22F770830b", "22F2083"),
        new(false, "16.5.1", 'c', "20F770750d", "20F75"),
        new(true, "13.4.1", 'c', "22F770820d", "22F82"),
        new(true, "13.4.1", 'c', "22F770830e", "22F2083"),
        new(false, "26.3.1", 'a', "23D771330a", "23D8133"),
        new(true, "26.3.1", 'a', "25D771280a", "25D2128"),
        new(true, "26.3.2", 'a', "25D771400a", "25D2140"),
    ];

    /// <summary>The response with a build; null when the table lacks it.</summary>
    public static KnownResponse? OfBuild(string build) => All.FirstOrDefault(one => one.Build == build);

    /// <summary>The response with a version and a letter; null when the table lacks it.</summary>
    public static KnownResponse? Find(bool isMac, string version, char letter) =>
        All.FirstOrDefault(one => one.IsMac == isMac && one.Version == version && one.Letter == letter);
}
