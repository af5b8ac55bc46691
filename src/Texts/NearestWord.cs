namespace RsrActors.Texts;

/// <summary>Finds the known word for a mistyped one.</summary>
public static class NearestWord
{
    /// <summary>The known word that is most similar to a mistyped one; null when none is similar enough.</summary>
    public static string? To(string word, IEnumerable<string> known) => known
        .Select(candidate => (candidate, distance: Distance(word, candidate)))
        .Where(pair => pair.distance <= Math.Max(2, pair.candidate.Length / 3)
            && pair.distance < pair.candidate.Length)
        .OrderBy(pair => pair.distance)
        .Select(pair => pair.candidate)
        .FirstOrDefault();

    /// <summary>
    /// The known words that are like a mistyped or shortened one, the nearest first: similar ones, and those that
    /// contain it.
    /// </summary>
    /// <param name="most">The largest number of words.</param>
    public static IReadOnlyList<string> Like(string word, IEnumerable<string> known, int most = 3) =>
    [
        .. known
            .Where(candidate => To(word, [candidate]) is not null
                || (word.Length > 1 && candidate.Contains(word, StringComparison.OrdinalIgnoreCase)))
            .OrderBy(candidate => Distance(word, candidate))
            .Take(most),
    ];

    /// <summary>Levenshtein's distance.</summary>
    public static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 0; i < left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i + 1;
            for (var j = 0; j < right.Length; j++)
            {
                var changed = diagonal + (left[i] == right[j] ? 0 : 1);
                diagonal = row[j + 1];
                row[j + 1] = Math.Min(changed, 1 + Math.Min(row[j], diagonal));
            }
        }

        return row[^1];
    }
}
