using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using RsrActors.Fleets;
using RsrActors.Fleets.Importing;
using RsrActors.Fleets.Records;
using RsrActors.Host.Executable;
using RsrActors.Host.Files;
using RsrActors.Texts;

namespace RsrActors.Host.Commands;

/// <summary><c>rsr fleet import</c>: makes an inventory of a management tool's export.</summary>
internal static class FleetCommand
{
    private static readonly (string Word, InventorySource Source)[] Sources =
    [
        ("fleet", InventorySource.Fleet), ("jamf", InventorySource.Jamf), ("kandji", InventorySource.Kandji),
        ("osquery", InventorySource.Osquery), ("csv", InventorySource.Csv),
    ];

    public static Command Create() => new("fleet", "Fleets of one's own.") { Import() };

    private static Command Import()
    {
        var files = new Argument<string[]>("file")
        {
            Description = "An export in CSV or JSON, or several that are one fleet.",
            Arity = ArgumentArity.OneOrMore,
        };
        var source = new Option<string?>("--as")
        {
            Description = $"The tool that has written it: {string.Join(", ", Sources.Select(one => one.Word))}. "
                + "Without it, the columns tell.",
        };
        var map = new Option<string[]>("--map")
        {
            Description = $"What a column means: --map Standort=group. Meanings are "
                + $"{string.Join(", ", ColumnChoice.Words.Select(one => one.Word))}, and {ColumnChoice.Ignore}. "
                + "May be repeated.",
            DefaultValueFactory = _ => [],
        };
        var dates = new Option<string?>("--dates")
        {
            Description = "What dates such as 12/07/2023 begin with: day-first or month-first. Without it, the column "
                + "tells.",
        };
        var output = new Option<string?>("--output") { Description = "The inventory to write." };
        var rejected = new Option<string?>("--rejected")
        {
            Description = "Leave out rows that are not understood, and write their numbers and reasons to this file.",
        };
        var overwrite = WholeFile.Overwrite();
        var command = new Command(
            "import", "Reads an inventory of devices, tells what it understood, and writes one without personal data.")
        {
            files, source, map, dates, output, rejected, overwrite,
        };
        command.SetAction(parsed =>
        {
            var (path, rest) = (parsed.GetValue(output), parsed.GetValue(rejected));
            var (read, replaces) = (parsed.GetValue(files)!, parsed.GetValue(overwrite));
            var (tool, choice) = (SourceOf(parsed.GetValue(source)), ChoiceOf(parsed.GetValue(map) ?? []));
            var order = OrderOf(parsed.GetValue(dates));
            RequireDifferent(read);
            WholeFile.Check(read, [("--output", path), ("--rejected", rest)], replaces);
            var rows = new RejectedRows(namesFiles: read.Length > 1);
            var reading = InventoryFile.Read(read, tool, choice, order, rest is null ? null : rows.Add);
            var report = reading switch
            {
                InventoryReading.Accepted accepted => accepted.Report,
                InventoryReading.Refused refused => throw HostException.Refused(refused.Message),
                _ => throw new InvalidOperationException("A reading is accepted or refused."),
            };
            if (rest is not null)
                WholeFile.Write(rest, replaces, rows.WriteTo);
            if (path is not null)
            {
                WholeFile.Write(
                    path, replaces,
                    stream => stream.Write(Encoding.UTF8.GetBytes(InventoryFormat.Write(report.Kinds))));
            }

            if (path is not null && WholeFile.IsStandardOutput(path))
                return ExitCode.Done;
            foreach (var line in ImportSummary.Lines(report))
                parsed.InvocationConfiguration.Output.WriteLine(line);
            if (rest is not null && !WholeFile.IsStandardOutput(rest))
                parsed.InvocationConfiguration.Output.WriteLine($"{rest} has the rows that are not understood.");
            parsed.InvocationConfiguration.Output.WriteLine(path is null
                ? "Nothing is written without --output."
                : $"{path} is written. A scenario uses it with fleet.inventory, or: rsr run SCENARIO --fleet {path}");
            return ExitCode.Done;
        });
        return command;
    }

    private static InventorySource? SourceOf(string? word)
    {
        if (word is null)
            return null;
        var found = Sources.FirstOrDefault(one => one.Word == word);
        return found.Word is not null
            ? found.Source
            : throw HostException.Refused(
                $"--as is '{word}'; allowed is one of {string.Join(", ", Sources.Select(one => one.Word))}.");
    }

    private static DateOrder? OrderOf(string? word) => word switch
    {
        null => null,
        "day-first" => DateOrder.DayFirst,
        "month-first" => DateOrder.MonthFirst,
        _ => throw HostException.Refused($"--dates is '{word}'; allowed is day-first or month-first."),
    };

    /// <summary>Devices without serial numbers would count twice.</summary>
    private static void RequireDifferent(string[] files)
    {
        for (var i = 1; i < files.Length; i++)
        {
            if (files.Take(i).FirstOrDefault(file => file.Length > 0 && SameFile.Are(file, files[i])) is { } same)
                throw HostException.Refused($"{files[i]} and {same} are one file; allowed is each file once.");
        }
    }

    private static ColumnChoice ChoiceOf(string[] settings)
    {
        var columns = ImmutableArray.CreateBuilder<(string, Meaning?)>(settings.Length);
        foreach (var setting in settings)
        {
            // A column's name may contain an equals sign, a meaning's does not.
            var equals = setting.LastIndexOf('=');
            var (column, word) = equals > 0 ? (setting[..equals], setting[(equals + 1)..]) : ("", "");
            var meaning = ColumnChoice.Words.FirstOrDefault(one => one.Word == word);
            if (column.Length == 0 || (meaning.Word is null && word != ColumnChoice.Ignore))
            {
                throw HostException.Refused(
                    $"--map is '{setting}'; allowed is COLUMN=MEANING with one of "
                    + $"{string.Join(", ", ColumnChoice.Words.Select(one => one.Word))}, {ColumnChoice.Ignore}.");
            }

            columns.Add((column, meaning.Word is null ? null : meaning.Meaning));
        }

        return new(columns.ToImmutable());
    }
}

/// <summary>The rows that an import does not understand, as CSV without any value by which a device is known.</summary>
internal sealed class RejectedRows(bool namesFiles)
{
    private const int MostKept = 1_000_000;

    private readonly List<Rejection> _rows = [];

    public void Add(Rejection rejection)
    {
        if (_rows.Count < MostKept)
            _rows.Add(rejection);
    }

    public void WriteTo(Stream stream)
    {
        using var text = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        text.WriteLine($"{(namesFiles ? "file," : "")}row,field,reason,model,version");
        foreach (var row in _rows)
        {
            if (namesFiles)
                text.Write($"{Quoted(row.File)},");
            text.WriteLine($"{row.Row},{row.Field},{Quoted(row.Reason)},{Quoted(row.Model)},{row.Version}");
        }
    }

    private static string Quoted(string text) =>
        $"\"{OneLine.Of(text).Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
