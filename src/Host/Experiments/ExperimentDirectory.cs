using System.Text;
using RsrActors.Host.Executable;
using RsrActors.Host.Runs;
using RsrActors.Laboratory.Files;
using RsrActors.Laboratory.Output;
using RsrActors.Laboratory.Planning;
using RsrActors.Laboratory.Results;

namespace RsrActors.Host.Experiments;

/// <summary>
/// The directory of an experiment: <c>experiment.hocon</c> from the start, a row of <c>runs.csv</c> as runs end, and at
/// the end <c>summary.json</c> and <see cref="ExperimentFiles"/>.
/// </summary>
internal sealed class ExperimentDirectory : IDisposable
{
    private readonly string _path;
    private readonly RunsCsv _runs;
    private readonly List<RunFinished> _rows = [];

    private ExperimentDirectory(string path, RunsCsv runs) => (_path, _runs) = (path, runs);

    /// <exception cref="HostException">The place is taken, or cannot be written.</exception>
    public static ExperimentDirectory Create(string path, ExperimentPlan plan)
    {
        RunPlace.RequireDirectoryName(path);
        try
        {
            if (RunDirectory.Around(path) is { } run)
            {
                throw HostException.Refused(
                    $"{path} is in the run directory {run}, which holds the run's own files only; give another --out.");
            }

            if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())
                throw HostException.Refused($"{path} exists and is not empty. Give another --out.");
            Directory.CreateDirectory(path);
            using (var experiment = Open(path, "experiment.hocon"))
                experiment.Write(Encoding.UTF8.GetBytes(ExperimentWriter.Write(plan.Experiment)));
            return new(path, new(plan, Open(path, "runs.csv")));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw HostException.Refused($"{path} cannot be written: {e.Message}");
        }
    }

    public void Write(RunFinished row)
    {
        _runs.Write(row);
        _rows.Add(row);
    }

    public void Write(ExperimentSummary summary)
    {
        using var stream = Open(_path, "summary.json");
        SummaryJson.Write(summary, ProgramVersion.Text, stream);
        ExperimentFiles.Write(name => Open(_path, name), summary, _rows);
    }

    public void Dispose() => _runs.Dispose();

    /// <summary>A file of the directory, which must not exist.</summary>
    private static FileStream Open(string path, string name) =>
        new(Path.Combine(path, name), FileMode.CreateNew, FileAccess.Write, FileShare.Read);
}
