using System.Collections.Immutable;
using RsrActors.Scenarios;
using RsrActors.Scenarios.Hocon;
using RsrActors.Scenarios.Sections;
using RsrActors.Texts;

namespace RsrActors.Laboratory.Files;

/// <summary>Reads the experiments that come with the program by name, and any other one by its path.</summary>
public sealed class ExperimentLibrary(string folder)
{
    private const string Extension = ".hocon";

    /// <summary>The folder in the program's directory.</summary>
    public static ExperimentLibrary Installed { get; } = new(
        Path.Combine(AppContext.BaseDirectory, "hocon", "experiments"));

    /// <summary>All experiments of the folder by name, with the first line of their stories.</summary>
    public ImmutableArray<ScenarioLibrary.Entry> List() => new ScenarioLibrary(folder).List();

    /// <param name="experiment">The name of an experiment in the folder, or a path to a file.</param>
    public ExperimentReading Read(string experiment)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        var named = Path.Combine(folder, experiment + Extension);
        var isName = experiment.Length > 0 && Path.GetFileName(experiment) == experiment && File.Exists(named);
        if (!isName && !Path.Exists(experiment))
        {
            return new ExperimentReading.Refused(OneLine.Of(
                $"found no experiment '{ValueText.Shorten(experiment)}', allowed is a path to a file or one of "
                + ScenarioWords.OrNone(List().Select(entry => entry.Name))));
        }

        return ScenarioFile.Read(isName ? named : experiment, out var refusal) is { } text
            ? ExperimentReader.Read(isName ? experiment + Extension : experiment, text)
            : new ExperimentReading.Refused(OneLine.Of(refusal));
    }
}
