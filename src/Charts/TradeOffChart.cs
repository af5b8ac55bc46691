using System.Collections.Immutable;

namespace RsrActors.Charts;

/// <summary>
/// Cells by two measures, such as the share of false halts and the delay of a halt; both axes have zero.
/// </summary>
public static class TradeOffChart
{
    /// <param name="points">At least one.</param>
    public static string Draw(ChartText text, ImmutableArray<ChartPoint> points) =>
        PointChart.Draw(text, points, fromZero: true);
}
