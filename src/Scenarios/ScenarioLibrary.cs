using System.Collections.Immutable;
using RsrActors.Scenarios.Hocon;
using RsrActors.Scenarios.Sections;
using RsrActors.Texts;

namespace RsrActors.Scenarios;

/// <summary>Reads the scenarios that come with the program by name, and any other scenario by its path.</summary>
public sealed class ScenarioLibrary(string folder)
{
    internal const string Extension = ".hocon";

    /// <summary>The folder in the program's directory.</summary>
    public static ScenarioLibrary Installed { get; } = new(
        Path.Combine(AppContext.BaseDirectory, "hocon", "scenarios"));

    /// <summary>One scenario as a list shows it.</summary>
    /// <param name="Summary">The first line of its story.</param>
    public sealed record Entry(string Name, string Summary, string File);

    /// <summary>All scenarios of the folder, by name.</summary>
    public ImmutableArray<Entry> List() => Directory.Exists(folder)
        ?
        [
            .. Directory.EnumerateFiles(folder, $"*{Extension}")
                .OrderBy(Path.GetFileNameWithoutExtension, StringComparer.Ordinal)
                .Select(file => new Entry(
                    Path.GetFileNameWithoutExtension(file),
                    ScenarioDocument.StoryOf(File.ReadAllText(file)).Split('\n')[0],
                    file)),
        ]
        : [];

    /// <param name="scenario">The name of a scenario in the folder, or a path to a file.</param>
    public ScenarioReading Read(string scenario, ScenarioOverrides overrides)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        if (Find(scenario) is not var (path, name))
            return new ScenarioReading.Refused(Objection(scenario)!);
        return ScenarioFile.Read(path, out var refusal) is { } text
            ? ScenarioReader.Read(name, text, overrides, Path.GetDirectoryName(path) ?? "")
            : new ScenarioReading.Refused(OneLine.Of(refusal));
    }

    /// <summary>Says that there is no such scenario, and what is allowed; null when there is one.</summary>
    /// <param name="scenario">The name of a scenario in the folder, or a path to a file.</param>
    public string? Objection(string scenario) => Find(scenario) is not null
        ? null
        : OneLine.Of(
            $"found no scenario '{ValueText.Shorten(scenario)}'"
            + (File.Exists(scenario + Extension)
                ? $"; did you mean the file {scenario + Extension}? Allowed "
                : ", allowed ")
            + $"is a path to a file or one of {ScenarioWords.OrNone(List().Select(entry => entry.Name))}");

    /// <summary>
    /// A file by its name in the folder, or by its path, and how messages name it; null when there is no such file. A
    /// name takes precedence over a file or folder of the same name in the working directory.
    /// </summary>
    internal (string Path, string Name)? Find(string given)
    {
        var named = Path.Combine(folder, given + Extension);
        if (given.Length > 0 && Path.GetFileName(given) == given && File.Exists(named))
            return (named, given + Extension);
        return Path.Exists(given) ? (given, given) : null;
    }
}
