using RsrActors.Charts.Drawing;

namespace RsrActors.Charts;

/// <summary>What charts with a row for each name share: the columns, and the frame.</summary>
internal static class RowChart
{
    public const int Total = 740;
    public const int RowHeight = 22;

    private const int Top = 14;
    private const int Below = 44;
    private const int Widest = 230;
    private const int Numbers = 190;

    /// <param name="values">All that the axis has to cover.</param>
    /// <param name="names">Of the rows.</param>
    public static PlotArea PlotOf(IReadOnlyCollection<double> values, IReadOnlyCollection<string> names)
    {
        var left = Math.Min(Widest, names.Max(LabelText.Width)) + 18;
        var width = Total - left - Numbers;
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
        svg.FittedText(plot.Right + 14, y + 4, numbers, Total - plot.Right - 16, colour: Ink.Faint);
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
