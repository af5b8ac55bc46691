namespace RsrActors.Scenarios.Hocon;

/// <summary>
/// A section of a HOCON text while it is read. It may be opened again further down, and goes on then.
/// </summary>
/// <param name="Depth">Of the sections it is in.</param>
internal sealed record HoconSection(string Path, int Depth, int Line)
{
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly List<(string Key, HoconSection? Section, HoconNode? Value)> _entries = [];

    /// <summary>The line of a key; null when the section does not have it.</summary>
    public int? LineOf(string key) => !_places.TryGetValue(key, out var place) ? null
        : _entries[place].Section?.Line ?? _entries[place].Value!.Origin.LineNumber;

    /// <summary>A section within this one. Null when the key has a value that is none.</summary>
    public HoconSection? Open(string key, int line)
    {
        if (_places.TryGetValue(key, out var place))
            return _entries[place].Section;
        var section = new HoconSection(KeyPath.Join(Path, key), Depth + 1, line);
        _places.Add(key, _entries.Count);
        _entries.Add((key, section, null));
        return section;
    }

    /// <param name="key">One that the section does not have.</param>
    public void Add(string key, HoconNode value)
    {
        _places.Add(key, _entries.Count);
        _entries.Add((key, null, value));
    }

    /// <summary>The section as it was read, keys in their order.</summary>
    public HoconNode.Tree Close() => new(
        [.. _entries.Select(entry => KeyValuePair.Create(entry.Key, entry.Value ?? entry.Section!.Close()))],
        Origin.Line(Line));
}
