using System.Text;
using RsrActors.Fleets.Importing;
using RsrActors.Fleets.Records;
using RsrActors.Model;

namespace RsrActors.Fleets;

/// <summary>The outcome of reading an inventory.</summary>
public abstract record InventoryReading
{
    private InventoryReading()
    {
    }

    public sealed record Accepted(ImportReport Report) : InventoryReading;

    /// <param name="Message">One sentence: file, row, what was found, what is allowed.</param>
    public sealed record Refused(string Message) : InventoryReading;
}

/// <summary>
/// Reads an inventory from a file or a pipe: an export of a management tool in CSV or JSON, or this program's own
/// format. It reads row by row, and never keeps the file.
/// </summary>
public static class InventoryFile
{
    /// <param name="source">The tool that has written it; null to recognise it.</param>
    /// <param name="rejected">
    /// Gets each row that is not understood. When it is null, the first such row refuses the file.
    /// </param>
    public static InventoryReading Read(
        string path, InventorySource? source, ColumnChoice choice, Action<Rejection>? rejected = null) =>
        Read([path], source, choice, null, rejected);

    /// <summary>Reads several files as one inventory; a device that two of them have counts once.</summary>
    /// <param name="source">The tool that has written them; null to recognise it for each file.</param>
    /// <param name="dates">What dates such as <c>12/07/2023</c> begin with; null to recognise it by the column.</param>
    /// <param name="rejected">
    /// Gets each row that is not understood. When it is null, the first such row refuses the files.
    /// </param>
    public static InventoryReading Read(
        IReadOnlyList<string> paths, InventorySource? source, ColumnChoice choice, DateOrder? dates,
        Action<Rejection>? rejected = null)
    {
        ArgumentNullException.ThrowIfNull(choice);
        if (choice.Refusal() is { } refusal)
            return Refused(refusal);
        if (paths.Count > 1)
            choice = choice with { IsForSeveralFiles = true };
        var reading = string.Join(", ", paths);
        using var importer = new Importer(rejected, dates);
        try
        {
            foreach (var path in paths)
            {
                reading = path;
                if (Unreadable(path) is { } reason)
                    return Refused(reason);
                using var records = Open(path, source, choice);
                importer.Read(path, records, source is null);
            }

            reading = string.Join(", ", paths);
            return Outcome(importer.Report(choice), reading, leavesOut: rejected is not null);
        }
        catch (InventoryFault fault)
        {
            return Refused($"{reading}: {fault.Message}");
        }
        catch (DecoderFallbackException)
        {
            return Refused(
                $"{reading}: found bytes that are no text, allowed is UTF-8, or UTF-16 with a byte order mark");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Refused($"{reading}: cannot be read: {e.Message}");
        }
    }

    private static string? Unreadable(string path) => path switch
    {
        null or "" => "the name of the inventory is empty, allowed is a file",
        _ when Directory.Exists(path) => $"{path}: found a folder, allowed is a file",
        _ when !Path.Exists(path) => $"{path}: found no such file, allowed is an inventory in CSV or JSON",
        _ => null,
    };

    private static InventoryReading Outcome(ImportReport report, string paths, bool leavesOut) =>
        report switch
        {
            { FirstRejected: { } first } when !leavesOut => Refused(
                $"{first.File}: {first.Message}"
                + (report.Rejected.Sum(one => one.Rows) is > 1 and var all
                    ? $"; {Words.Count(all - 1, "more row is", "more rows are")} not understood" : "")
                + "; 'rsr fleet import' with --rejected leaves such rows out"),
            { Kinds.IsEmpty: true, FirstRejected: { } first } => Refused($"{first.File}: {first.Message}"),
            { Kinds.IsEmpty: true } => Refused(
                $"{paths}: found no Mac, iPhone or iPad, allowed is an inventory with one or more"),
            _ => new InventoryReading.Accepted(report),
        };

    private static InventoryRecords Open(string path, InventorySource? source, ColumnChoice choice)
    {
        var stream = new InventoryStream(path);
        try
        {
            if (stream.IsEmpty)
                throw new InventoryFault("found an empty file, allowed is an inventory in CSV or JSON");
            if (stream.Other is { } other)
                throw new InventoryFault($"found {other}, allowed is an inventory in CSV or JSON");
            if (!stream.IsJson)
                return new CsvRecords(new SniffedText(stream, stream.TextEncoding), source, choice);
            Stream utf8 = stream.TextEncoding is UTF8Encoding
                ? stream
                : Encoding.CreateTranscodingStream(stream, stream.TextEncoding, new UTF8Encoding(false, true));
            return new JsonRecords(utf8, source, choice);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    private static InventoryReading.Refused Refused(string message) => new(Texts.OneLine.Of(message));
}
