using System.Collections.Immutable;

namespace RsrActors.Charts.Drawing;

/// <summary>
/// The colours of charts on a dark page. A chart is drawn for white; a page that has it inside replaces each colour by
/// a rule of its style sheet, so that the chart as a file stays as it is.
/// </summary>
public static class DarkScheme
{
    /// <summary>What a chart is drawn on, and the page around it.</summary>
    public const string Ground = "#16181c";

    /// <summary>Each colour of a chart on white, and the one that replaces it.</summary>
    public static readonly ImmutableSortedDictionary<string, string> Colours =
        ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal,
        [
            new KeyValuePair<string, string>("#fff", Ground),
            new(Ink.Text, "#e6e6e6"), new(Ink.Faint, "#a8a8a8"), new(Ink.Grid, "#3a3d42"), new(Ink.Axis, "#8f8f8f"),
            new(Ink.Muted, "#9a9a9a"), new(Ink.Main, "#6cb6f5"), new(Ink.WideBand, "#1d3a55"),
            new(Ink.NarrowBand, "#2f6396"), new("#c24a00", "#ff9a57"), new("#007a58", "#3fc79a"),
            new("#a8477f", "#e491c0"), new("#8a6400", "#d9b043"), new("#3a3a3a", "#d0d0d0"), new("#1283b0", "#5cc4ec"),
        ]);

    /// <summary>The rules of a style sheet, for a screen whose reader prefers a dark scheme.</summary>
    public static string Css => string.Concat(Colours.Select(pair =>
        $"svg.chart[fill=\"{pair.Key}\"], svg.chart [fill=\"{pair.Key}\"] {{ fill: {pair.Value}; }}\n"
        + $"svg.chart [stroke=\"{pair.Key}\"] {{ stroke: {pair.Value}; }}\n"));
}
