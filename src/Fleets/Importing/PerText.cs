namespace RsrActors.Fleets.Importing;

/// <summary>
/// What is computed for a text of a column, once for each text: a million rows have some hundred models and versions.
/// </summary>
internal sealed class PerText<T>(Func<string, T> compute)
{
    private const int Most = 50_000;

    private readonly Dictionary<string, T> _known = new(StringComparer.Ordinal);

    public T Of(ReadOnlySpan<char> text)
    {
        var lookup = _known.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.TryGetValue(text, out var known))
            return known;
        var value = compute(text.ToString());

        // A column with another text in each row must not fill the memory.
        if (_known.Count < Most)
            lookup[text] = value;
        return value;
    }
}
