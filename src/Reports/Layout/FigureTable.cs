using RsrActors.Reports.Numbers;
using Spectre.Console;

namespace RsrActors.Reports.Layout;

/// <summary>One line of a <see cref="FigureTable"/>: its label, and its figure for the item of a column.</summary>
internal sealed record FigureLine<T>(string Label, Func<T, string> Figure);

/// <summary>A table with one column per item and one line per figure, split to fit the console's width.</summary>
internal static class FigureTable
{
    private const int LabelWidth = 28;
    private const int ColumnWidth = 17;

    public static void Write<T>(
        IAnsiConsole console,
        int width,
        IReadOnlyList<T> items,
        Func<T, Text> heading,
        IReadOnlyList<FigureLine<T>> lines,
        int labelWidth = LabelWidth,
        Func<T, int>? columnWidth = null)
    {
        columnWidth ??= _ => ColumnWidth;
        foreach (var columns in SplitToWidth(items, width - labelWidth, columnWidth))
        {
            var table = new Table { Border = TableBorder.None, ShowHeaders = false };
            table.AddColumn(new TableColumn("").Width(labelWidth).NoWrap().PadRight(0));
            foreach (var item in columns)
            {
                table.AddColumn(
                    new TableColumn("").Width(columnWidth(item)).NoWrap().RightAligned().PadLeft(0).PadRight(0));
            }

            table.AddRow([new Text(""), .. columns.Select(heading)]);
            foreach (var line in lines)
                table.AddRow([new Text(line.Label), .. columns.Select(item => new Text(line.Figure(item)))]);
            console.Write(table);
            console.WriteLine();
        }
    }

    /// <summary>A line for each key that has a count in any column, indented below the line with their sum.</summary>
    public static IEnumerable<FigureLine<T>> CountLines<T>(
        IReadOnlyList<T> items, Func<T, IReadOnlyDictionary<string, long>> counts, string indent = "  ") => items
        .SelectMany(item => counts(item).Keys)
        .Distinct()
        .Order(StringComparer.Ordinal)
        .Select(key => new FigureLine<T>(
            indent + key, item => counts(item).TryGetValue(key, out var count) ? HumanText.Count(count) : "-"));

    /// <summary>Splits the items into groups that fit the width; each has one item at least.</summary>
    private static IEnumerable<List<T>> SplitToWidth<T>(IReadOnlyList<T> items, int width, Func<T, int> columnWidth)
    {
        var row = new List<T>();
        foreach (var item in items)
        {
            if (row.Count > 0 && row.Sum(columnWidth) + columnWidth(item) > width)
            {
                yield return row;
                row = [];
            }

            row.Add(item);
        }

        if (row.Count > 0)
            yield return row;
    }
}
