using System.CommandLine;
using RsrActors.Host.Executable;
using RsrActors.Host.Files;
using RsrActors.Host.Runs;
using RsrActors.Model.Simulation;
using RsrActors.Reports.Events;

namespace RsrActors.Host.Commands;

/// <summary><c>rsr history</c> and <c>rsr export</c>: write events from the journal.</summary>
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
        var events = new EventOptions();
        var command = new Command("history", "Prints the event history of one device, release or service.")
        {
            path, entity, connection,
        };
        events.AddTo(command);
        command.SetAction(parsed =>
        {
            var directory = RunDirectory.Open(parsed.GetValue(path)!, parsed.GetValue(connection));
            var selection =
                events.Of(parsed, directory.Scenario, Entities.Parse(parsed.GetValue(entity)!, directory.Scenario));
            using var output = StandardOutput.Open();
            var written = selection.Write(directory, new JsonLinesExport(output, directory.Scenario.Start));
            return written > 0 || selection.IsPartial
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
            new Option<string>("--format")
            {
                Description = "jsonl (one JSON object a line), or csv (one column for each key of the events' data).",
                DefaultValueFactory = _ => "jsonl",
            };
        var entity = new Option<string?>("--entity") { Description = "Only this device, release or service." };
        var file = new Option<string?>("--output")
        {
            Description = "The file to write; without it, or with -, standard output.",
        };
        var overwrite = WholeFile.Overwrite();
        var connection = StorageOptions.Connection();
        var events = new EventOptions();
        var command = new Command("export", "Writes events in history order.")
        {
            path, format, entity, file, overwrite, connection,
        };
        events.AddTo(command);
        command.SetAction(parsed =>
        {
            var directory = RunDirectory.Open(parsed.GetValue(path)!, parsed.GetValue(connection));
            var kind = parsed.GetValue(format)!;
            if (!Formats.Contains(kind))
                throw HostException.Refused($"--format is '{kind}'; it may be {string.Join(" or ", Formats)}.");
            EntityId? only = parsed.GetValue(entity) is { } name ? Entities.Parse(name, directory.Scenario) : null;
            var selection = events.Of(parsed, directory.Scenario, only);
            WholeFile.Write(parsed.GetValue(file), parsed.GetValue(overwrite), output => selection.Write(
                directory,
                kind == "csv"
                    ? new CsvExport(output, directory.Scenario.Start, selection.Events)
                    : new JsonLinesExport(output, directory.Scenario.Start)));
            return ExitCode.Done;
        });
        return command;
    }
}
