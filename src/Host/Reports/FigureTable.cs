using Spectre.Console;

namespace RsrActors.Host.Reports;

/// <summary>One line of a <see cref="FigureTable"/>: what it is called, and its figure for one thing.</summary>
internal sealed record FigureLine<T>(string Label, Func<T, string> Figure);

/// <summary>Things beside each other, as many as the console is wide for, their figures below each other.</summary>
internal static class FigureTable
{
    private const int LabelWidth = 28;
    private const int ColumnWidth = 16;

    public static void Write<T>(
        IAnsiConsole console,
        int width,
        IReadOnlyList<T> things,
        Func<T, Text> heading,
        IReadOnlyList<FigureLine<T>> lines)
    {
        foreach (var beside in things.Chunk(Math.Max(1, (width - LabelWidth) / ColumnWidth)))
        {
            var table = new Table { Border = TableBorder.None, ShowHeaders = false };
            table.AddColumn(new TableColumn("").Width(LabelWidth).NoWrap().PadRight(0));
            foreach (var _ in beside)
                table.AddColumn(new TableColumn("").Width(ColumnWidth).NoWrap().RightAligned().PadLeft(0).PadRight(0));
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
}
