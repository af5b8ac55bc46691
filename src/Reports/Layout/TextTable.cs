using System.Text;

namespace RsrActors.Reports.Layout;

/// <summary>A column of a table whose rows are written one by one: its heading and its width.</summary>
public sealed record TextColumn(string Heading, int Width, bool IsRight = false);

/// <summary>Lines of text in columns; a value that is longer than its column moves the rest of its line.</summary>
public sealed class TextTable(params TextColumn[] columns)
{
    private const string Gap = "  ";

    public string Heading => Line([.. columns.Select(column => column.Heading)]);

    public string Line(params ReadOnlySpan<string> values)
    {
        var line = new StringBuilder();
        for (var i = 0; i < columns.Length; i++)
        {
            var (width, value) = (columns[i].Width, values[i]);
            line.Append(columns[i].IsRight ? value.PadLeft(width) : value.PadRight(width)).Append(Gap);
        }

        return line.ToString().TrimEnd();
    }

    /// <summary>A whole table whose columns are as wide as their values, up to a limit.</summary>
    /// <param name="isRight">For each column: whether its values are aligned to the right.</param>
    public static IEnumerable<string> Whole(
        IReadOnlyList<string> headings, IReadOnlyList<bool> isRight, int widest, IReadOnlyCollection<string[]> rows)
    {
        var table = new TextTable([
            .. headings.Select((heading, i) => new TextColumn(
                heading,
                Math.Min(widest, rows.Select(row => row[i].Length).Append(heading.Length).Max()), isRight[i])),
        ]);
        return rows.Select(row => table.Line(row)).Prepend(table.Heading);
    }
}
