using System.Collections.Immutable;
using RsrActors.Charts.Drawing;

namespace RsrActors.Charts;

/// <summary>Quantiles of a curve over replications, at one moment.</summary>
public readonly record struct FanPoint(double X, double P05, double P25, double Median, double P75, double P95);

/// <summary>
/// A curve over replications: its median, a dark band with half of the runs and a light one with nine of ten, at each
/// moment by itself; and dashed, for comparison, the median of another cell. Small, to stand beside others of the same
/// scale.
/// </summary>
public static class FanChart
{
    private const int Total = 350;
    private const int PlotHeight = 150;
    private const int Top = 48;

    /// <param name="points">In rising order of X, at least two.</param>
    /// <param name="reference">Of the other cell; empty without one.</param>
    /// <param name="highest">The end of the left axis, which begins at 0.</param>
    public static string Draw(
        ChartText text, ImmutableArray<FanPoint> points, ImmutableArray<(double X, double Y)> reference, double highest)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfLessThan(points.Length, 2);
        var up = Axis.Of(0, highest, 6);
        var left = PlotArea.LabelWidth(up);
        var width = Total - left - 16;
        var plot = new PlotArea
        {
            Left = left,
            Top = Top,
            Width = width,
            Height = PlotHeight,
            Up = up,
            Across = PlotArea.AcrossOf(points[0].X, points[^1].X, width, AxisEnds.WithData),
        };
        var svg = new SvgDrawing(Total, Top + PlotHeight + 44, text.Title, text.Description);
        svg.FittedText(4, 16, text.Title, Total - 8);
        plot.DrawUp(svg, text.Up);
        svg.Band(Line(point => point.P95), Line(point => point.P05), Ink.WideBand);
        svg.Band(Line(point => point.P75), Line(point => point.P25), Ink.NarrowBand);
        svg.Path(Line(point => point.Median), Ink.Main, 2);
        svg.Path([.. reference.Select(point => plot.At(point.X, point.Y))], Ink.Text, 1.2, "4 3");
        plot.DrawAcross(svg, text.Across);
        return svg.ToString();

        (double X, double Y)[] Line(Func<FanPoint, double> value) =>
            [.. points.Select(point => plot.At(point.X, value(point)))];
    }
}
