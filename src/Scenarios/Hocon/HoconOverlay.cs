using System.Globalization;
using RsrActors.Model.Scenarios;

namespace RsrActors.Scenarios.Hocon;

/// <summary>
/// Puts settings of the command line into a document. Unknown keys are refused later, when the document is read.
/// </summary>
internal static class HoconOverlay
{
    /// <summary>In characters. It also limits how deep a setting can nest.</summary>
    public const int LongestPath = 400;

    /// <param name="path">
    /// Dotted. A name with dots may stand in quotes; a name that the document has needs none.
    /// </param>
    /// <param name="resolve">Gives the value of a node with substitutions of which a part is set.</param>
    public static HoconNode.Tree Set(
        HoconNode.Tree tree, string path, HoconNode value, Func<HoconNode, HoconNode?> resolve)
    {
        var (key, rest) = Split(tree, path);
        var (place, inner) = (-1, (HoconNode?)null);
        for (var i = 0; i < tree.Keys.Length; i++)
        {
            if (tree.Keys[i].Key == key)
                (place, inner) = (i, tree.Keys[i].Value);
        }

        var pair = KeyValuePair.Create(key, rest is null ? value : SetWithin(inner, rest, value, resolve));
        return tree with { Keys = place < 0 ? tree.Keys.Add(pair) : tree.Keys.SetItem(place, pair) };
    }

    /// <summary>A document without some keys of a section.</summary>
    public static HoconNode.Tree Without(
        HoconNode.Tree tree, string section, string[] keys, Func<HoconNode, HoconNode?> resolve) =>
        Resolved(tree.Find(section), resolve) is not HoconNode.Tree inner
            ? tree
            : Set(
                tree, section, inner with { Keys = inner.Keys.RemoveAll(pair => keys.Contains(pair.Key)) }, resolve);

    private static HoconNode? Resolved(HoconNode? node, Func<HoconNode, HoconNode?> resolve) =>
        node is { IsUnresolved: true } ? resolve(node) : node;

    private static HoconNode SetWithin(
        HoconNode? node, string path, HoconNode value, Func<HoconNode, HoconNode?> resolve)
    {
        node = Resolved(node, resolve);
        if (node is not HoconNode.Items items)
            return Set(node as HoconNode.Tree ?? new([], value.Origin), path, value, resolve);

        var dot = path.IndexOf('.', StringComparison.Ordinal);
        var head = dot < 0 ? path : path[..dot];
        if (!int.TryParse(head, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            || index >= items.Nodes.Length)
        {
            // The list has no such item. A text replaces the list, and the reader of the list refuses that text.
            return new HoconNode.Leaf($"item {head} of a list of {items.Nodes.Length}", value.Origin);
        }

        return items with
        {
            Nodes = items.Nodes.SetItem(
                index,
                dot < 0 ? value : SetWithin(items.Nodes[index], path[(dot + 1)..], value, resolve)),
        };
    }

    private static (string Key, string? Further) Split(HoconNode.Tree tree, string path)
    {
        // A name in quotes ends the path, or a dot follows it. Any other path is taken as one key, which is unknown.
        if (path.StartsWith('"') && path.IndexOf('"', 1) is > 0 and var close)
        {
            return close + 1 == path.Length ? (Same(tree, path[1..close]), null)
                : path[close + 1] == '.' ? (Same(tree, path[1..close]), path[(close + 2)..])
                : (path, null);
        }

        foreach (var key in tree.Keys.Select(pair => pair.Key).OrderByDescending(key => key.Length))
        {
            if (path == key)
                return (key, null);
            if (path.StartsWith($"{key}.", StringComparison.Ordinal))
                return (key, path[(key.Length + 1)..]);
        }

        var dot = path.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? (Same(tree, path), null) : (Same(tree, path[..dot]), path[(dot + 1)..]);
    }

    /// <summary>The key as the document spells it: a release's name has several spellings.</summary>
    private static string Same(HoconNode.Tree tree, string key) => tree.Keys
        .Select(pair => pair.Key)
        .FirstOrDefault(known => Release.NormaliseId(known) == Release.NormaliseId(key), key);
}
