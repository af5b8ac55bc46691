using RsrActors.Reports.Numbers;
using Spectre.Console;

namespace RsrActors.Reports.Layout;

/// <summary>One line of a <see cref="FigureTable"/>: what it is called, and its figure for one thing.</summary>
internal sealed record FigureLine<T>(string Label, Func<T, string> Figure);

/// <summary>Things beside each other, as many as the console is wide for, their figures below each other.</summary>
internal static class FigureTable
{
    private const int LabelWidth = 28;
    private const int ColumnWidth = 17;

    public static void Write<T>(
        IAnsiConsole console,
        int width,
        IReadOnlyList<T> things,
        Func<T, Text> heading,
        IReadOnlyList<FigureLine<T>> lines,
        int labelWidth = LabelWidth,
        Func<T, int>? columnWidth = null)
    {
        columnWidth ??= _ => ColumnWidth;
        foreach (var beside in Abreast(things, width - labelWidth, columnWidth))
        {
            var table = new Table { Border = TableBorder.None, ShowHeaders = false };
            table.AddColumn(new TableColumn("").Width(labelWidth).NoWrap().PadRight(0));
            foreach (var thing in beside)
            {
                table.AddColumn(
                    new TableColumn("").Width(columnWidth(thing)).NoWrap().RightAligned().PadLeft(0).PadRight(0));
            }

            table.AddRow([new Text(""), .. beside.Select(heading)]);
            foreach (var line in lines)
                table.AddRow([new Text(line.Label), .. beside.Select(thing => new Text(line.Figure(thing)))]);
            console.Write(table);
            console.WriteLine();
        }
    }

    /// <summary>A line for each key that has a count anywhere, indented below the line that sums them.</summary>
    public static IEnumerable<FigureLine<T>> CountLines<T>(
        IReadOnlyList<T> things, Func<T, IReadOnlyDictionary<string, long>> counts, string indent = "  ") => things
        .SelectMany(thing => counts(thing).Keys)
        .Distinct()
        .Order(StringComparer.Ordinal)
        .Select(key => new FigureLine<T>(
            indent + key, thing => counts(thing).TryGetValue(key, out var count) ? HumanText.Count(count) : "-"));

    /// <summary>As many things as fit beside each other, one at least.</summary>
    private static IEnumerable<List<T>> Abreast<T>(IReadOnlyList<T> things, int width, Func<T, int> columnWidth)
    {
        var row = new List<T>();
        foreach (var thing in things)
        {
            if (row.Count > 0 && row.Sum(columnWidth) + columnWidth(thing) > width)
            {
                yield return row;
                row = [];
            }

            row.Add(thing);
        }

        if (row.Count > 0)
            yield return row;
    }
}
