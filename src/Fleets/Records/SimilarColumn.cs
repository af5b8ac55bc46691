using RsrActors.Texts;

namespace RsrActors.Fleets.Records;

/// <summary>Finds a column whose name is a misspelt name for a meaning.</summary>
public static class SimilarColumn
{
    private const int ShortestName = 5; // Of shorter words too many are similar.
    private const int LettersPerError = 4;
    private const int LongestColumn = 64;

    /// <summary>The column; null when none is similar enough.</summary>
    /// <param name="columns">Those that may be meant. A known name for any meaning is not misspelt.</param>
    internal static string? Of(Meaning meaning, InventorySource source, IEnumerable<string> columns)
    {
        var known = Synonyms.Of(source);
        var all = known.SelectMany(one => one.Names).Select(Synonyms.Key).ToHashSet(StringComparer.Ordinal);
        var names = known.Where(one => one.Meaning == meaning).SelectMany(one => one.Names).Select(Synonyms.Key)
            .Where(name => name.Length >= ShortestName)
            .ToArray();
        return columns
            .Where(column => column.Length <= LongestColumn && !PersonalColumns.Has(column))
            .Select(column => (Column: column, Key: Synonyms.Key(column)))
            .Where(one => !all.Contains(one.Key))
            .Select(one => (one.Column, Errors: Errors(one.Key, names)))
            .Where(one => one.Errors is not null)
            .OrderBy(one => one.Errors)
            .Select(one => one.Column)
            .FirstOrDefault();
    }

    /// <summary>What a message says about such a column.</summary>
    public static string Advice(string column, Meaning meaning) =>
        $"'{column}' looks like it: --map \"{column}={ColumnChoice.WordOf(meaning)}\"";

    private static int? Errors(string key, string[] names) =>
        NearestWord.To(key, names) is { } name && NearestWord.Distance(key, name) is var errors
        && errors <= name.Length / LettersPerError
            ? errors
            : null;
}
