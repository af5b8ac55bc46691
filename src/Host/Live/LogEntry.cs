using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using RsrActors.Reports.Numbers;

namespace RsrActors.Host.Live;

/// <summary>One entry of the process's log.</summary>
/// <param name="Category">The category of the logger.</param>
/// <param name="Fault">The type of an exception and the first line of its message; null without one.</param>
internal sealed record LogEntry(DateTimeOffset At, LogLevel Level, string Category, string Message, string? Fault)
{
    private static readonly ImmutableArray<string> Levels =
        ["trace", "debug", "information", "warning", "error", "critical", "none"];

    /// <summary>The moment as text.</summary>
    public string Instant => HumanText.Instant(At);

    /// <summary>The level as a word.</summary>
    public string Word => Levels[(int)Level];
}
