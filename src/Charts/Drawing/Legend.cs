namespace RsrActors.Charts.Drawing;

/// <summary>The names of the lines of a chart, with samples, in a column at its right.</summary>
internal static class Legend
{
    private const int Narrowest = 210;
    private const int Widest = 320;
    private const int BesideName = 20;
    private const int RowHeight = 19;
    private const int Sample = 30;

    /// <summary>In pixels, for a number of names.</summary>
    public static int Height(int names) => names * RowHeight;

    /// <summary>In pixels, with room for the longest name, up to a bound.</summary>
    public static int WidthOf(IEnumerable<string> names) => (int)Math.Clamp(
        Math.Ceiling(names.Select(LabelText.Width).DefaultIfEmpty(0).Max()) + Sample + BesideName, Narrowest, Widest);

    public static void Draw(SvgDrawing svg, double x, double top, IReadOnlyList<(string Name, SeriesStyle Style)> lines)
    {
        var width = WidthOf(lines.Select(line => line.Name));
        for (var i = 0; i < lines.Count; i++)
        {
            var (y, style) = (top + i * RowHeight + 8, lines[i].Style);
            svg.Line(x, y, x + Sample, y, style.Colour, 1.8, style.Dashes);
            svg.Point(x + Sample / 2.0, y, style.Marker, style.Colour);
            svg.FittedText(x + Sample + 8, y + 4, lines[i].Name, width - Sample - BesideName);
        }
    }
}
