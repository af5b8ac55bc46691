using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using RsrActors.Pbm;
using RsrActors.Reports.Numbers;

namespace RsrActors.Host.Live;

/// <summary>One entry of the process's log.</summary>
/// <param name="Category">The category of the logger.</param>
/// <param name="Fault">The type of an exception and the first line of its message; null without one.</param>
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
