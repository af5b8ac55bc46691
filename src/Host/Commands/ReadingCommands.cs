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
                Description = "jsonl (one JSON object a line), or csv (one column for each key of the events' data); "
                    + "of one moment "
                    + string.Join(", ", MomentExport.Formats.Select(one => $"{one.Word} ({one.Meaning})")) + ".",
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
        var at = MomentOption.Create("--at", "The moment of an export of one; without it, the end of what is stored");
        var command = new Command(
            "export", "Writes events in history order; or the catalogue, or the devices, of one moment.")
        {
            path, format, at, entity, file, overwrite, connection,
        };
        events.AddTo(command);
        command.SetAction(parsed =>
        {
            var directory = RunDirectory.Open(parsed.GetValue(path)!, parsed.GetValue(connection));
            var kind = parsed.GetValue(format)!;
            if (MomentExport.IsOne(kind))
            {
                if (events.AreGiven(parsed) || parsed.GetValue(entity) is not null)
                {
                    throw HostException.Refused(
                        $"--format is '{kind}', which writes one moment; allowed with it is --at, and none of "
                        + "--events, --entity, --since and --until.");
                }

                var write = MomentExport.Of(directory, kind, MomentOption.Of(parsed, at, directory.Scenario));
                WholeFile.Write(parsed.GetValue(file), parsed.GetValue(overwrite), write);
                return ExitCode.Done;
            }

            if (!Formats.Contains(kind))
            {
                throw HostException.Refused(
                    $"--format is '{kind}'; it may be "
                    + $"{string.Join(", ", Formats.Concat(MomentExport.Formats.Select(one => one.Word)))}.");
            }

            if (parsed.GetValue(at) is not null)
            {
                throw HostException.Refused(
                    $"--at is given with --format {kind}, which writes the events of a time; allowed with it are "
                    + "--since and --until.");
            }

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
