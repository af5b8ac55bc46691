using System.Collections.Immutable;
using RsrActors.Charts.Drawing;

namespace RsrActors.Charts;

/// <summary>
/// Cells by two measures of which less is better. A cell is dominated, and grey, when another one is at most as large
/// in both means and smaller in one; a broad light line joins the others, the Pareto front.
/// </summary>
public static class ParetoChart
{
    /// <param name="points">At least one; whether they are muted is found here.</param>
    public static string Draw(ChartText text, ImmutableArray<ChartPoint> points)
    {
        ImmutableArray<ChartPoint> judged =
            [.. points.Select(point => point with { IsMuted = points.Any(other => Dominates(other, point)) })];
        return PointChart.Draw(text, judged, (svg, plot) => DrawFront(svg, plot, judged));
    }

    /// <summary>Whether the first one is at least as good in both measures, and better in one.</summary>
    internal static bool Dominates(ChartPoint one, ChartPoint other) =>
        one.X.Value <= other.X.Value && one.Y.Value <= other.Y.Value
        && (one.X.Value < other.X.Value || one.Y.Value < other.Y.Value);

    /// <summary>A stair: right of and above it everything is dominated.</summary>
    private static void DrawFront(SvgDrawing svg, PlotArea plot, ImmutableArray<ChartPoint> points)
    {
        var front = points.Where(point => !point.IsMuted).Select(point => (X: point.X.Value, Y: point.Y.Value))
            .Distinct().OrderBy(point => point.X).ToArray();
        var stair = new List<(double X, double Y)>();
        foreach (var (x, y) in front)
        {
            if (stair.Count > 0)
                stair.Add((plot.X(x), stair[^1].Y));
            stair.Add(plot.At(x, y));
        }

        svg.Path(stair, Ink.WideBand, 7);
    }
}
