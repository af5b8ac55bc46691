using System.Collections.Immutable;
using RsrActors.Charts.Drawing;

namespace RsrActors.Charts;

/// <summary>
/// Lines over a common axis, such as the adoption of a run, or how the precision of an estimate grows with the number
/// of replications.
/// </summary>
public static class LineChart
{
    private const int Total = 740;
    private const int PlotHeight = 250;
    private const int Top = 46;
    private const int Below = 48;
    private const int MarkersOnLine = 3;

    /// <param name="lines">At least one point in all; points with an infinite Y are left out.</param>
    /// <param name="highest">The left axis goes up to it at least.</param>
    /// <param name="areWhole">The values of the lower axis are whole numbers.</param>
    public static string Draw(
        ChartText text, ImmutableArray<ChartLine> lines, double highest = 0, ImmutableArray<ChartMark> marks = default,
        bool areWhole = false)
    {
        ArgumentNullException.ThrowIfNull(text);
        ChartLine[] drawn = [.. lines.Select(line => line with { Points = [.. line.Points.Where(IsFinite)] })];
        (double X, double Y)[] all = [.. drawn.SelectMany(line => line.Points)];
        if (all.Length == 0)
            throw new ArgumentException("A chart needs a point.", nameof(lines));
        var up = Axis.Of(Math.Min(0, all.Min(point => point.Y)), Math.Max(highest, all.Max(point => point.Y)), 7);
        var left = PlotArea.LabelWidth(up);
        var width = Total - Legend.WidthOf(drawn.Select(line => line.Name)) - left - 10;
        var plot = new PlotArea
        {
            Left = left,
            Top = Top,
            Width = width,
            Height = Math.Max(PlotHeight, Legend.Height(drawn.Length)),
            Up = up,
            Across = PlotArea.AcrossOf(
                all.Min(point => point.X), all.Max(point => point.X), width, AxisEnds.WithData, areWhole),
        };
        var svg = new SvgDrawing(Total, (int)plot.Bottom + Below, text.Title, text.Description);
        plot.DrawUp(svg, text.Up);
        plot.DrawAcross(svg, text.Across);
        DrawMarks(svg, plot, marks.IsDefault ? [] : marks);
        for (var i = 0; i < drawn.Length; i++)
            DrawLine(svg, plot, drawn[i].Points, SeriesStyle.Of(i), i, drawn.Length);
        Legend.Draw(svg, plot.Right + 18, Top, [.. drawn.Select((line, i) => (line.Name, SeriesStyle.Of(i)))]);
        return svg.ToString();
    }

    private static void DrawLine(
        SvgDrawing svg, PlotArea plot, ImmutableArray<(double X, double Y)> points, SeriesStyle style, int place,
        int of)
    {
        svg.Path([.. points.Select(point => plot.At(point.X, point.Y))], style.Colour, dashes: style.Dashes);
        if (points.IsEmpty)
            return;

        for (var i = 0; i < MarkersOnLine; i++)
        {
            var (x, y) = points[(int)(SeriesStyle.MarkerAt(i, MarkersOnLine, place, of) * (points.Length - 1))];
            svg.Point(plot.X(x), plot.Y(y), style.Marker, style.Colour);
        }
    }

    private static void DrawMarks(SvgDrawing svg, PlotArea plot, ImmutableArray<ChartMark> marks)
    {
        var free = double.NegativeInfinity;
        var rows = 0;
        foreach (var mark in marks.OrderBy(mark => mark.X))
        {
            var x = plot.X(mark.X);
            svg.Line(x, plot.Top, x, plot.Bottom, Ink.Faint, 1, "2 3");

            // A label that would cover the one before stands a line below it.
            rows = x > free ? 0 : rows + 1;
            var name = LabelText.Fit(mark.Name, plot.Right - x - 6 is > 60 and var room ? room : 120);
            var isRight = plot.Right - x - 6 > 60;
            svg.Text(
                isRight ? x + 4 : x - 4, plot.Top + 12 + 14 * rows, name, isRight ? TextAnchor.Start : TextAnchor.End,
                Ink.Faint);
            free = Math.Max(free, x + LabelText.Width(name) + 10);
        }
    }

    private static bool IsFinite((double X, double Y) point) => double.IsFinite(point.X) && double.IsFinite(point.Y);
}
