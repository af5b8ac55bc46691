using System.Collections.Immutable;
using System.Globalization;
using RsrActors.Model.Scenarios;
using RsrActors.Scenarios.Hocon;
using RsrActors.Texts;

namespace RsrActors.Scenarios.Sections;

/// <summary>
/// Reads one value from its text. False when the text is not allowed; <paramref name="why"/> then says what is.
/// </summary>
internal delegate bool ValueReader<T>(string text, out T value, out string why);

/// <summary>
/// One section of a scenario file while it is read. It keeps the keys that were read; afterwards it refuses every
/// other key as unknown. <see cref="SectionValues"/> reads the values.
/// </summary>
/// <param name="pattern">The path without names and places, <c>releases.ID.targets[]</c>.</param>
internal sealed class Section(HoconNode.Tree tree, string path, string pattern, Complaints complaints, KeysRead trace)
{
    private static readonly HoconNode.Tree Absent = new([], Origin.Nowhere);

    private readonly SortedSet<string> _known = new(StringComparer.Ordinal);
    private bool _decided = true;
    private bool _decidedByDefault;

    public bool IsSound => complaints.First is null;

    public bool Has(string key) => tree.Find(key) is not null;

    public bool HasList(string key) => tree.Find(key) is HoconNode.Items;

    /// <summary>The whole file as a section; its keys are the sections.</summary>
    public static T ReadAll<T>(HoconNode.Tree tree, Complaints complaints, KeysRead trace, Func<Section, T> read) =>
        new Section(tree, "", "", complaints, trace).Whole(read);

    /// <param name="otherwise">The default, as text; null when the key must be given.</param>
    /// <param name="harmless">The value to continue with after a refusal.</param>
    public T Value<T>(string key, string? otherwise, T harmless, ValueReader<T> read)
    {
        var node = tree.Find(key);
        Know(key, otherwise, node is not null);
        if (node is null && otherwise is null)
            return Missing(key, harmless);
        if (node is null)
        {
            return read(otherwise!, out var standard, out var wrong)
                ? standard
                : throw new InvalidOperationException($"The default of {pattern}.{key} is no good: {wrong}");
        }

        if (node is not HoconNode.Leaf leaf || leaf.Text.Trim() is not { Length: > 0 } text)
            return Refuse(key, $"found {node.Words}, allowed is a single value", harmless);
        if (read(text, out var value, out var why))
            return value;
        var shown = $"'{ValueText.Shorten(text)}'";
        return Refuse(key, why.Replace($"'{text}'", shown, StringComparison.Ordinal), harmless);
    }

    /// <summary>
    /// One of several words, which decides what other keys the section has. When the word is not allowed, other keys
    /// are refused only if they are misspellings. When it is missing, misspellings are refused before other unknown
    /// keys.
    /// </summary>
    public string Deciding(string key, string? otherwise, params string[] words)
    {
        var word = this.Choice(key, otherwise, words);
        (_decided, _decidedByDefault) = (words.Contains(word, StringComparer.Ordinal), !Has(key));
        return word;
    }

    /// <summary>A list of plain values.</summary>
    public ImmutableArray<string> Words(string key, string? otherwise)
    {
        var items = ItemsOf(key, otherwise);
        foreach (var item in items.Where(item => item is not HoconNode.Leaf { Text.Length: > 0 }))
            complaints.Add(item.Origin, KeyPath.Join(path, key), $"found {item.Words} in a list of single values");
        return [.. items.OfType<HoconNode.Leaf>().Select(leaf => leaf.Text)];
    }

    /// <summary>A section within this one; when it is absent, all its keys take their defaults.</summary>
    public T Inside<T>(string key, Func<Section, T> read) => Inside(key, key, read);

    /// <param name="name">Stands for the key in patterns, when several keys have the same sections.</param>
    public T Inside<T>(string key, string name, Func<Section, T> read)
    {
        _ = _known.Add(key);
        var inner = tree.Find(key);
        if (inner is not (null or HoconNode.Tree))
            _ = Refuse(key, $"found {inner.Words}, allowed is a section in braces", 0);
        return Child(inner as HoconNode.Tree ?? Absent, key, Pattern(name)).Whole(read);
    }

    /// <summary>A list of sections.</summary>
    public ImmutableArray<T> Each<T>(string key, Func<Section, T> read, string? otherwise = null)
    {
        var items = ItemsOf(key, otherwise);
        var all = ImmutableArray.CreateBuilder<T>(items.Length);
        for (var i = 0; i < items.Length; i++)
        {
            var at = KeyPath.Join(KeyPath.Join(path, key), i);
            if (items[i] is HoconNode.Tree item)
                all.Add(new Section(item, at, $"{Pattern(key)}[]", complaints, trace).Whole(read));
            else if (complaints.Takes(items[i].Origin))
                complaints.Add(items[i].Origin, at, $"found {items[i].Words}, allowed is a section in braces");
        }

        return all.ToImmutable();
    }

    /// <summary>Sections whose keys are names, in the order of the file.</summary>
    public ImmutableArray<T> Named<T>(string name, Func<string, Section, T> read)
    {
        var all = ImmutableArray.CreateBuilder<T>();
        foreach (var (key, node) in tree.Keys)
        {
            _ = _known.Add(key);
            if (node is HoconNode.Tree inner)
                all.Add(Child(inner, key, Pattern(name)).Whole(section => read(key, section)));
            else
                complaints.Add(
                    node.Origin, KeyPath.Join(path, key), $"found {node.Words}, allowed is a section in braces");
        }

        return all.ToImmutable();
    }

    /// <summary>The place of a key as refusals name it: file, line and path.</summary>
    public string WhereOf(string key) =>
        complaints.WhereOf(tree.Find(key)?.Origin ?? tree.Origin, KeyPath.Join(path, key));

    /// <summary>
    /// The folder of the file in which a key is set, when that is an included file; otherwise null. Paths of files are
    /// relative to it.
    /// </summary>
    public string? IncludedFolderOf(string key) => tree.Find(key)?.Origin.Source?.Folder;

    public T Refuse<T>(string key, string what, T harmless)
    {
        complaints.Add(tree.Find(key)?.Origin ?? tree.Origin, KeyPath.Join(path, key), what);
        return harmless;
    }

    /// <summary>Refuses a key of earlier versions, and names its successor.</summary>
    public void RefuseRetired(string key, string successor)
    {
        if (tree.Find(key) is not { } node)
            return;
        _ = _known.Add(key);
        complaints.Add(node.Origin, KeyPath.Join(path, key), $"this key is gone; use {successor}");
    }

    /// <summary>
    /// Refuses values that contradict each other. It is reported only when no value is wrong by itself.
    /// </summary>
    public void RefuseTogether(string key, string what) => complaints.Add(
        tree.Find(key)?.Origin ?? tree.Origin, KeyPath.Join(path, key), what, ComplaintKind.Together);

    /// <summary>
    /// Refuses the section as a whole, its name included. It is reported only when no value is wrong by itself.
    /// </summary>
    public void RefuseWhole(string what) => complaints.Add(tree.Origin, path, what, ComplaintKind.Together);

    /// <summary>Refuses the section's name.</summary>
    public void RefuseName(string what) => complaints.Add(tree.Origin, path, what);

    /// <summary>
    /// Refuses a value in an inner section that contradicts others. The refusal shows the line of the deepest part of
    /// the path that the file has: a key that takes its default has no line.
    /// </summary>
    /// <param name="where">Keys, names of sections and places in lists, from here on.</param>
    public void RefuseAt(ImmutableArray<string> where, string what)
    {
        var (node, origin, at) = ((HoconNode?)tree, Origin.Nowhere, path);
        foreach (var part in where)
        {
            node = node switch
            {
                HoconNode.Tree inner => inner.Keys.FirstOrDefault(pair => Release.NormaliseId(pair.Key) == part).Value,
                HoconNode.Items items when int.TryParse(part, CultureInfo.InvariantCulture, out var place)
                    && place < items.Nodes.Length => items.Nodes[place],
                _ => null,
            };
            origin = node?.Origin ?? origin;
            at = KeyPath.Join(at, part);
        }

        complaints.Add(origin, at, what, ComplaintKind.Together);
    }

    private T Missing<T>(string key, T harmless)
    {
        // An item of a list or a named section has a line; a key that is missing from it is reported with that line.
        complaints.Add(
            tree.Origin.Order > 0 ? tree.Origin with { Order = int.MaxValue - 1 } : tree.Origin,
            KeyPath.Join(path, key), "missing; it has no default");
        return harmless;
    }

    private ImmutableArray<HoconNode> ItemsOf(string key, string? otherwise)
    {
        var node = tree.Find(key);
        Know(key, otherwise, node is not null);
        return node switch
        {
            HoconNode.Items items => items.Nodes,
            null => otherwise is null ? Missing<ImmutableArray<HoconNode>>(key, []) : [],
            _ => Refuse<ImmutableArray<HoconNode>>(key, $"found {node.Words}, allowed is a list in brackets", []),
        };
    }

    private Section Child(HoconNode.Tree inner, string key, string itsPattern) =>
        new(inner, KeyPath.Join(path, key), itsPattern, complaints, trace);

    private string Pattern(string key) => pattern.Length == 0 ? key : $"{pattern}.{key}";

    private void Know(string key, string? otherwise, bool given)
    {
        _ = _known.Add(key);
        trace.Asked(Pattern(key), otherwise, given);
    }

    private T Whole<T>(Func<Section, T> read)
    {
        var value = read(this);
        if (_decided && !(_decidedByDefault && RefuseMisspelling()))
            RefuseUnknown();
        else if (!_decided)
            _ = RefuseMisspelling();
        return value;
    }

    private void RefuseUnknown()
    {
        foreach (var (key, node) in tree.Keys)
        {
            // Finding the nearest word is slow, so it is not done for all keys of a file full of unknown keys.
            if (_known.Contains(key) || !complaints.Takes(node.Origin))
                continue;
            var advice = NearestWord.To(key, _known) is { } nearest
                ? $"did you mean {nearest}?"
                : $"allowed here: {string.Join(", ", _known)}";
            complaints.Add(node.Origin, KeyPath.Join(path, key), $"unknown key; {advice}");
        }
    }

    /// <summary>Refuses the unknown key that is most like a known one: it may be a misspelt deciding key.</summary>
    private bool RefuseMisspelling()
    {
        var nearest = tree.Keys.Take(100)
            .Where(pair => !_known.Contains(pair.Key))
            .Select(pair => (pair.Key, pair.Value, Like: NearestWord.To(pair.Key, _known)))
            .Where(pair => pair.Like is not null)
            .OrderBy(pair => NearestWord.Distance(pair.Key, pair.Like!))
            .FirstOrDefault();
        if (nearest.Like is null)
            return false;
        complaints.Add(
            nearest.Value.Origin, KeyPath.Join(path, nearest.Key), $"unknown key; did you mean {nearest.Like}?");
        return true;
    }
}
