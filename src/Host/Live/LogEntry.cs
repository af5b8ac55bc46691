using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using RsrActors.Pbm;
using RsrActors.Reports.Numbers;

namespace RsrActors.Host.Live;

/// <summary>Something the process said of itself.</summary>
/// <param name="Category">Who said it.</param>
/// <param name="Fault">The kind of an exception and the first line of what it says; null without one.</param>
internal sealed record LogEntry(DateTimeOffset At, LogLevel Level, string Category, string Message, string? Fault)
{
    private static readonly ImmutableArray<string> Levels =
        ["trace", "debug", "information", "warning", "error", "critical", "none"];

    public ReplyLine Line(bool asJson) => asJson
        ? ReplyLine.Json(new { At = Instant, Level = Word, Category, Message, Fault })
        : $"{Instant}  {Word,-11}  {Category}  {OneLine(Message)}{(Fault is null ? "" : $" ({Fault})")}";

    private string Instant => HumanText.Instant(At);

    private string Word => Levels[(int)Level];

    private static string OneLine(string text) => text.ReplaceLineEndings(" | ");
}
