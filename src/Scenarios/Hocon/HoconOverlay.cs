using System.Globalization;
using RsrActors.Model.Scenarios;

namespace RsrActors.Scenarios.Hocon;

/// <summary>
/// Lays settings of the command line over a document. Whether a key is known is found out when it is read.
/// </summary>
internal static class HoconOverlay
{
    /// <summary>Bounds how deep a setting can nest.</summary>
    public const int LongestPath = 400;

    /// <param name="path">
    /// Dotted; names with dots may stand in quotes, and need not where the document has them.
    /// </param>
    public static HoconNode.Tree Set(HoconNode.Tree tree, string path, HoconNode value)
    {
        var (key, rest) = Split(tree, path);
        var (place, inner) = (-1, (HoconNode?)null);
        for (var i = 0; i < tree.Keys.Length; i++)
        {
            if (tree.Keys[i].Key == key)
                (place, inner) = (i, tree.Keys[i].Value);
        }

        var pair = KeyValuePair.Create(key, rest is null ? value : SetWithin(inner, rest, value));
        return tree with { Keys = place < 0 ? tree.Keys.Add(pair) : tree.Keys.SetItem(place, pair) };
    }

    private static HoconNode SetWithin(HoconNode? node, string path, HoconNode value)
    {
        if (node is not HoconNode.Items items)
            return Set(node as HoconNode.Tree ?? new([], value.Origin), path, value);

        var dot = path.IndexOf('.', StringComparison.Ordinal);
        var head = dot < 0 ? path : path[..dot];
        if (!int.TryParse(head, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            || index >= items.Nodes.Length)
        {
            // No such item: words in place of the list, which its reader refuses.
            return new HoconNode.Leaf($"item {head} of a list of {items.Nodes.Length}", value.Origin);
        }

        return items with
        {
            Nodes = items.Nodes.SetItem(
                index, dot < 0 ? value : SetWithin(items.Nodes[index], path[(dot + 1)..], value)),
        };
    }

    private static (string Key, string? Further) Split(HoconNode.Tree tree, string path)
    {
        // A name in quotes ends the path, or a dot follows it; else the whole path is no key that a section knows.
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

    /// <summary>The document's own spelling of a release's name.</summary>
    private static string Same(HoconNode.Tree tree, string key) => tree.Keys
        .Select(pair => pair.Key)
        .FirstOrDefault(known => Release.NormaliseId(known) == Release.NormaliseId(key), key);
}
