using System.Text;
using static RsrActors.Charts.Drawing.XmlText;

namespace RsrActors.Charts.Drawing;

/// <summary>Where a text stands in relation to its point.</summary>
internal enum TextAnchor
{
    Start,
    Middle,
    End,
}

/// <summary>
/// Writes one SVG element. Lengths are in pixels, from the upper left corner. Equal calls give equal text, on every
/// machine.
/// </summary>
internal sealed class SvgDrawing
{
    private readonly StringBuilder _svg = new();

    /// <param name="title">What the chart shows, in one line, also for a screen reader.</param>
    /// <param name="description">What can be seen, for a reader who cannot see it.</param>
    public SvgDrawing(int width, int height, string title, string description)
    {
        _svg.Append($"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" role=\"img\" viewBox=\"0 0 {width} ")
            .Append($"{height}\" width=\"{width}\" height=\"{height}\" font-family=\"system-ui, 'Segoe UI', Helvetica, "
                + "")
            .Append($"Arial, sans-serif\" font-size=\"{LabelText.Size}\" fill=\"{Ink.Text}\">\n")
            .Append($"<title>{Of(title)}</title>\n<desc>{Of(description)}</desc>\n")
            .Append($"<rect width=\"{width}\" height=\"{height}\" fill=\"#fff\"/>\n");
    }

    public void Line(
        double x1, double y1, double x2, double y2, string colour, double width = 1, string? dashes = null) =>
        _svg.Append($"<line x1=\"{Of(x1)}\" y1=\"{Of(y1)}\" x2=\"{Of(x2)}\" y2=\"{Of(y2)}\"")
            .Append($"{Stroke(colour, width, dashes)}/>\n");

    /// <summary>A line through points; nothing without two of them.</summary>
    public void Path(
        IReadOnlyList<(double X, double Y)> points, string colour, double width = 1.8, string? dashes = null)
    {
        if (points.Count > 1)
            _svg.Append($"<path d=\"{PathOf(points)}\" fill=\"none\"{Stroke(colour, width, dashes)}/>\n");
    }

    /// <summary>The area between two lines.</summary>
    public void Band(
        IReadOnlyList<(double X, double Y)> upper, IReadOnlyList<(double X, double Y)> lower, string colour)
    {
        if (upper.Count > 1)
            _svg.Append($"<path d=\"{PathOf([.. upper, .. lower.Reverse()])}Z\" fill=\"{colour}\"/>\n");
    }

    public void Rectangle(double x, double y, double width, double height, string colour, string? tip = null) =>
        _svg.Append($"<rect x=\"{Of(x)}\" y=\"{Of(y)}\" width=\"{Of(width)}\" height=\"{Of(height)}\" ")
            .Append($"fill=\"{colour}\"{Closed("rect", tip)}");

    /// <param name="tip">Shown when the pointer is over the point.</param>
    public void Point(double x, double y, Marker marker, string colour, string? tip = null)
    {
        const double R = 4.5;
        var (open, fill) = marker switch
        {
            Marker.Disc => ($"circle cx=\"{Of(x)}\" cy=\"{Of(y)}\" r=\"{Of(R)}\"", colour),
            Marker.Ring => ($"circle cx=\"{Of(x)}\" cy=\"{Of(y)}\" r=\"{Of(R - 0.5)}\"", "#fff"),
            Marker.Square => (Polygon((-4, -4), (4, -4), (4, 4), (-4, 4)), colour),
            Marker.Triangle => (Polygon((0, -5.2), (5, 4), (-5, 4)), colour),
            Marker.Diamond => (Polygon((0, -5.6), (5.6, 0), (0, 5.6), (-5.6, 0)), colour),
            Marker.Cross => ($"path d=\"M{Of(x - 4)},{Of(y - 4)}L{Of(x + 4)},{Of(y + 4)}M{Of(x - 4)},{Of(y + 4)}"
                + $"L{Of(x + 4)},{Of(y - 4)}\"", "none"),
            _ => throw new ArgumentOutOfRangeException(nameof(marker), marker, "A new marker needs a shape here."),
        };
        _svg.Append($"<{open} fill=\"{fill}\"{Stroke(colour, 1.6, null)}{Closed(open.Split(' ')[0], tip)}");

        string Polygon(params ReadOnlySpan<(double X, double Y)> corners)
        {
            var path = new StringBuilder("path d=\"");
            for (var i = 0; i < corners.Length; i++)
                path.Append($"{(i == 0 ? 'M' : 'L')}{Of(x + corners[i].X)},{Of(y + corners[i].Y)}");
            return path.Append("Z\"").ToString();
        }
    }

    public void Text(
        double x, double y, string text, TextAnchor anchor = TextAnchor.Start, string? colour = null,
        bool isBold = false, string? tip = null)
    {
        var place = anchor switch
        {
            TextAnchor.Middle => " text-anchor=\"middle\"",
            TextAnchor.End => " text-anchor=\"end\"",
            _ => "",
        };
        _svg.Append($"<text x=\"{Of(x)}\" y=\"{Of(y)}\"{place}{(colour is null ? "" : $" fill=\"{colour}\"")}")
            .Append(isBold ? " font-weight=\"600\">" : ">")
            .Append(tip is null ? "" : $"<title>{Of(tip)}</title>").Append($"{Of(text)}</text>\n");
    }

    /// <summary>A text that is cut where it is wider than its place; the whole text is then its tip.</summary>
    public void FittedText(
        double x, double y, string text, double width, TextAnchor anchor = TextAnchor.Start, string? colour = null)
    {
        var fitted = LabelText.Fit(text, width);
        Text(x, y, fitted, anchor, colour, tip: fitted == text ? null : text);
    }

    public override string ToString() => _svg + "</svg>\n";

    private static string Closed(string element, string? tip) =>
        tip is null ? "/>\n" : $"><title>{Of(tip)}</title></{element}>\n";

    private static string Stroke(string colour, double width, string? dashes) =>
        $" stroke=\"{colour}\" stroke-width=\"{Of(width)}\""
        + (dashes is null ? "" : $" stroke-dasharray=\"{dashes}\"");

    private static string PathOf(IReadOnlyList<(double X, double Y)> points)
    {
        var path = new StringBuilder();
        for (var i = 0; i < points.Count; i++)
            path.Append($"{(i == 0 ? 'M' : 'L')}{Of(points[i].X)},{Of(points[i].Y)}");
        return path.ToString();
    }
}
