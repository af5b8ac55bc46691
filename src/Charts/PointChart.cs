using System.Collections.Immutable;
using RsrActors.Charts.Drawing;

namespace RsrActors.Charts;

/// <summary>
/// Points in two directions, each with a cross of its two intervals and a number that the names at the right explain.
/// </summary>
internal static class PointChart
{
    private const int Total = 740;
    private const int PlotHeight = 320;
    private const int Top = 38;
    private const int Below = 48;
    private const int RowHeight = 18;
    private const int Names = 230;
    private const int ColumnOfNames = 26;

    /// <summary>Draws the points, and before them what the caller adds.</summary>
    /// <param name="points">At least one; all values are finite.</param>
    public static string Draw(
        ChartText text, ImmutableArray<ChartPoint> points, Action<SvgDrawing, PlotArea>? behind = null,
        bool fromZero = false)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (points.IsDefaultOrEmpty)
            throw new ArgumentException("A chart needs a point.", nameof(points));
        double[] across = [.. points.SelectMany(point => point.X.Finite), .. fromZero ? (double[])[0] : []];
        double[] high = [.. points.SelectMany(point => point.Y.Finite), .. fromZero ? (double[])[0] : []];
        var up = Axis.Of(high.Min(), high.Max(), 8);
        var left = PlotArea.LabelWidth(up);
        var width = Total - Names - left - 24;
        var plot = new PlotArea
        {
            Left = left,
            Top = Top,
            Width = width,
            Height = Math.Max(PlotHeight, points.Length * RowHeight + 8),
            Up = up,
            Across = PlotArea.AcrossOf(across.Min(), across.Max(), width),
        };
        var svg = new SvgDrawing(Total, (int)plot.Bottom + Below, text.Title, text.Description);
        plot.DrawColumns(svg);
        plot.DrawUp(svg, text.Up);
        plot.DrawAcross(svg, text.Across);
        behind?.Invoke(svg, plot);
        foreach (var point in points)
            DrawCross(svg, plot, point);
        foreach (var point in points)
            DrawPoint(svg, plot, point);
        DrawNumbers(svg, plot, points);
        DrawNames(svg, plot, points);
        return svg.ToString();
    }

    private static void DrawCross(SvgDrawing svg, PlotArea plot, ChartPoint point)
    {
        var (x, y) = plot.At(point.X.Value, point.Y.Value);
        var colour = point.IsMuted ? Ink.Muted : Ink.Main;
        if (point.X.HasInterval)
            svg.Line(plot.X(point.X.Low), y, plot.X(point.X.High), y, colour, 1.2);
        if (point.Y.HasInterval)
            svg.Line(x, plot.Y(point.Y.Low), x, plot.Y(point.Y.High), colour, 1.2);
    }

    /// <summary>The rectangles around the arms of a cross.</summary>
    private static IEnumerable<(double Left, double Top, double Right, double Bottom)> ArmsOf(
        PlotArea plot, ChartPoint point)
    {
        var (x, y) = plot.At(point.X.Value, point.Y.Value);
        if (point.X.HasInterval)
            yield return (plot.X(point.X.Low), y - 1, plot.X(point.X.High), y + 1);
        if (point.Y.HasInterval)
            yield return (x - 1, plot.Y(point.Y.High), x + 1, plot.Y(point.Y.Low));
    }

    private static void DrawPoint(SvgDrawing svg, PlotArea plot, ChartPoint point)
    {
        var (x, y) = plot.At(point.X.Value, point.Y.Value);
        svg.Point(
            x, y, point.IsMuted ? Marker.Ring : Marker.Disc, point.IsMuted ? Ink.Muted : Ink.Main, point.Name);
    }

    /// <summary>Points at one place have one label.</summary>
    private static void DrawNumbers(SvgDrawing svg, PlotArea plot, ImmutableArray<ChartPoint> points)
    {
        var places = points
            .Select((point, i) => (Place: plot.At(point.X.Value, point.Y.Value), Number: i + 1, point.IsMuted))
            .GroupBy(one => (Math.Round(one.Place.X / 3), Math.Round(one.Place.Y / 3)))
            .Select(group => (
                group.First().Place, Text: string.Join(", ", group.Select(one => one.Number)),
                IsMuted: group.All(one => one.IsMuted)))
            .ToArray();
        var labels = new FreePlaces(
            plot, [.. places.Select(one => one.Place)], [.. points.SelectMany(point => ArmsOf(plot, point))]);
        foreach (var (place, text, isMuted) in places)
        {
            var (x, y) = labels.Take(place, LabelText.Width(text));
            svg.Text(x, y, text, TextAnchor.Start, isMuted ? Ink.Faint : Ink.Text, isBold: !isMuted);
        }
    }

    private static void DrawNames(SvgDrawing svg, PlotArea plot, ImmutableArray<ChartPoint> points)
    {
        var x = plot.Right + 20;
        for (var i = 0; i < points.Length; i++)
        {
            var y = plot.Top + i * RowHeight + 10;
            var colour = points[i].IsMuted ? Ink.Faint : Ink.Text;
            svg.Text(x + ColumnOfNames - 8, y, $"{i + 1}", TextAnchor.End, colour, isBold: !points[i].IsMuted);
            svg.FittedText(x + ColumnOfNames, y, points[i].Name, Total - x - ColumnOfNames - 4, colour: colour);
        }
    }
}
