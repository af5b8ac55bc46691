using System.Globalization;

namespace RsrActors.Host.Tests.Reports;

/// <summary>Adds up the columns of a printed summary.</summary>
internal static class PrintedSums
{
    private const int LabelWidth = 28;
    private const int ColumnWidth = 17;

    /// <summary>One line of a table: its label with its indentation, and its counts; null for other figures.</summary>
    private sealed record Row(string Label, long?[] Figures);

    /// <returns>How many sums were checked.</returns>
    public static int AddUp(string summary)
    {
        var tables = summary.Split("\n\n").Select(block => block.Split('\n')).ToArray();
        var releases = TablesUnder(tables, "Releases, in devices", "offered to");
        var protection = TablesUnder(tables, "Why devices are not protected", "protected");
        Assert.NotEmpty(releases);
        Assert.NotEmpty(protection);
        var sums = 0;
        foreach (var table in releases)
        {
            sums += Check(table, "offered to", "  first found by ");
            sums += Check(table, "activated on", "  found by ");
            sums += Check(table, "activated on", "active now on", "no longer active on");
            sums += Check(table, "no longer active on", "  by ");
            sums += Check(table, "  removals, each time", "    by ");
            sums += Check(table, "  removals, each time", "    where it was ");
            sums += Check(table, "failed attempts, each time", "  ");
        }

        foreach (var table in protection)
        {
            sums += Check(table, "devices", "protected", "not protected");
            sums += Check(table, "protected", "  by ");
            sums += Check(table, "not protected", "  ");
        }

        return sums;
    }

    private static List<List<Row>> TablesUnder(string[][] blocks, string heading, string row) => blocks
        .SkipWhile(block => !block.Any(line => line.StartsWith(heading, StringComparison.Ordinal)))
        .TakeWhile((block, i) => i == 0 || block.Any(line => line.StartsWith(row, StringComparison.Ordinal)))
        .Select(block => block.Where(line => line.Length > LabelWidth).Select(Parse).ToList())
        .ToList();

    private static Row Parse(string line)
    {
        var figures = new List<long?>();
        for (var at = LabelWidth; at < line.Length; at += ColumnWidth)
        {
            var cell = line[at..Math.Min(line.Length, at + ColumnWidth)].Trim();
            figures.Add(
                cell == "-" ? 0
                : long.TryParse(cell, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var count) ? count
                : null);
        }

        return new(line[..LabelWidth].TrimEnd(), [.. figures]);
    }

    /// <summary>A row is the sum of the deeper rows below it that begin with the same words.</summary>
    private static int Check(List<Row> table, string total, string parts)
    {
        var at = table.FindIndex(row => row.Label == total);
        Assert.True(at >= 0, $"There is no line '{total}'.");
        var depth = Depth(total);
        var below = table.Skip(at + 1).TakeWhile(row => Depth(row.Label) > depth)
            .Where(row => row.Label.StartsWith(parts, StringComparison.Ordinal) && row.Label != "  of the fleet");
        return Check(table[at], below);
    }

    private static int Check(List<Row> table, string total, string first, string second) => Check(
        table.Single(row => row.Label == total), table.Where(row => row.Label == first || row.Label == second));

    private static int Check(Row total, IEnumerable<Row> parts)
    {
        var all = parts.ToList();
        for (var column = 0; column < total.Figures.Length; column++)
        {
            var sum = all.Sum(row => row.Figures[column] ?? throw new FormatException($"'{row.Label}' is no count."));
            Assert.True(
                total.Figures[column] == sum,
                $"'{total.Label}' is {total.Figures[column]}, but its parts are "
                + $"{string.Join(" + ", all.Select(row => row.Figures[column]))} = {sum}.");
        }

        return total.Figures.Length;
    }

    private static int Depth(string label) => label.Length - label.TrimStart().Length;
}
