namespace RsrActors.Scenarios.Sections;

/// <summary>
/// The keys that were read, as patterns: <c>fleet.platforms[].share</c>. Tests compare the documentation with them.
/// </summary>
internal sealed class KeysRead
{
    private readonly SortedDictionary<string, string?> _defaults = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _defaulted = new(StringComparer.Ordinal);

    /// <summary>Every key, with its default; null for a key that must always be given.</summary>
    public IReadOnlyDictionary<string, string?> Keys => _defaults;

    /// <summary>The keys whose default was taken at least once.</summary>
    public IReadOnlySet<string> Defaulted => _defaulted;

    public void Asked(string key, string? otherwise, bool given)
    {
        _defaults[key] = otherwise ?? _defaults.GetValueOrDefault(key);
        if (!given)
            _ = _defaulted.Add(key);
    }
}
