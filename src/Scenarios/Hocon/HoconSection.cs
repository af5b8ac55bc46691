namespace RsrActors.Scenarios.Hocon;

/// <summary>
/// A section of a HOCON document while it is read. The text may open it again further down, and add keys to it there.
/// A key of an included file may be set again below the <c>include</c>.
/// </summary>
/// <param name="Depth">The number of sections that contain it.</param>
internal sealed record HoconSection(KeyPlace Place, int Depth, Origin Origin)
{
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly List<Entry> _entries = [];

    /// <summary>The value over which the section is opened, while it is not known what that is; else null.</summary>
    private Entry? _below;

    /// <summary>A key: a section, or a value, or a list of which items are added one by one.</summary>
    private sealed record Entry(string Key, HoconSection? Section, HoconNode? Value, Origin Origin, HoconSource Source)
    {
        /// <summary>What '+=' adds to the value.</summary>
        public List<HoconNode>? Added { get; init; }

        /// <summary>The whole key, for refusals.</summary>
        public string At { get; init; } = "";

        public bool IsUnresolved => Added is null && Value is { IsUnresolved: true };

        public HoconNode Node => (Added, Value) switch
        {
            (null, _) => Value ?? Section!.Close(),
            (_, null) => new HoconNode.Items([.. Added], Origin),
            (_, HoconNode.Items list) => list with { Nodes = [.. list.Nodes, .. Added] },
            _ => new HoconNode.Joined([("", Value), ("", new HoconNode.Items([.. Added], Origin))], At, Origin),
        };

        /// <summary>Whether another text may set the key again.</summary>
        public bool IsOpenTo(HoconSource source) =>
            !source.IsWithin(Source) && (Section is null || Section._entries.TrueForAll(one => one.IsOpenTo(source)));
    }

    /// <summary>Where a key is set; null when the section does not have it, or another text may set it again.</summary>
    public Origin? SetBefore(string key, HoconSource source) =>
        Find(key) is { } entry && !entry.IsOpenTo(source) ? entry.Origin : null;

    /// <summary>A section within this one. Null when the key has another value that may not be replaced.</summary>
    public HoconSection? Open(string key, Origin origin, HoconSource source)
    {
        var entry = Find(key);
        if (entry?.Section is { } known)
            return known;
        if (entry is not null && !entry.IsOpenTo(source)
            && !(entry.IsUnresolved && entry.Source == source))
            return null;
        var section = new HoconSection(Place.Within(key), Depth + 1, origin)
        {
            _below = entry is { IsUnresolved: true } ? entry : null,
        };
        Put(new(key, section, null, origin, source));
        return section;
    }

    /// <param name="key">A key that the section does not have yet, or that may be set again.</param>
    public void Add(string key, HoconNode value, Origin origin, HoconSource source)
    {
        value = HoconReferences.Bind(value, Place.Keys.Add(key), () => Find(key)?.Node);
        if (value.IsUnresolved && Find(key)?.Node is { } earlier)
        {
            value = new HoconNode.Layered(
                earlier, value, KeyPath.Join(Place.Path, key), IsOneText: false, value.Origin);
        }

        Put(new(key, null, value, origin, source));
    }

    /// <summary>Adds an item to a list. Null, or why that cannot be: what the key has instead.</summary>
    public HoconNode? Append(string key, HoconNode item, Origin origin, HoconSource source)
    {
        var entry = Find(key);
        if (entry is { Section: not null } or { Value: HoconNode.Leaf })
            return entry.Node;
        if (item.IsUnresolved)
            item = HoconReferences.Bind(item, Place.Keys.Add(key), () => entry?.Node);
        var added = entry?.Added ?? [];
        added.Add(item);
        Put(new(key, null, entry?.Value, entry?.Origin ?? origin, source)
        {
            Added = added, At = KeyPath.Join(Place.Path, key),
        });
        return null;
    }

    /// <summary>The section as it was read, with its keys in the order of the text.</summary>
    public HoconNode Close()
    {
        var tree = Tree();
        return _below is { Value: { } below } entry
            ? new HoconNode.Layered(
                below, tree, Place.Path, _entries.Exists(one => one.Source.IsWithin(entry.Source)), Origin)
            : tree;
    }

    /// <summary>The keys of a section that is opened over nothing.</summary>
    public HoconNode.Tree Tree() =>
        new([.. _entries.Select(entry => KeyValuePair.Create(entry.Key, entry.Node))], Origin);

    private Entry? Find(string key) => _places.TryGetValue(key, out var place) ? _entries[place] : null;

    private void Put(Entry entry)
    {
        if (_places.TryGetValue(entry.Key, out var place))
        {
            _entries[place] = entry;
            return;
        }

        _places.Add(entry.Key, _entries.Count);
        _entries.Add(entry);
    }
}
