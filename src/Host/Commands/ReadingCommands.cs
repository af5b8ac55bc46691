using System.CommandLine;
using RsrActors.Actors.Fleet;
using RsrActors.Actors.Journal;
using RsrActors.Host.Files;
using RsrActors.Host.Reports;
using RsrActors.Host.Runs;
using RsrActors.Model.Simulation;

namespace RsrActors.Host.Commands;

/// <summary><c>rsr history</c> and <c>rsr export</c>: events, out of the journal.</summary>
internal static class ReadingCommands
{
    private static readonly string[] Formats = ["jsonl", "csv"];

    public static Command History()
    {
        var path = new Argument<string>("directory") { Description = "The run directory." };
        var entity = new Argument<string>("entity")
        {
            Description = "device-0000042, release-16.5.1-a, signing-service, …; a number is a device.",
        };
        var connection = StorageOptions.Connection();
        var command = new Command("history", "Prints the event history of one device, release or service.") { path, entity, connection };
        command.SetAction(parsed =>
        {
            var directory = RunDirectory.Open(parsed.GetValue(path)!, parsed.GetValue(connection));
            using var output = StandardOutput.Open();
            var written = Write(
                directory, Entities.Parse(parsed.GetValue(entity)!, directory.Scenario),
                new JsonLinesExport(output, directory.Scenario.Start));
            return written > 0
                ? ExitCode.Done
                : throw HostException.Refused(
                    $"{parsed.GetValue(entity)} has no history in {directory.Path}: nothing has happened to it.");
        });
        return command;
    }

    public static Command Export()
    {
        var path = new Argument<string>("directory") { Description = "The run directory." };
        var format =
            new Option<string>("--format") { Description = "jsonl or csv.", DefaultValueFactory = _ => "jsonl" };
        var entity = new Option<string?>("--entity") { Description = "Only this device, release or service." };
        var file = new Option<string?>("--output") { Description = "A file, or - for standard output, as without it." };
        var overwrite = WholeFile.Overwrite();
        var connection = StorageOptions.Connection();
        var command = new Command("export", "Writes events in history order.")
        {
            path, format, entity, file, overwrite, connection,
        };
        command.SetAction(parsed =>
        {
            var directory = RunDirectory.Open(parsed.GetValue(path)!, parsed.GetValue(connection));
            var kind = parsed.GetValue(format)!;
            if (!Formats.Contains(kind))
                throw HostException.Refused($"--format is '{kind}'; it may be {string.Join(" or ", Formats)}.");
            EntityId? only = parsed.GetValue(entity) is { } name ? Entities.Parse(name, directory.Scenario) : null;
            WholeFile.Write(parsed.GetValue(file), parsed.GetValue(overwrite), output => Write(
                directory, only,
                kind == "csv"
                    ? new CsvExport(output, directory.Scenario.Start)
                    : new JsonLinesExport(output, directory.Scenario.Start)));
            return ExitCode.Done;
        });
        return command;
    }

    private static long Write(RunDirectory directory, EntityId? only, IEventExport export)
    {
        using (export)
        {
            var written = 0L;
            using var stored = new StoredRun(directory.Storage.Rows, RunFormat.ForReading());
            var process = only is { } entity ? FleetSimulation.ProcessOf(entity, directory.Scenario) : null;
            foreach (var happened in stored.Events(process))
            {
                if (only is { } one && happened.Entity != one)
                    continue;
                export.Write(happened);
                written++;
            }

            export.Flush();
            return written;
        }
    }
}
