using System.Collections.Immutable;

namespace RsrActors.Host.Tests.Architecture;

/// <summary>
/// The order of the folders of <c>src</c>, as one table: each uses only those before it. ARCHITECTURE.md draws it.
/// </summary>
internal static class Floors
{
    /// <summary>The folders of each project, the lowest first. A new folder needs its place here.</summary>
    public static readonly ImmutableArray<(string Project, ImmutableArray<string> Folders)> Table =
    [
        ("Model",
        [
            "", "Simulation", "Statistics", "Statistics.Estimates", "Statistics.Comparisons", "Statistics.Designs",
            "Statistics.Fitting",
            "Platforms", "Contents", "Image4.Der", "Image4.Keys", "Image4", "Rollouts",
            "Rollouts.Evidence", "Rollouts.Admissions", "Rollouts.Rules", "Rollouts.Grants", "Rollouts.Ramps",
            "Rollouts.Brakes", "Rollouts.Presets", "Scenarios", "Analytics", "Crashes", "Cryptexes.TrustCaches", "Cryptexes", "Population", "Signing",
            "Releases", "Mechanisms", "Mechanisms.LivePatches", "Mechanisms.RapidResponses",
            "Mechanisms.SafariPackages", "Mechanisms.SecurityData", "Mechanisms.SoftwareUpdates", "Mechanisms.All",
            "Devices.States", "Devices.Crashes", "Devices.Booting", "Devices.Installing", "Devices",
            "Devices.Views", "Operations", "Invariants",
        ]),
        ("Texts", [""]),
        ("Charts", ["Drawing", ""]),
        ("Fleets", ["Tables", "Records", "Importing", ""]),
        ("Profiles", ["Documents", "Schemas", "Reading", ""]),
        ("Catalogues", ["Tables", "Published", "Reading", "Writing", "Runs", "Devices", "Drafting", ""]),
        ("Scenarios", ["Hocon", "Sections", "Keys", "Checks", ""]),
        ("Reports",
        [
            "Numbers", "Layout", "Events", "Figures", "Traces", "Crashes", "Adoption", "Exposure", "Printed", "",
        ]),
        ("Pbm", ["", "Grammar", "Wire", "Listening", "Client"]),
        ("Actors",
        [
            "Journal", "Kernel", "Kernel.Windows", "Kernel.Control", "Analytics", "Fleet", "Devices",
            "Signing", "Updates", "Operations", "Simulations",
        ]),
        ("Running", [""]),
        ("Laboratory",
        [
            "Designs", "Measures", "Planning", "Files", "Results", "Scheduling", "Sharing", "Stored", "Execution",
            "Decisions", "Output", "Pages", "Calibration", "Validity",
        ]),
        ("Simulator", [""]),
        ("Host",
        [
            "Executable", "Files", "Storage", "Runs", "Experiments", "Calibrations", "Benchmarks", "Live", "Rules",
            "Views", "Palettes", "Telemetry", "Http", "Serving", "Commands",
        ]),
    ];

    /// <summary>The table as one list of namespaces below <c>RsrActors</c>, the lowest first.</summary>
    public static ImmutableArray<string> Namespaces =>
    [
        .. Table.SelectMany(floor => floor.Folders.Select(folder => NameOf(floor.Project, folder))),
    ];

    /// <summary>
    /// The table as a Mermaid diagram: a box for each project with its folders, the lowest at the bottom, and an arrow
    /// from it to each project that uses it.
    /// </summary>
    /// <param name="uses">Which project uses which, from the compiled types.</param>
    public static IEnumerable<string> Picture(IEnumerable<(string From, string To)> uses)
    {
        yield return "flowchart BT";
        foreach (var (project, folders) in Table)
        {
            var lines = folders.Reverse()
                .Select(folder => folder.Length > 0 ? folder.Replace('.', '/') : "its own files")
                .Select(line => $"<br/>{line}");
            yield return $"""  {project}["<b>{project}</b>{(folders is [""] ? "" : string.Concat(lines))}"]""";
        }

        foreach (var (from, to) in uses)
            yield return $"  {to} --> {from}";
    }

    private static string NameOf(string project, string folder) => folder.Length == 0 ? project : $"{project}.{folder}";
}
