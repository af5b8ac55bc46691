using System.Text.Json;
using RsrActors.Actors.Journal;
using RsrActors.Actors.Kernel;
using RsrActors.Host.Executable;
using RsrActors.Host.Files;
using RsrActors.Model.Population;
using RsrActors.Reports;
using RsrActors.Reports.Figures;
using RsrActors.Running;

namespace RsrActors.Host.Runs;

/// <summary>report.json of a run directory: a projection of its events.</summary>
internal static class ReportFile
{
    private const int Longest = 64 * 1024 * 1024; // In bytes; a report of a hundred years has about ten million.

    /// <summary>Folds the stored events into the report's projection.</summary>
    /// <returns>Null when reading was stopped.</returns>
    public static ReportProjection? Project(
        RunDirectory directory, World world, PayloadFormat format, CancellationToken stop)
    {
        using var stored = new StoredRun(directory.Storage.Rows, format);
        var projection = new ReportProjection(world, stored.Commands.AsScript());
        foreach (var happened in stored.Events())
        {
            if (stop.IsCancellationRequested)
                return null;
            projection.Apply(happened);
        }

        return projection;
    }

    /// <summary>Facts for the report that are not in the events of a finished run.</summary>
    public static RunFacts Facts(RunDirectory directory, SimulationProtocol.Finished outcome) =>
        InMemoryRun.Facts(directory.Scenario, directory.Manifest.Program, outcome);

    /// <summary>Writes another file first and renames it, so that a report is complete or does not exist.</summary>
    /// <exception cref="HostException">The file cannot be written.</exception>
    public static void Write(RunDirectory directory, Report report)
    {
        var partial = directory.Report + ".partial";
        try
        {
            using (var stream = File.Create(partial))
                ReportJson.Write(report, stream);
            File.Move(partial, directory.Report, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw HostException.Failed(
                $"All of the run in {directory.Path} is stored, but its report cannot be written: {e.Message} "
                + $"When the file can be written, make the report with: rsr resume {directory.Path}");
        }
    }

    /// <summary>The history hash in the report; the report may have any format.</summary>
    public static string HashOf(RunDirectory directory) => Open(directory, ReportJson.HashOf);

    public static Report Read(RunDirectory directory)
    {
        if (!File.Exists(directory.Report))
        {
            throw HostException.Refused($"{directory.Path} has no report yet. " + (directory.Scenario.IsUnlimited
                ? "Its scenario has no end."
                : $"Finish it with: rsr resume {directory.Path}"));
        }

        return Open(directory, ReportJson.Read);
    }

    /// <summary>The contents of the report's file; null when the run has no report yet.</summary>
    /// <exception cref="HostException">The report has another format, or is damaged.</exception>
    public static JsonDocument? FindDocument(RunDirectory directory)
    {
        if (!File.Exists(directory.Report))
            return null;
        _ = Read(directory);
        return Open(directory, static stream => JsonDocument.Parse(stream));
    }

    private static T Open<T>(RunDirectory directory, Func<Stream, T> read)
    {
        try
        {
            using var stream = new MemoryStream(RegularFile.Read(directory.Report, Longest).ToArray());
            return read(stream);
        }
        catch (ReportFormatException e)
        {
            throw HostException.Refused(
                $"{directory.Report} has format {e.Found}, of another version of the program; this one reads format "
                + $"{Report.CurrentFormat}. Delete the file and make it again from the stored events: "
                + $"rsr resume {directory.Path}");
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw HostException.Failed($"{directory.Report} cannot be read: {e.Message}");
        }
    }
}
