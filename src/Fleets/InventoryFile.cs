using System.Text;
using RsrActors.Fleets.Importing;
using RsrActors.Fleets.Records;

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
        string path, InventorySource? source, ColumnChoice choice, Action<Rejection>? rejected = null)
    {
        ArgumentNullException.ThrowIfNull(choice);
        if (path is null or "")
            return Refused("the name of the inventory is empty, allowed is a file");
        if (Directory.Exists(path))
            return Refused($"{path}: found a folder, allowed is a file");
        if (!Path.Exists(path))
            return Refused($"{path}: found no such file, allowed is an inventory in CSV or JSON");
        try
        {
            using var records = Open(path, source, choice);
            using var importer = new Importer(records, rejected);
            var report = importer.Read(source is null);
            return (report, rejected) switch
            {
                ({ FirstRejected: { } first }, null) => Refused(
                    $"{path}: {first.Message}"
                    + (report.Rejected.Sum(one => one.Rows) is > 1 and var all
                        ? $"; {all - 1} more rows are not understood" : "")
                    + "; 'rsr fleet import' with --rejected leaves such rows out"),
                ({ Kinds.IsEmpty: true, FirstRejected: { } first }, _) => Refused($"{path}: {first.Message}"),
                ({ Kinds.IsEmpty: true }, _) => Refused(
                    $"{path}: found no Mac, iPhone or iPad, allowed is an inventory with one or more"),
                _ => new InventoryReading.Accepted(report),
            };
        }
        catch (InventoryFault fault)
        {
            return Refused($"{path}: {fault.Message}");
        }
        catch (DecoderFallbackException)
        {
            return Refused($"{path}: found bytes that are no text, allowed is UTF-8, or UTF-16 with a byte order mark");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Refused($"{path}: cannot be read: {e.Message}");
        }
    }

    private static InventoryRecords Open(string path, InventorySource? source, ColumnChoice choice)
    {
        var stream = new InventoryStream(path);
        try
        {
            if (stream.IsEmpty)
                throw new InventoryFault("found an empty file, allowed is an inventory in CSV or JSON");
            if (stream.Signature is { } other)
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
