using RsrActors.Fleets.Importing;
using RsrActors.Fleets.Records;
using RsrActors.Reports.Numbers;
using RsrActors.Texts;

namespace RsrActors.Host.Commands;

/// <summary>
/// Which columns of a file an import used, which it did not read, and what it assumes without a column.
/// </summary>
internal static class ImportColumns
{
    private const int MostNames = 12;
    private const int LongestName = 40;

    public static IEnumerable<string> Lines(ImportedFile file)
    {
        yield return "columns";
        foreach (var (column, meaning) in file.Columns)
            yield return $"  {OneLine.Of(column)} → {ColumnChoice.WordOf(meaning)}{Remark(file, column, meaning)}";
        if (!file.OtherColumns.IsEmpty)
            yield return $"  not read: {Names(file.OtherColumns)}";
        if (!file.PersonalColumns.IsEmpty)
            yield return $"  not read, as they may name a person or device: {Names(file.PersonalColumns)}";
        foreach (var line in MergedGroups(file).Concat(Assumptions(file.Missing)))
            yield return line;
    }

    /// <summary>
    /// What no column tells although the figures of most fleets depend on it, or a column looks like it; and what is
    /// assumed in its place.
    /// </summary>
    public static IEnumerable<string> Doubtful(ImportedFile file) => MergedGroups(file).Concat(Assumptions(
        file.Missing.Where(one => one.Meaning == Meaning.LastSeen || one.Similar is not null)));

    private static IEnumerable<string> MergedGroups(ImportedFile file)
    {
        if (!file.MergedGroups.IsEmpty)
        {
            yield return "different names count as one group, which has letters without marks, digits, dots and "
                + $"hyphens only: {Names([.. file.MergedGroups.Select(one => $"{one.Group} ({one.Names} names)")])}";
        }
    }

    private static IEnumerable<string> Assumptions(IEnumerable<(Meaning Meaning, string? Similar)> missing) =>
        missing.GroupBy(one => Assumption(one.Meaning)).Select(same =>
            $"no column for {string.Join(" and ", same.Select(one => ColumnChoice.WordOf(one.Meaning)))}: "
            + $"{same.Key}{string.Concat(same.Select(Advice))}");

    private static string Remark(ImportedFile file, string column, Meaning meaning) => meaning switch
    {
        Meaning.Serial or Meaning.Name => ", not kept",
        Meaning.Group => $", {HumanText.Count(file.Groups, "value")} kept; --map \"{OneLine.Of(column)}="
            + $"{ColumnChoice.Ignore}\" leaves them out",
        _ => "",
    };

    private static string Assumption(Meaning meaning) => meaning switch
    {
        Meaning.LastSeen => "no device counts as silent",
        Meaning.Letter => "it is read from version and build",
        Meaning.Build => "it follows from the version",
        Meaning.Group or Meaning.Ring => "no device has one",
        Meaning.Serial => "a device that has two rows counts twice",
        _ => throw new ArgumentOutOfRangeException(nameof(meaning), meaning, "A new meaning needs its words here."),
    };

    private static string Advice((Meaning Meaning, string? Similar) missing) => missing.Similar is { } column
        ? $"; {OneLine.Of(SimilarColumn.Advice(column, missing.Meaning))}"
        : "";

    /// <summary>Some names; a file that has values in the place of its header has been refused.</summary>
    private static string Names(IReadOnlyList<string> columns)
    {
        var some = string.Join(", ", columns.Take(MostNames).Select(Shortened));
        return columns.Count > MostNames ? $"{some} and {HumanText.Count(columns.Count - MostNames)} more" : some;
    }

    private static string Shortened(string column) => OneLine.Of(
        column.Length > LongestName ? $"{column[..LongestName]}…"
        : column.Length > 0 ? column
        : "a column without a name");
}
