using System.Collections.Immutable;

namespace RsrActors.Charts.Drawing;

/// <summary>The colours of all charts; on white each has the contrast that WCAG asks for, text of text.</summary>
internal static class Ink
{
    public const string Text = "#222";
    public const string Faint = "#595959";
    public const string Grid = "#dcdcdc";
    public const string Axis = "#767676";
    public const string Muted = "#8c8c8c";
    public const string Main = "#0060a8";
    public const string WideBand = "#cfe3f5";
    public const string NarrowBand = "#94c0e6";
}

/// <summary>The shape of a point.</summary>
public enum Marker
{
    Disc,
    Square,
    Triangle,
    Diamond,
    Ring,
    Cross,
}

/// <summary>
/// How a series is drawn. Colour, dashes and markers repeat after different counts, so that series can be told apart
/// without colour.
/// </summary>
internal sealed record SeriesStyle(string Colour, string? Dashes, Marker Marker)
{
    /// <summary>After Okabe and Ito, Color universal design (2008), darkened for thin lines on white.</summary>
    private static readonly ImmutableArray<string> Colours =
        ["#0060a8", "#c24a00", "#007a58", "#a8477f", "#8a6400", "#3a3a3a", "#1283b0"];

    private static readonly ImmutableArray<string?> Patterns = [null, "7 3", "2 2", "9 3 2 3", "4 4"];

    /// <param name="place">Of the series in its chart, from 0.</param>
    public static SeriesStyle Of(int place) => new(
        Colours[place % Colours.Length], Patterns[place % Patterns.Length],
        (Marker)(place % Enum.GetValues<Marker>().Length));

    /// <summary>
    /// Where on a line a marker stands, as a share of its length: the markers of lines that lie on each other stand
    /// side by side.
    /// </summary>
    /// <param name="marker">Its place on the line, from 0.</param>
    /// <param name="markers">How many there are on each line.</param>
    /// <param name="line">The place of the line, from 0.</param>
    /// <param name="lines">How many lines there are.</param>
    public static double MarkerAt(int marker, int markers, int line, int lines) =>
        (marker + (line + 0.5) / lines) / markers;
}
