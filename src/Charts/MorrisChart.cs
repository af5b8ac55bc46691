using System.Collections.Immutable;
using RsrActors.Charts.Drawing;

namespace RsrActors.Charts;

/// <summary>How much an input matters, by its elementary effects (Morris, Technometrics 33, 1991, 161-174).</summary>
/// <param name="MuStar">The mean of their magnitudes, with its interval.</param>
/// <param name="Sigma">Their standard deviation.</param>
public sealed record MorrisEffect(string Name, ChartEstimate MuStar, double Sigma);

/// <summary>
/// The inputs of a sensitivity analysis: the further right, the more an input matters; above the dashed diagonal, where
/// sigma is larger than mu*, its effect depends on the other inputs or is not a straight line.
/// </summary>
public static class MorrisChart
{
    /// <param name="effects">At least one.</param>
    public static string Draw(ChartText text, ImmutableArray<MorrisEffect> effects) => PointChart.Draw(
        text,
        [
            .. effects.Select(effect => new ChartPoint(
                effect.Name, effect.MuStar, new(effect.Sigma, double.NaN, double.NaN))),
        ],
        static (svg, plot) =>
        {
            var end = Math.Min(plot.Across.High, plot.Up.High);
            svg.Line(plot.X(0), plot.Y(0), plot.X(end), plot.Y(end), Ink.Faint, 1, "5 4");
        },
        fromZero: true);
}
