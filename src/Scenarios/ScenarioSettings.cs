using System.Collections.Immutable;
using RsrActors.Scenarios.Hocon;
using RsrActors.Scenarios.Sections;

namespace RsrActors.Scenarios;

/// <summary>A scenario's settings one by one, by their key paths.</summary>
public static class ScenarioSettings
{
    /// <summary>The keys that identify an item of a list in a path, in place of its number.</summary>
    private static readonly string[] Names = ["id", "name", "platform"];

    /// <summary>All settings of a resolved scenario, in its order. A list of single values is one setting.</summary>
    public static ImmutableArray<(string Path, string Value)> Of(string resolved)
    {
        var root = HoconParser.Parse(resolved, out var fault)
            ?? throw new InvalidOperationException($"A resolved scenario is no HOCON: {fault!.What}.");
        var settings = ImmutableArray.CreateBuilder<(string, string)>();
        Add(settings, "", root);
        return settings.ToImmutable();
    }

    private static void Add(ImmutableArray<(string Path, string Value)>.Builder settings, string path, HoconNode node)
    {
        switch (node)
        {
            case HoconNode.Tree tree:
                foreach (var (key, inner) in tree.Keys)
                    Add(settings, KeyPath.Join(path, key), inner);
                break;
            case HoconNode.Items items when items.Nodes.All(item => item is HoconNode.Leaf):
                settings.Add((path, $"[{string.Join(", ", items.Nodes.Select(item => ((HoconNode.Leaf)item).Text))}]"));
                break;
            case HoconNode.Items items:
                var name = NameIn(items);
                for (var i = 0; i < items.Nodes.Length; i++)
                {
                    Add(
                        settings,
                        name is null
                            ? KeyPath.Join(path, i)
                            : KeyPath.Join(path, ((HoconNode.Leaf)((HoconNode.Tree)items.Nodes[i]).Find(name)!).Text),
                        items.Nodes[i]);
                }

                break;
            case HoconNode.Leaf leaf:
                settings.Add((path, leaf.Text));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(node), node, "A new kind of node needs a rule here.");
        }
    }

    /// <summary>A key that all items have, with a different value in each; null when no key is like that.</summary>
    private static string? NameIn(HoconNode.Items items) => Names.FirstOrDefault(name =>
    {
        var values = items.Nodes
            .Select(item => ((item as HoconNode.Tree)?.Find(name) as HoconNode.Leaf)?.Text).ToArray();
        return values.All(value => value is not null)
            && values.Distinct(StringComparer.Ordinal).Count() == values.Length;
    });
}
