using System.Collections.Immutable;
using RsrActors.Fleets.Records;

namespace RsrActors.Fleets.Importing;

/// <summary>The columns of a file that were not read, and what therefore is not known.</summary>
internal static class UnreadColumns
{
    /// <summary>Without these the devices of the file are understood, and something is assumed about them.</summary>
    private static readonly Meaning[] Optional =
        [Meaning.LastSeen, Meaning.Letter, Meaning.Build, Meaning.Group, Meaning.Ring, Meaning.Serial];

    /// <summary>The columns without a meaning. Of inner objects in JSON the keys are named, not the objects.</summary>
    public static ImmutableArray<string> Of(ImmutableArray<string> columns, IEnumerable<string> used)
    {
        var objects = columns.SelectMany(Outer).ToHashSet(StringComparer.Ordinal);
        var known = used.ToHashSet(StringComparer.Ordinal);
        return [.. columns.Where(column => !known.Contains(column) && !objects.Contains(column)).Distinct()];
    }

    /// <summary>What no column tells, and the column that may be meant for it.</summary>
    /// <param name="unread">Columns without a meaning; those that the user leaves out are not meant.</param>
    public static ImmutableArray<(Meaning Meaning, string? Similar)> Missing(
        InventorySource source, ImmutableArray<Meaning> found, ImmutableArray<string> unread, ColumnChoice choice)
    {
        var chosen = choice.Columns.Select(one => Synonyms.Key(one.Column)).ToHashSet(StringComparer.Ordinal);
        var open = unread.Where(column => !chosen.Contains(Synonyms.Key(column))).ToArray();
        return
        [
            .. Optional
                .Where(meaning => !found.Contains(meaning))
                .Where(meaning => meaning switch
                {
                    Meaning.LastSeen => !found.Contains(Meaning.DaysSilent),
                    Meaning.Ring => !found.Contains(Meaning.Group), // Few tools have rings.
                    Meaning.Serial => source != InventorySource.Own, // A row of it is a kind of device.
                    _ => true,
                })
                .Select(meaning => (meaning, SimilarColumn.Of(meaning, source, open))),
        ];
    }

    private static IEnumerable<string> Outer(string column)
    {
        for (var dot = column.LastIndexOf('.'); dot > 0; dot = column.LastIndexOf('.', dot - 1))
            yield return column[..dot];
    }
}
