using System.Collections.Immutable;
using RsrActors.Charts.Drawing;

namespace RsrActors.Charts;

/// <summary>The difference of one cell to another.</summary>
/// <param name="Estimate">Null when there is none, such as for the cell that the others are compared with.</param>
/// <param name="Numbers">The same in digits, or why there is none.</param>
public sealed record DifferenceRow(string Name, ChartEstimate? Estimate, string Numbers);

/// <summary>A forest plot: a dot with its interval for each difference, and a line at zero.</summary>
public static class DifferenceChart
{
    /// <param name="rows">At least one has an estimate.</param>
    public static string Draw(ChartText text, ImmutableArray<DifferenceRow> rows)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (rows.All(row => row.Estimate is null))
            throw new ArgumentException("A chart of differences needs one.", nameof(rows));
        var plot = RowChart.PlotOf(
            [0, .. rows.SelectMany(row => row.Estimate is { } some ? some.Finite : [])],
            [.. rows.Select(row => row.Name)], rows.Select(row => row.Numbers));
        var svg = RowChart.Begin(plot, text);
        svg.Line(plot.X(0), plot.Top, plot.X(0), plot.Bottom, Ink.Text, 1.4);
        for (var i = 0; i < rows.Length; i++)
        {
            var y = RowChart.MiddleOf(plot, i);
            RowChart.DrawTexts(svg, plot, y, rows[i].Name, rows[i].Numbers);
            if (rows[i].Estimate is not { } estimate)
                continue;

            // An interval that has zero in it does not say which of the two is larger: an open marker.
            var isOpen = !estimate.HasInterval || (estimate.Low <= 0 && estimate.High >= 0);
            RowChart.DrawInterval(svg, plot, y, estimate, isOpen ? Ink.Muted : Ink.Main);
            svg.Point(
                plot.X(estimate.Value), y, isOpen ? Marker.Ring : Marker.Disc, isOpen ? Ink.Muted : Ink.Main,
                $"{rows[i].Name}: {rows[i].Numbers}");
        }

        return svg.ToString();
    }
}
