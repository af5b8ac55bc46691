namespace RsrActors.Scenarios.Hocon;

/// <summary>
/// A section of a HOCON text while it is read. The text may open it again further down, and add keys to it there.
/// </summary>
/// <param name="Depth">The number of sections that contain it.</param>
internal sealed record HoconSection(string Path, int Depth, int Line)
{
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly List<(string Key, HoconSection? Section, HoconNode? Value)> _entries = [];

    /// <summary>The line of a key; null when the section does not have it.</summary>
    public int? LineOf(string key) => !_places.TryGetValue(key, out var place) ? null
        : _entries[place].Section?.Line ?? _entries[place].Value!.Origin.LineNumber;

    /// <summary>A section within this one. Null when the key has a value that is not a section.</summary>
    public HoconSection? Open(string key, int line)
    {
        if (_places.TryGetValue(key, out var place))
            return _entries[place].Section;
        var section = new HoconSection(KeyPath.Join(Path, key), Depth + 1, line);
        _places.Add(key, _entries.Count);
        _entries.Add((key, section, null));
        return section;
    }

    /// <param name="key">A key that the section does not have yet.</param>
    public void Add(string key, HoconNode value)
    {
        _places.Add(key, _entries.Count);
        _entries.Add((key, null, value));
    }

    /// <summary>The section as it was read, with its keys in the order of the text.</summary>
    public HoconNode.Tree Close() => new(
        [.. _entries.Select(entry => KeyValuePair.Create(entry.Key, entry.Value ?? entry.Section!.Close()))],
        Origin.Line(Line));
}
