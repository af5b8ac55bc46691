using RsrActors.Charts.Drawing;

namespace RsrActors.Charts;

/// <summary>What charts with a row for each name share: the columns, and the frame.</summary>
internal static class RowChart
{
    public const int Total = 740;
    public const int RowHeight = 22;

    private const int Top = 14;
    private const int Below = 44;
    private const int BesideNumbers = 16;
    private const int Widest = 230;
    private const int NarrowestNumbers = 190;
    private const int WidestNumbers = 320;

    /// <param name="values">All that the axis has to cover.</param>
    /// <param name="names">Of the rows, at their left.</param>
    /// <param name="numbers">Of the rows, at their right.</param>
    public static PlotArea PlotOf(
        IReadOnlyCollection<double> values, IReadOnlyCollection<string> names, IEnumerable<string> numbers)
    {
        var left = Math.Min(Widest, names.Max(LabelText.Width)) + 18;
        var right = Math.Clamp(
            Math.Ceiling(numbers.Max(LabelText.Width)) + BesideNumbers, NarrowestNumbers, WidestNumbers);
        var width = Total - left - right;
        var axis = PlotArea.AcrossOf(values.Min(), values.Max(), width);
        return new()
        {
            Left = left,
            Top = Top,
            Width = width,
            Height = names.Count * RowHeight + 4,
            Across = axis,
            Up = axis,
        };
    }

    public static SvgDrawing Begin(PlotArea plot, ChartText text)
    {
        var svg = new SvgDrawing(Total, (int)plot.Bottom + Below, text.Title, text.Description);
        plot.DrawColumns(svg);
        plot.DrawAcross(svg, text.Across);
        return svg;
    }

    /// <summary>The middle of a row, by its place from 0.</summary>
    public static double MiddleOf(PlotArea plot, int row) => plot.Top + row * RowHeight + RowHeight / 2.0;

    /// <summary>The name at the left, and numbers at the right.</summary>
    public static void DrawTexts(SvgDrawing svg, PlotArea plot, double y, string name, string numbers)
    {
        svg.FittedText(4, y + 4, name, plot.Left - 14);
        svg.FittedText(plot.Right + 14, y + 4, numbers, Total - plot.Right - BesideNumbers, colour: Ink.Faint);
    }

    /// <summary>An interval with ends, without its value.</summary>
    public static void DrawInterval(SvgDrawing svg, PlotArea plot, double y, ChartEstimate estimate, string colour)
    {
        if (!estimate.HasInterval)
            return;
        svg.Line(plot.X(estimate.Low), y, plot.X(estimate.High), y, colour, 1.6);
        svg.Line(plot.X(estimate.Low), y - 4, plot.X(estimate.Low), y + 4, colour, 1.6);
        svg.Line(plot.X(estimate.High), y - 4, plot.X(estimate.High), y + 4, colour, 1.6);
    }
}
