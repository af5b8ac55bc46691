using System.Collections.Immutable;
using RsrActors.Laboratory.Designs;
using RsrActors.Laboratory.Measures;
using RsrActors.Scenarios.Hocon;
using RsrActors.Texts;

namespace RsrActors.Laboratory.Planning;

/// <summary>Which cells a threshold is about, and whether its measure has its statistic.</summary>
public static class ThresholdPlanning
{
    /// <summary>The cells with the threshold's name or level, by their places; all without one.</summary>
    public static ImmutableArray<int> CellsOf(Threshold threshold, IEnumerable<Cell> cells)
    {
        ArgumentNullException.ThrowIfNull(threshold);
        var all = cells.Select((cell, place) => (cell, place)).ToArray();
        var named = all.Where(one => one.cell.Name == threshold.Cell).ToArray();
        return
        [
            .. (threshold.Cell.Length == 0 ? all
                : named.Length > 0 ? named
                : all.Where(one => one.cell.Levels.Contains(threshold.Cell)))
                .Select(one => one.place),
        ];
    }

    /// <summary>What is wrong with a threshold, in one sentence; null when it can be judged.</summary>
    internal static string? Objection(
        Threshold threshold, ImmutableArray<PlannedCell> cells, ImmutableArray<Measure> measures)
    {
        if (MeasureList.Objection(threshold.Measure, measures) is { } unknown)
            return unknown;
        var measure = measures.First(one => one.Name == threshold.Measure);
        if (StatisticObjection(threshold.Statistic, measure) is { } other)
            return other;
        var places = CellsOf(threshold, cells.Select(cell => cell.Cell));
        if (places.IsEmpty)
        {
            var names = cells.SelectMany(cell => cell.Cell.Levels.Add(cell.Cell.Name))
                .Distinct(StringComparer.Ordinal);
            return $"there is no cell and no level '{ValueText.Shorten(threshold.Cell)}'"
                + (NearestWord.Like(threshold.Cell, names) is { Count: > 0 } like
                    ? $"; did you mean {string.Join(" or ", like)}?"
                    : ".");
        }

        return places.Select(place => cells[place])
            .FirstOrDefault(cell => !measure.AppliesTo(cell.Scenario)) is { } none
            ? $"the measure {measure.Name} needs {measure.Needs}; {none.Scenario.Name} is none."
            : null;
    }

    private static string? StatisticObjection(string statistic, Measure measure) => statistic switch
    {
        ThresholdStatistic.Share or ThresholdStatistic.ShareLow or ThresholdStatistic.ShareHigh
            when measure.Kind != MeasureKind.YesNo =>
            $"{statistic} is for measures of yes and no; {measure.Name} is none.",
        ThresholdStatistic.Never when measure.Kind != MeasureKind.Time =>
            $"{statistic} is for times; {measure.Name} is none.",
        _ => null,
    };
}
