using System.Collections.Immutable;
using RsrActors.Scenarios;
using RsrActors.Scenarios.Hocon;
using RsrActors.Scenarios.Sections;
using RsrActors.Texts;

namespace RsrActors.Laboratory.Files;

/// <summary>Reads the experiments that come with the program by name, and any other one by its path.</summary>
public sealed class ExperimentLibrary(string folder)
{
    private readonly ScenarioLibrary _files = new(folder);

    /// <summary>The folder in the program's directory.</summary>
    public static ExperimentLibrary Installed { get; } = new(
        Path.Combine(AppContext.BaseDirectory, "hocon", "experiments"));

    /// <summary>All experiments of the folder by name, with the first line of their stories.</summary>
    public ImmutableArray<ScenarioLibrary.Entry> List() => _files.List();

    /// <param name="experiment">The name of an experiment in the folder, or a path to a file.</param>
    public ExperimentReading Read(string experiment)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        if (_files.Find(experiment) is not var (path, name))
        {
            return new ExperimentReading.Refused(OneLine.Of(
                $"found no experiment '{ValueText.Shorten(experiment)}', allowed is a path to a file or one of "
                + ScenarioWords.OrNone(List().Select(entry => entry.Name))));
        }

        return ScenarioFile.Read(path, out var refusal) is { } text
            ? ExperimentReader.Read(name, text, Path.GetDirectoryName(path) ?? "")
            : new ExperimentReading.Refused(OneLine.Of(refusal));
    }
}
