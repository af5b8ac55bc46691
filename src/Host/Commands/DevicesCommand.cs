using System.CommandLine;
using RsrActors.Host.Executable;
using RsrActors.Host.Runs;
using RsrActors.Model;
using RsrActors.Model.Devices.Views;
using RsrActors.Model.Population;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.Reports.Exposure;
using RsrActors.Scenarios.Hocon;
using RsrActors.Scenarios.Sections;

namespace RsrActors.Host.Commands;

/// <summary><c>rsr devices</c>: one row for each device, at one moment of the stored run.</summary>
internal static class DevicesCommand
{
    private static readonly string[] Formats = ["table", "csv", "jsonl"];

    public static Command Create()
    {
        var path = new Argument<string>("directory") { Description = "The run directory." };
        var at = MomentOption.Create("--at", "The moment; without it, the end of what is stored");
        var having = new Option<string?>("--having")
        {
            Description = "Only devices that have this response, active, or this software update.",
        };
        var toCome = new Option<string?>("--to-come")
        {
            Description = "Only devices on which this release is offered or on its way: downloading, staged, …",
        };
        var state = new Option<string?>("--state")
        {
            Description = $"Only devices in this state: {string.Join(", ", Words.All<DeviceStanding>())}.",
        };
        var format = new Option<string>("--format")
        {
            Description = "table (for people, fewer columns), csv, or jsonl (one JSON object a line).",
            DefaultValueFactory = _ => "table",
        };
        var file = new Option<string?>("--output")
        {
            Description = "The file to write; without it, or with -, standard output.",
        };
        var overwrite = WholeFile.Overwrite();
        var connection = StorageOptions.Connection();
        var command = new Command(
            "devices", "Lists the devices of a run: what each one runs and does, and what protects it.")
        {
            path, at, having, toCome, state, format, file, overwrite, connection,
        };
        command.SetAction(parsed =>
        {
            var directory = RunDirectory.Open(parsed.GetValue(path)!, parsed.GetValue(connection));
            var form = parsed.GetValue(format)!;
            if (!Formats.Contains(form))
                throw HostException.Refused($"--format is '{form}'; it may be {string.Join(", ", Formats)}.");
            var had = ReleaseOf(parsed, having, directory.Scenario);
            var coming = ReleaseOf(parsed, toCome, directory.Scenario);
            DeviceStanding? standing = parsed.GetValue(state) is { } word ? StandingOf(word) : null;
            var asked = MomentOption.Of(parsed, at, directory.Scenario);

            var reading = new DeviceReading(directory);
            var moment = MomentOption.Within(asked, reading.StoredUntil(), directory);
            var rows = reading.RowsAt(moment).Where(row =>
                (had is null || row.State.PresenceOf(had, moment, reading.World) is ReleasePresence.Active)
                && (coming is null || ReleasePresences.IsToCome(row.State.PresenceOf(coming, moment, reading.World)))
                && (standing is not { } one || row.Standing == one));
            WholeFile.Write(parsed.GetValue(file), parsed.GetValue(overwrite), output =>
            {
                using var export = Open(form, output, reading.World, moment);
                foreach (var row in rows)
                    export.Write(row);
                export.End(directory.Scenario.Fleet.Devices);
            });
            return ExitCode.Done;
        });
        return command;
    }

    private static IDeviceRowsExport Open(string form, Stream output, World world, VirtualTime at) => form == "table"
        ? new DeviceTable(output, world, at)
        : new DeviceRowsExport(output, world.Scenario.Start, asCsv: form == "csv");

    private static IRelease? ReleaseOf(ParseResult parsed, Option<string?> option, Scenario scenario) =>
        parsed.GetValue(option) is not { } name
            ? null
            : scenario.AllReleases.FirstOrDefault(release => release.Id == Release.NormaliseId(name))
                ?? throw HostException.Refused(
                    $"{option.Name} is '{ValueText.Shorten(name)}'; the scenario has the releases "
                    + $"{ScenarioWords.OrNone(scenario.AllReleases.Select(release => release.Id))}.");

    private static DeviceStanding StandingOf(string word) => Words.TryParse<DeviceStanding>(word, out var standing)
        ? standing
        : throw HostException.Refused(
            $"--state is '{ValueText.Shorten(word)}'; it may be "
            + $"{string.Join(", ", Words.All<DeviceStanding>())}.");
}
