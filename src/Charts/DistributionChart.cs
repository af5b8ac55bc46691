using System.Collections.Immutable;
using RsrActors.Charts.Drawing;

namespace RsrActors.Charts;

/// <summary>The times of an event in all runs of a cell; +infinity where it never happened.</summary>
public sealed record ChartSample(string Name, ImmutableArray<double> Times);

/// <summary>
/// Empirical distribution functions of times: at each moment the share of the runs in which the event had happened by
/// then. The axis ends after the last event. Right of a gap, a column for each sample is as long as the share of the
/// runs in which it never did.
/// </summary>
public static class DistributionChart
{
    private const int Total = 740;
    private const int PlotHeight = 250;
    private const int Top = 38;
    private const int Below = 48;
    private const int AxisGap = 22;
    private const int Column = 13;
    private const int MarkersOnLine = 2;
    private const double Percent = 100;

    /// <param name="samples">At least one, none empty.</param>
    public static string Draw(ChartText text, ImmutableArray<ChartSample> samples)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (samples.IsDefaultOrEmpty || samples.Any(sample => sample.Times.IsEmpty))
            throw new ArgumentException("A distribution needs samples with values.", nameof(samples));
        var up = Axis.Of(0, Percent, 6);
        var left = PlotArea.LabelWidth(up);
        var never = Math.Max(44, samples.Length * Column + 8);
        var width = Total - Legend.WidthOf(samples.Select(one => one.Name)) - left - AxisGap - never - 10;
        var times = samples.SelectMany(sample => sample.Times).Where(double.IsFinite);
        var across = PlotArea.AcrossOf(0, times.DefaultIfEmpty(1).Max(), width);
        var plot = new PlotArea
        {
            Left = left,
            Top = Top,
            Width = width,
            Height = Math.Max(PlotHeight, Legend.Height(samples.Length)),
            Up = up,
            Across = across,
        };
        var svg = new SvgDrawing(Total, (int)plot.Bottom + Below, text.Title, text.Description);
        plot.DrawUp(svg, text.Up);
        plot.DrawAcross(svg, text.Across);
        DrawNeverAxis(svg, plot, never);
        for (var i = 0; i < samples.Length; i++)
            DrawSample(svg, plot, samples[i], i, samples.Length);
        Legend.Draw(
            svg, plot.Right + AxisGap + never + 18, Top,
            [.. samples.Select((one, i) => (one.Name, SeriesStyle.Of(i)))]);
        return svg.ToString();
    }

    /// <summary>The axis right of the gap, and two strokes that say that the axis is interrupted.</summary>
    private static void DrawNeverAxis(SvgDrawing svg, PlotArea plot, double width)
    {
        var left = plot.Right + AxisGap;
        svg.Line(left, plot.Bottom, left + width, plot.Bottom, Ink.Axis);
        svg.Line(left, plot.Top, left + width, plot.Top, Ink.Grid);
        foreach (var x in (double[])[plot.Right, left])
            svg.Line(x - 3, plot.Bottom + 5, x + 3, plot.Bottom - 5, Ink.Axis);
        svg.Text(left + width / 2, plot.Bottom + 17, "never", TextAnchor.Middle, Ink.Text);
    }

    private static void DrawSample(
        SvgDrawing svg, PlotArea plot, ChartSample sample, int place, int of)
    {
        var style = SeriesStyle.Of(place);
        double[] times = [.. sample.Times.Where(double.IsFinite).Order()];
        var points = new List<(double X, double Y)> { plot.At(0, 0) };
        for (var i = 0; i < times.Length; i++)
        {
            // Steps within one pixel look like one.
            if (i + 1 < times.Length && plot.X(times[i + 1]) - points[^1].X < 1)
                continue;
            points.Add((plot.X(times[i]), points[^1].Y));
            points.Add(plot.At(times[i], Percent * (i + 1) / sample.Times.Length));
        }

        var last = points[^1].Y;
        points.Add((plot.Right, last));
        svg.Path(points, style.Colour, dashes: style.Dashes);
        for (var i = 0; i < MarkersOnLine; i++)
        {
            var x = plot.Left + plot.Width * SeriesStyle.MarkerAt(i, MarkersOnLine, place, of);
            svg.Point(x, points.Last(point => point.X <= x).Y, style.Marker, style.Colour);
        }

        if (times.Length == sample.Times.Length)
            return;
        var column = plot.Right + AxisGap + (place + 0.5) * Column + 4;
        svg.Line(column, last, column, plot.Y(Percent), style.Colour, 3);
        svg.Point(
            column, last, style.Marker, style.Colour,
            $"{sample.Name}: never in {sample.Times.Length - times.Length} of {sample.Times.Length} runs");
    }
}
