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
    private const int Longest = 64 * 1024 * 1024; // In bytes; a report of a hundred years takes some ten million.

    /// <summary>Reads what is stored.</summary>
    /// <returns>Null when it was stopped before the end.</returns>
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

    /// <summary>What the events of a finished run do not tell.</summary>
    public static RunFacts Facts(RunDirectory directory, SimulationProtocol.Finished outcome) =>
        InMemoryRun.Facts(directory.Scenario, directory.Manifest.Program, outcome);

    /// <summary>Under another name first: a report is whole, or it does not exist.</summary>
    /// <exception cref="HostException">It cannot be written.</exception>
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
                + $"When it can, make it with: rsr resume {directory.Path}");
        }
    }

    /// <summary>The history hash that the report states, whatever its format.</summary>
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

    /// <summary>The report as it stands in its file; null when the run has none yet.</summary>
    /// <exception cref="HostException">It is of another format, or damaged.</exception>
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
