namespace RsrActors.Charts.Drawing;

/// <summary>The rectangle between two axes.</summary>
internal sealed record PlotArea
{
    private const int TickLength = 4;
    private const int Gap = 7;

    public required double Left { get; init; }

    public required double Top { get; init; }

    public required double Width { get; init; }

    public required double Height { get; init; }

    public required Axis Across { get; init; }

    public required Axis Up { get; init; }

    public double Right => Left + Width;

    public double Bottom => Top + Height;

    /// <summary>The place of a value; one that is outside the axis is drawn at its end.</summary>
    public double X(double value) =>
        Left + Width * Math.Clamp((value - Across.Low) / (Across.High - Across.Low), 0, 1);

    public double Y(double value) => Bottom - Height * Math.Clamp((value - Up.Low) / (Up.High - Up.Low), 0, 1);

    public (double X, double Y) At(double x, double y) => (X(x), Y(y));

    /// <summary>Lines at the ticks, with their labels, and the title of the axis above it.</summary>
    public void DrawUp(SvgDrawing svg, string title)
    {
        foreach (var (value, label) in Up.Ticks.Zip(Up.Labels))
        {
            svg.Line(Left, Y(value), Right, Y(value), value == 0 ? Ink.Axis : Ink.Grid);
            svg.Text(Left - Gap, Y(value) + 4, label, TextAnchor.End, Ink.Faint);
        }

        svg.FittedText(4, Top - 12, TitleOf(Up, title), Right - 4, colour: Ink.Faint);
    }

    /// <summary>The axis below, with its ticks, labels and title.</summary>
    public void DrawAcross(SvgDrawing svg, string title)
    {
        svg.Line(Left, Bottom, Right, Bottom, Ink.Axis);
        foreach (var (value, label) in Across.Ticks.Zip(Across.Labels))
        {
            svg.Line(X(value), Bottom, X(value), Bottom + TickLength, Ink.Axis);
            svg.Text(X(value), Bottom + 17, label, TextAnchor.Middle, Ink.Faint);
        }

        svg.FittedText((Left + Right) / 2, Bottom + 35, TitleOf(Across, title), Width, TextAnchor.Middle, Ink.Faint);
    }

    /// <summary>Lines from the lower axis upwards, where values across are compared.</summary>
    public void DrawColumns(SvgDrawing svg)
    {
        foreach (var value in Across.Ticks)
            svg.Line(X(value), Top, X(value), Bottom, value == 0 ? Ink.Axis : Ink.Grid);
    }

    /// <summary>How wide the labels of an axis are, with the gap before the plot.</summary>
    public static double LabelWidth(Axis axis) => axis.Labels.Max(LabelText.Width) + Gap + 3;

    /// <summary>An axis with as many ticks as there is room for their labels side by side.</summary>
    public static Axis AcrossOf(
        double low, double high, double width, AxisEnds ends = AxisEnds.AtTicks, bool isWhole = false)
    {
        for (var most = Math.Max(3, (int)(width / 45)); ; most--)
        {
            var whole = Axis.Of(low, high, most, isWhole);
            var axis = ends == AxisEnds.WithData ? whole.CutTo(low, high) : whole;
            var distance = width * (axis.Ticks[1] - axis.Ticks[0]) / (axis.High - axis.Low);
            if (most == 3 || axis.Labels.Max(LabelText.Width) + 10 <= distance)
                return axis;
        }
    }

    private static string TitleOf(Axis axis, string title) => axis.Scale.Length == 0 ? title : $"{title}, {axis.Scale}";
}
