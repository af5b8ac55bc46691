using System.Collections.Immutable;

namespace RsrActors.Fleets.Records;

/// <summary>What a user says about columns: <c>--map Standort=group</c>.</summary>
/// <param name="Columns">Each column, and what it tells; null when it is not to be read.</param>
public sealed record ColumnChoice(ImmutableArray<(string Column, Meaning? Meaning)> Columns)
{
    public const string Ignore = "ignore";

    public static readonly ColumnChoice None = new([]);

    /// <summary>The words for meanings on the command line.</summary>
    public static readonly ImmutableArray<(string Word, Meaning Meaning)> Words =
    [
        .. Enum.GetValues<Meaning>().Select(meaning => (WordOf(meaning), meaning)),
    ];

    /// <summary>Whether a file may lack a column that another file of the same import has.</summary>
    internal bool IsForSeveralFiles { get; init; }

    /// <summary>Why the choice is refused whatever the file; null when it is not.</summary>
    internal string? Refusal()
    {
        foreach (var (column, meaning) in Columns)
        {
            if (!PersonalColumns.Allows(column, meaning))
            {
                return $"--map is '{column}={WordOf(meaning!.Value)}', but that column may name a device or a person, "
                    + $"and an inventory keeps neither; allowed for it are serial, name and {Ignore}";
            }
        }

        return null;
    }

    /// <summary>Which column no file has; null when each is in one of them.</summary>
    /// <param name="columns">Those of all files.</param>
    internal string? Absent(IEnumerable<string> columns)
    {
        var keys = columns.Select(Synonyms.Key).ToHashSet(StringComparer.Ordinal);
        return Columns.Select(one => one.Column).FirstOrDefault(column => !keys.Contains(Synonyms.Key(column)));
    }

    /// <summary>Finds the column for each meaning; -1 where there is none.</summary>
    /// <param name="refusal">What is wrong with the choice; empty when nothing is.</param>
    internal int[] Places(IReadOnlyList<string> columns, InventorySource source, out string refusal)
    {
        var places = new int[Enum.GetValues<Meaning>().Length];
        Array.Fill(places, -1);
        var keys = columns.Select(Synonyms.Key).ToArray();
        var taken = new HashSet<int>();
        refusal = "";
        foreach (var (column, meaning) in Columns)
        {
            var place = Array.FindIndex([.. columns], one => one == column);
            place = place >= 0 ? place : Array.IndexOf(keys, Synonyms.Key(column));
            if (place < 0 && IsForSeveralFiles)
                continue;
            if (place < 0)
            {
                refusal = $"--map names the column '{column}', which it has not; its columns are {Shown(columns)}";
                return places;
            }

            _ = taken.Add(place);
            if (meaning is { } told)
                places[(int)told] = place;
        }

        foreach (var (meaning, names) in Synonyms.Of(source))
        {
            if (places[(int)meaning] >= 0)
                continue;
            foreach (var name in names)
            {
                var place = Array.IndexOf(keys, Synonyms.Key(name));
                if (place < 0 || taken.Contains(place))
                    continue;
                places[(int)meaning] = place;
                _ = taken.Add(place);
                break;
            }
        }

        return places;
    }

    /// <summary>Some columns, for a message.</summary>
    internal static string Shown(IReadOnlyList<string> columns)
    {
        const int Most = 12;
        var some = string.Join(", ", columns.Take(Most).Select(Shorten));
        return columns.Count > Most ? $"{some} and {columns.Count - Most} more" : some;
    }

    private static string Shorten(string column) =>
        ShownText.Hidden(column) ?? (column.Length > 40 ? $"{column[..40]}…" : column);

    /// <summary>The word for a meaning on the command line.</summary>
    public static string WordOf(Meaning meaning) => meaning switch
    {
        Meaning.LastSeen => "last-seen",
        Meaning.DaysSilent => "days-silent",
        _ => meaning.ToString().ToLowerInvariant(),
    };
}
