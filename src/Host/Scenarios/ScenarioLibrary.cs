using System.Collections.Immutable;
using System.Text;
using RsrActors.Host.Runs;

namespace RsrActors.Host.Scenarios;

/// <summary>The scenarios that come with the program, by name, and any other by its path.</summary>
public sealed class ScenarioLibrary(string folder)
{
    private const string Extension = ".hocon";

    /// <summary>The folder beside the program.</summary>
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

    /// <param name="scenario">A name of the folder, or a path to a file.</param>
    public ScenarioReading Read(string scenario, ScenarioOverrides overrides)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        if (Find(scenario) is not { } file)
        {
            return new ScenarioReading.Refused(
                $"found no scenario '{scenario}', allowed is a path to a file or one of "
                + ScenarioWords.OrNone(List().Select(entry => entry.Name)));
        }

        var name = Path.GetFileName(file);
        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(File.ReadAllBytes(file));
            return ScenarioReader.Read(name, text, overrides);
        }
        catch (DecoderFallbackException)
        {
            return new ScenarioReading.Refused($"{name}: found bytes that are no text, allowed is HOCON in UTF-8");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new ScenarioReading.Refused($"{name}: cannot be read: {e.Message}");
        }
    }

    /// <exception cref="HostException">There is no such scenario, or it is not a valid one.</exception>
    internal ScenarioReading.Accepted Require(string scenario, ScenarioOverrides overrides) => Read(scenario, overrides) switch
    {
        ScenarioReading.Accepted accepted => accepted,
        ScenarioReading.Refused refused => throw HostException.Refused(refused.Message),
        _ => throw new InvalidOperationException("A reading is accepted or refused."),
    };

    private string? Find(string scenario)
    {
        // A name wins over a file or folder that happens to be called like it where the program is started.
        var named = Path.Combine(folder, scenario + Extension);
        return scenario.Length > 0 && Path.GetFileName(scenario) == scenario && File.Exists(named) ? named
            : File.Exists(scenario) ? scenario
            : null;
    }
}
