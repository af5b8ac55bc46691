using System.Collections.Immutable;
using RsrActors.Charts;

namespace RsrActors.Host.Tests.Charts;

/// <summary>One chart of each kind.</summary>
internal static class SampleCharts
{
    public const double Never = double.PositiveInfinity;

    private static readonly ChartText Words = new("A title", "A description", "across, h", "up, devices");

    /// <summary>Every kind of chart by its name, with names of what it shows.</summary>
    public static ImmutableSortedDictionary<string, string> Named(string first, string second) =>
        new Dictionary<string, string>
        {
            ["line"] = LineChart.Draw(
                Words with { Title = first },
                [new(first, [(0, 0), (1, 5), (2, 7)]), new(second, [(0, 1), (2, Never)])],
                marks: [new(0.5, second), new(0.6, first)]),
            ["fan"] = Fan(first),
            ["distribution"] = Distribution(first, second),
            ["pareto"] = ParetoChart.Draw(Words, Points(first, second)),
            ["trade-off"] = TradeOffChart.Draw(Words, Points(first, second)),
            ["morris"] = MorrisChart.Draw(Words, [new(first, new(3, 2, 4), 1), new(second, new(1, 0, 2), 2)]),
            ["tornado"] = TornadoChart.Draw(
                Words,
                [
                    new(first, new(9, 8, 10), new(12, 11, 13), "9 to 12"),
                    new(second, new(4, 3, 5), new(20, 18, 22), "4 to 20"),
                ],
                usual: 10),
            ["difference"] = DifferenceChart.Draw(
                Words,
                [
                    new(first, null, "the others minus this one"), new(second, new(2, 1, 3), "+2 (1 to 3)"),
                    new("open", new(1, -1, 3), "+1,234,567.89  (-12,345,678 to 1,234,567.89)"), new("alone", new(1, -Never, Never), "+1"),
                ]),
        }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    public static string Fan(string name) => FanChart.Draw(
        Words with { Title = name },
        [.. Enumerable.Range(0, 5).Select(x => new FanPoint(x, x, x + 1, x + 2, x + 3, x + 4))],
        [(0, 0), (4, 8)], highest: 10);

    public static string Distribution(string first, string second) => DistributionChart.Draw(
        Words, [new(first, [1, 2, Never, 2, Never]), new(second, [3, 1, 2])]);

    private static ImmutableArray<ChartPoint> Points(string first, string second) =>
    [
        new(first, new(1, 0.5, 1.5), new(5, 4, 6)), new(second, new(2, 1, 3), new(6, 5, 7)),
        new("third", new(3, 2, 4), new(1, double.NaN, double.NaN)),
    ];
}
