using System.Collections.Immutable;
using RsrActors.Texts;

namespace RsrActors.Scenarios.Hocon;

/// <summary>
/// Puts the values of other keys in the place of substitutions. They are looked for in the whole document, after all
/// includes and settings: a key that is set again changes every substitution that names it.
/// </summary>
/// <param name="file">How refusals name the document's own file.</param>
internal sealed class HoconResolver(HoconNode.Tree root, string file)
{
    /// <summary>How many substitutions may refer to each other in a row.</summary>
    public const int Deepest = 64;

    /// <summary>How many keys, items and pieces may be looked at; small texts can stand for endless ones.</summary>
    private const int MostSteps = 20 * HoconParser.Most;

    private readonly Dictionary<HoconNode.Reference, HoconNode?> _known = new(ReferenceEqualityComparer.Instance);
    private readonly List<HoconNode.Reference> _open = [];
    private readonly List<HoconNode.Reference> _searched = [];
    private int _steps;
    private int _copied;

    /// <summary>The first fault of the text; null when every substitution has a value.</summary>
    public HoconFault? Fault { get; private set; }

    /// <summary>The document without substitutions.</summary>
    public HoconNode.Tree Whole() => (HoconNode.Tree)(Resolve(root) ?? root);

    /// <summary>A node of the document without substitutions; null when it has no value.</summary>
    public HoconNode? Resolve(HoconNode node) => IsOneStepTooMany(node) ? null : node switch
    {
        HoconNode.Leaf => node,
        HoconNode.Tree tree => Resolve(tree),
        HoconNode.Items items => Resolve(items),
        HoconNode.Reference reference => Resolve(reference),
        HoconNode.Joined joined => Resolve(joined),
        HoconNode.Layered layered => Resolve(layered),
        _ => throw new ArgumentOutOfRangeException(nameof(node), node, "A new kind of node needs a rule here."),
    };

    private HoconNode.Tree Resolve(HoconNode.Tree tree)
    {
        var keys = ImmutableArray.CreateBuilder<KeyValuePair<string, HoconNode>>(tree.Keys.Length);
        foreach (var (key, inner) in tree.Keys)
        {
            if (Resolve(inner) is { } value)
                keys.Add(KeyValuePair.Create(key, value));
        }

        return tree with { Keys = keys.ToImmutable() };
    }

    private HoconNode.Items Resolve(HoconNode.Items items)
    {
        var nodes = ImmutableArray.CreateBuilder<HoconNode>(items.Nodes.Length);
        foreach (var item in items.Nodes)
        {
            var value = Resolve(item);
            if (value is HoconNode.Items && item.IsUnresolved)
                Fail(item, $"found a list within a list, by {item.Words}");
            else if (value is not null)
                nodes.Add(value);
        }

        return items with { Nodes = nodes.ToImmutable() };
    }

    private HoconNode? Resolve(HoconNode.Reference reference)
    {
        if (_known.TryGetValue(reference, out var known))
            return Copied(known, reference);
        if (!Enter(_open, reference))
            return null;
        var target = Target(reference);
        var value = target is null ? null : Resolve(target);
        Leave(_open);
        if (value is HoconNode.Leaf leaf)
        {
            // The key is where the substitution stands; its value comes from elsewhere.
            value = leaf with { Origin = reference.Origin with { Referred = PlaceOf(leaf, reference) } };
        }

        _known[reference] = value;
        return Copied(value, reference);
    }

    private HoconNode? Resolve(HoconNode.Joined joined)
    {
        var pieces = joined.Pieces.Select(piece => (piece.Blanks, piece.Node, Value: Resolve(piece.Node))).ToArray();
        var values = pieces.Where(piece => piece.Value is not null).Select(piece => piece.Value!).ToArray();
        if (values.Length == 0)
            return null;
        if (values.All(value => value is HoconNode.Tree))
            return values.Aggregate((below, above) => Merge((HoconNode.Tree)below, (HoconNode.Tree)above));
        if (values.All(value => value is HoconNode.Items))
        {
            return new HoconNode.Items(
                [.. values.SelectMany(value => ((HoconNode.Items)value).Nodes)], joined.Origin);
        }

        if (values.FirstOrDefault(value => value.GetType() != values[0].GetType()) is { } other)
        {
            Fail(joined, $"found {values[0].Words} joined with {other.Words}, "
                + "allowed are texts together, sections together, or lists together");
            return null;
        }

        var text = string.Concat(pieces.Select(piece => piece.Blanks + (piece.Value as HoconNode.Leaf)?.Text)).Trim();
        if (ValueText.Objection(text) is not { } objection)
            return new HoconNode.Leaf(text, joined.Origin);
        Fail(joined, objection);
        return null;
    }

    private HoconNode? Resolve(HoconNode.Layered layered)
    {
        var above = Resolve(layered.Above);
        if (above is not (null or HoconNode.Tree))
            return above;
        var below = Resolve(layered.Below);
        if (below is HoconNode.Tree lower && above is HoconNode.Tree upper)
            return Merge(lower, upper);
        if (layered.IsOneText && below is not null && above is not null)
            Fail(layered, $"set a second time, after {layered.Below.Origin.Words}, where it is {below.Words}");
        return above ?? below;
    }

    /// <summary>Both sections as one; of two values of a key the upper one stays.</summary>
    private static HoconNode.Tree Merge(HoconNode.Tree lower, HoconNode.Tree upper)
    {
        var places = lower.Keys.Select((pair, place) => (pair.Key, place))
            .ToDictionary(one => one.Key, one => one.place, StringComparer.Ordinal);
        var keys = lower.Keys.ToBuilder();
        foreach (var pair in upper.Keys)
        {
            if (!places.TryGetValue(pair.Key, out var place))
                keys.Add(pair);
            else if (keys[place].Value is HoconNode.Tree below && pair.Value is HoconNode.Tree above)
                keys[place] = KeyValuePair.Create(pair.Key, (HoconNode)Merge(below, above));
            else
                keys[place] = pair;
        }

        return upper with { Keys = keys.ToImmutable() };
    }

    /// <summary>The node that a substitution stands for; null when there is none. It may have substitutions.</summary>
    private HoconNode? Target(HoconNode.Reference reference)
    {
        if (reference.IsToItself)
        {
            if (reference.Earlier is null && !reference.IsOptional)
                Fail(reference, $"found {reference.Words}, and the key has no earlier value");
            return reference.Earlier;
        }

        var target = (reference.Prefix.IsEmpty ? null : Find([.. reference.Prefix, .. reference.Path]))
            ?? Find(reference.Path);
        if (target is null && !reference.IsOptional)
        {
            Fail(
                reference,
                $"found {reference.Words}, and there is no key {KeyPath.Of(reference.Path)}{Advice(reference.Path)}"
                + "llowed is a key of the scenario, and environment variables are not read");
        }

        return target;
    }

    private HoconNode? Find(ImmutableArray<string> path)
    {
        var node = (HoconNode?)root;
        foreach (var key in path)
            node = node is null ? null : Field(node, key);
        return node;
    }

    /// <summary>A key of a node, without resolving the node's other keys.</summary>
    private HoconNode? Field(HoconNode node, string key)
    {
        if (IsOneStepTooMany(node))
            return null;
        switch (node)
        {
            case HoconNode.Tree tree:
                return tree.Find(key);
            case HoconNode.Reference reference when Enter(_searched, reference):
                var field = Target(reference) is { } target ? Field(target, key) : null;
                Leave(_searched);
                return field;
            case HoconNode.Joined joined:
                return joined.Pieces.Select(piece => Field(piece.Node, key))
                    .Aggregate((HoconNode?)null, (below, above) => Over(below, above, joined.At));
            case HoconNode.Layered { Above: HoconNode.Leaf or HoconNode.Items }:
                return null;
            case HoconNode.Layered layered:
                return Over(Field(layered.Below, key), Field(layered.Above, key), layered.At);
            default:
                return null;
        }
    }

    private static HoconNode? Over(HoconNode? below, HoconNode? above, string at) =>
        below is null ? above
        : above is null ? below
        : new HoconNode.Layered(below, above, at, IsOneText: false, above.Origin);

    private string Advice(ImmutableArray<string> path)
    {
        var section = path.Length == 1 ? root : Find(path[..^1]) as HoconNode.Tree;
        return section is not null
            && NearestWord.To(path[^1], section.Keys.Take(100).Select(pair => pair.Key)) is { } near
                ? $"; did you mean ${{{KeyPath.Of([.. path[..^1], near])}}}? A"
                : "; a";
    }

    private bool Enter(List<HoconNode.Reference> open, HoconNode.Reference reference)
    {
        var first = open.FindIndex(one => ReferenceEquals(one, reference));
        if (first < 0 && open.Count < Deepest)
        {
            open.Add(reference);
            return true;
        }

        Fail(reference, first < 0
            ? $"substitutions refer to each other more than {Deepest} deep"
            : "found a cycle of substitutions: "
                + string.Join(", ", open[first..].Select(one => $"{one.At} is {one.Words}")));
        return false;
    }

    private static void Leave(List<HoconNode.Reference> open) => open.RemoveAt(open.Count - 1);

    private bool IsOneStepTooMany(HoconNode node)
    {
        if (++_steps <= MostSteps)
            return false;
        Fail(node, "the substitutions stand for too many keys and items");
        return true;
    }

    /// <summary>The copy of a value. All copies together may not be larger than a text may be.</summary>
    private HoconNode? Copied(HoconNode? value, HoconNode.Reference reference)
    {
        _copied += value is null || _copied > HoconParser.Most ? 0 : SizeOf(value);
        if (_copied <= HoconParser.Most)
            return value;
        Fail(reference, $"the substitutions stand for more than {HoconParser.Most} keys and items of lists");
        return null;
    }

    private static int SizeOf(HoconNode value) => value switch
    {
        HoconNode.Tree tree => tree.Keys.Sum(pair => 1 + SizeOf(pair.Value)),
        HoconNode.Items items => items.Nodes.Sum(item => 1 + SizeOf(item)),
        _ => 0,
    };

    private string PlaceOf(HoconNode.Leaf leaf, HoconNode.Reference reference) =>
        leaf.Origin.Referred.Length > 0 ? leaf.Origin.Referred
        : leaf.Origin.LineNumber == 0 || leaf.Origin.Source == reference.Origin.Source ? leaf.Origin.Words
        : $"{leaf.Origin.Source?.Name ?? file}, {leaf.Origin.Words}";

    private void Fail(HoconNode node, string what)
    {
        if (Fault is { } fault && fault.Origin.Order <= node.Origin.Order)
            return;
        Fault = new(node.Origin, what, node switch
        {
            HoconNode.Reference reference => reference.At,
            HoconNode.Joined joined => joined.At,
            HoconNode.Layered layered => layered.At,
            _ => "",
        });
    }
}
