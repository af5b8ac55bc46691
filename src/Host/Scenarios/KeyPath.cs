namespace RsrActors.Host.Scenarios;

/// <summary>
/// Dotted paths of keys, <c>releases."16.5.1-a".letter</c>, as messages show them and <c>--set</c> takes them.
/// </summary>
internal static class KeyPath
{
    public static string Join(string path, string key)
    {
        var segment = key.Length > 0 && key.All(IsPlain) ? key : ScenarioWords.Quote(key);
        return path.Length == 0 ? segment : $"{path}.{segment}";
    }

    public static string Join(string path, int index) => $"{path}.{index}";

    /// <summary>Characters of a key that needs no quotes.</summary>
    public static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_';

    /// <summary>The known word most like a mistyped one; null when none is much like it.</summary>
    public static string? Nearest(string word, IEnumerable<string> known) => known
        .Select(candidate => (candidate, distance: Distance(word, candidate)))
        .Where(pair => pair.distance <= Math.Max(2, pair.candidate.Length / 3)
            && pair.distance < pair.candidate.Length)
        .OrderBy(pair => pair.distance)
        .Select(pair => pair.candidate)
        .FirstOrDefault();

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
