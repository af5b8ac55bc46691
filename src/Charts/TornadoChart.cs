using System.Collections.Immutable;
using RsrActors.Charts.Drawing;

namespace RsrActors.Charts;

/// <summary>A measure while one input has its lowest and its highest value, and all others their usual ones.</summary>
/// <param name="Numbers">The same in digits.</param>
public sealed record TornadoBar(string Name, ChartEstimate AtLowest, ChartEstimate AtHighest, string Numbers);

/// <summary>
/// A bar for each input, from the measure at its lowest value (light) to that at its highest (dark), with their
/// intervals; the longest bar is the first. A line stands at the measure with usual values.
/// </summary>
public static class TornadoChart
{
    private const double Thickness = 13;

    /// <param name="bars">At least one, in any order; all values are finite.</param>
    /// <param name="usual">The measure while all inputs have their usual values.</param>
    public static string Draw(ChartText text, ImmutableArray<TornadoBar> bars, double usual)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (bars.IsDefaultOrEmpty)
            throw new ArgumentException("A chart needs a bar.", nameof(bars));
        TornadoBar[] sorted = [.. bars.OrderByDescending(bar => Math.Abs(bar.AtHighest.Value - bar.AtLowest.Value))];
        var plot = RowChart.PlotOf(
            [usual, .. sorted.SelectMany(bar => bar.AtLowest.Finite.Concat(bar.AtHighest.Finite))],
            [.. sorted.Select(bar => bar.Name)], sorted.Select(bar => bar.Numbers));
        var svg = RowChart.Begin(plot, text);
        for (var i = 0; i < sorted.Length; i++)
        {
            var (bar, y) = (sorted[i], RowChart.MiddleOf(plot, i));
            DrawBar(svg, plot, y, usual, bar.AtLowest, Ink.NarrowBand, $"{bar.Name}, lowest value");
            DrawBar(svg, plot, y, usual, bar.AtHighest, Ink.Main, $"{bar.Name}, highest value");
            RowChart.DrawInterval(svg, plot, y, bar.AtLowest, Ink.Text);
            RowChart.DrawInterval(svg, plot, y, bar.AtHighest, Ink.Text);
            RowChart.DrawTexts(svg, plot, y, bar.Name, bar.Numbers);
        }

        svg.Line(plot.X(usual), plot.Top, plot.X(usual), plot.Bottom, Ink.Text, 1.4);
        return svg.ToString();
    }

    private static void DrawBar(
        SvgDrawing svg, PlotArea plot, double y, double usual, ChartEstimate estimate, string colour, string tip)
    {
        var (from, to) = (plot.X(usual), plot.X(estimate.Value));
        svg.Rectangle(Math.Min(from, to), y - Thickness / 2, Math.Abs(to - from), Thickness, colour, tip);
    }
}
