using System.Collections.Immutable;
using Akka.Configuration;
using RsrActors.Fleets;
using RsrActors.Host.Executable;
using RsrActors.Host.Runs;
using RsrActors.Laboratory.Execution;
using RsrActors.Laboratory.Files;
using RsrActors.Laboratory.Output;
using RsrActors.Laboratory.Planning;
using RsrActors.Laboratory.Results;
using RsrActors.Scenarios;

namespace RsrActors.Host.Experiments;

/// <summary>
/// The directory of an experiment. From the start it has <c>experiment.hocon</c>, <c>experiment.json</c> and the
/// journal, in which a row is stored as soon as its run has ended. The other files follow from the journal:
/// <c>runs.csv</c> while runs end, <c>summary.json</c> and <see cref="ExperimentFiles"/> at the end.
/// </summary>
internal sealed class ExperimentDirectory
{
    public const string ExperimentFile = "experiment.hocon";
    public const string RunsFile = "runs.csv";
    public const string SummaryFile = "summary.json";

    private readonly ExperimentJournal _journal;

    private ExperimentDirectory(string path, ExperimentPlan plan) =>
        (Path, Plan, _journal) = (path, plan, new(path));

    public string Path { get; }

    public ExperimentPlan Plan { get; }

    /// <summary>The journal's configuration.</summary>
    public Config Storage => _journal.Configuration;

    /// <summary>Makes the directory of a new experiment: all of it, or nothing.</summary>
    /// <exception cref="HostException">The place is taken, or cannot be written.</exception>
    public static ExperimentDirectory Create(string path, ExperimentPlan plan)
    {
        // The directory keeps the inventory, so that a later change of the user's file changes no run.
        var inventory = plan.Experiment.Fleet is null ? null : plan.Cells[0].Scenario.Fleet.Roster?.Inventory;
        if (inventory is not null)
        {
            plan = plan with
            {
                Experiment = plan.Experiment with { Fleet = ScenarioFile.Inventory, Folder = path },
            };
        }

        NewDirectory.Create(
            path, ExperimentManifest.FileName, $"an experiment. Go on with: rsr experiment resume {path}", folder =>
            {
                if (inventory is { } kinds)
                {
                    File.WriteAllText(
                        System.IO.Path.Combine(folder, ScenarioFile.Inventory), InventoryFormat.Write(kinds));
                }

                File.WriteAllText(
                    System.IO.Path.Combine(folder, ExperimentFile), ExperimentWriter.Write(plan.Experiment));
                File.WriteAllBytes(
                    System.IO.Path.Combine(folder, ExperimentManifest.FileName), ExperimentManifest.Of(plan).ToBytes());
            });
        return new(path, plan);
    }

    /// <summary>Opens the directory of an experiment that has begun.</summary>
    /// <exception cref="HostException">
    /// There is none, or it was made by another program or from another design.
    /// </exception>
    public static ExperimentDirectory Open(string path)
    {
        var manifest = ExperimentManifest.Read(path);
        var plan = ReadPlan(path);
        if (manifest.DifferenceTo(ExperimentManifest.Of(plan)) is { } difference)
            throw HostException.Refused($"{path} cannot be used: {difference}");
        var directory = new ExperimentDirectory(path, plan);
        directory._journal.Require();
        if (!directory._journal.HasRows() && directory.ResultFile() is { } results)
        {
            throw HostException.Failed(
                $"The journal of {path} has no row, but {results} has results: the rows are lost. Put {path} back from "
                + "a copy, or begin anew with another --out.");
        }

        return directory;
    }

    /// <summary>The directory of an experiment that contains a place, or would contain it.</summary>
    /// <returns>Null when there is no such experiment.</returns>
    public static string? Around(string place)
    {
        var folder = System.IO.Path.GetFullPath(place);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder, ExperimentManifest.FileName)))
            folder = System.IO.Path.GetDirectoryName(folder);
        return folder;
    }

    /// <summary>Keeps every other writer out until it is disposed of.</summary>
    /// <exception cref="HostException">Another process writes.</exception>
    public IDisposable Hold() => RunLock.Take(Path);

    /// <summary>The rows that are stored, in the order of the experiment.</summary>
    /// <exception cref="HostException">The journal cannot be read.</exception>
    public async Task<ImmutableArray<RunFinished>> StoredRows()
    {
        try
        {
            var rows = await ExperimentRun.StoredRows(Storage);
            return [.. rows.OrderBy(row => row.Replication).ThenBy(row => row.Cell)];
        }
        catch (Exception e) when (e is not HostException)
        {
            throw HostException.Failed($"The journal of {Path} cannot be read: {e.Message}");
        }
    }

    /// <summary>The rows that are stored, to make a result of them.</summary>
    /// <exception cref="HostException">There is no row, or the journal cannot be read.</exception>
    public async Task<ImmutableArray<RunFinished>> RowsToReport() => await StoredRows() is { IsEmpty: false } rows
        ? rows
        : throw HostException.Refused(
            $"{Path} has no row yet: no run has ended. Go on with: rsr experiment resume {Path}");

    /// <summary>Begins <c>runs.csv</c> anew; its rows are written again from the journal.</summary>
    public RunsCsv OpenRuns() => new(Plan, OpenFile(RunsFile));

    /// <summary>Writes what follows from all rows.</summary>
    public void Write(ExperimentSummary summary, IReadOnlyCollection<RunFinished> rows)
    {
        using var stream = OpenFile(SummaryFile);
        SummaryJson.Write(summary, ProgramVersion.Text, stream);
        ExperimentFiles.Write(OpenFile, summary, rows);
    }

    /// <summary>What to tell the user about a failure; null when it has nothing to do with the directory.</summary>
    public string? Explain(Exception cause) => cause is IOException or UnauthorizedAccessException
        ? $"{Path} cannot be written: {cause.Message}"
        : _journal.Explain(cause);

    private FileStream OpenFile(string name) =>
        new(System.IO.Path.Combine(Path, name), FileMode.Create, FileAccess.Write, FileShare.Read);

    /// <summary>A file that has rows, which are always stored before; null when there is none.</summary>
    private string? ResultFile()
    {
        var (summary, runs) = (System.IO.Path.Combine(Path, SummaryFile), System.IO.Path.Combine(Path, RunsFile));
        return File.Exists(summary) ? SummaryFile
            : File.Exists(runs) && File.ReadLines(runs).Skip(1).Any() ? RunsFile
            : null;
    }

    private static ExperimentPlan ReadPlan(string path)
    {
        var file = System.IO.Path.Combine(path, ExperimentFile);
        var experiment = ExperimentLibrary.Installed.Read(file) switch
        {
            ExperimentReading.Accepted accepted => accepted.Experiment,
            ExperimentReading.Refused refused => throw HostException.Refused(refused.Message),
            _ => throw new InvalidOperationException("A reading is accepted or refused."),
        };
        return ExperimentPlanner.Plan(experiment, ScenarioLibrary.Installed) switch
        {
            ExperimentPlanning.Accepted accepted => accepted.Plan,
            ExperimentPlanning.Refused refused => throw HostException.Refused(refused.In(file)),
            _ => throw new InvalidOperationException("An experiment is accepted or refused."),
        };
    }
}
