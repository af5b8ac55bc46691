using RsrActors.Host.Live;
using RsrActors.Pbm;

namespace RsrActors.Host.Views;

/// <summary>Entries of the log as lines of the console.</summary>
internal static class LogRows
{
    public static LogRow Of(LogEntry entry) =>
        new(entry.Instant, entry.Word, entry.Category, entry.Message, entry.Fault);

    public static ReplyLine Line(LogEntry entry, bool asJson)
    {
        var row = Of(entry);
        return asJson
            ? ReplyLine.Json(row)
            : $"{row.At}  {row.Level,-11}  {row.Category}  {OneLine(row.Message)}"
                + (row.Fault is null ? "" : $" ({row.Fault})");
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" | ");
}
