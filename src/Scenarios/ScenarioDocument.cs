using System.Text;
using RsrActors.Scenarios.Hocon;
using RsrActors.Scenarios.Sections;

namespace RsrActors.Scenarios;

/// <summary>Makes a tree from a text, and applies the settings of the command line to it.</summary>
internal static class ScenarioDocument
{
    /// <summary>
    /// Null when the text is not valid HOCON, or a file that it includes is not; a complaint is added then. The tree
    /// may have substitutions.
    /// </summary>
    /// <param name="folder">The folder of the file; empty for the working directory.</param>
    public static HoconNode.Tree? Parse(string text, string folder, Complaints complaints)
    {
        var source = new HoconSource(
            complaints.File, Path.Combine(folder, Path.GetFileName(complaints.File)), includer: null);
        var root = HoconParser.Parse(text, source, new(ScenarioFile.ReadIncluded), out var fault);
        if (fault is not null)
            complaints.Add(fault.Origin, "", fault.What);
        return root;
    }

    /// <summary>The tree with values in the place of substitutions; null when one of them has no value.</summary>
    public static HoconNode.Tree? Resolve(HoconNode.Tree tree, Complaints complaints)
    {
        var resolver = new HoconResolver(tree, complaints.File);
        var whole = resolver.Whole();
        if (resolver.Fault is not { } fault)
            return whole;
        complaints.Add(fault.Origin, fault.At, fault.What);
        return null;
    }

    /// <summary>The tree of a text to which no settings apply; null when it, or a substitution in it, is not valid.</summary>
    public static HoconNode.Tree? Read(string text, string folder, Complaints complaints) =>
        Parse(text, folder, complaints) is { } tree ? Resolve(tree, complaints) : null;

    public static HoconNode.Tree Apply(HoconNode.Tree tree, ScenarioOverrides overrides, Complaints complaints)
    {
        if (overrides.Fleet is not null)
        {
            tree = HoconOverlay.Without(
                tree, "fleet", ["devices", "platforms", "inventory", "inventory-sha256"], ResolverOf(tree, complaints));
        }

        foreach (var (option, key, value) in overrides.All())
        {
            var origin = Origin.OfOption(option);
            if (key.Length == 0 || value.Length == 0)
            {
                var found = key.Length == 0 ? "no key" : $"'{ValueText.Shorten(key)}' without a value";
                complaints.Add(origin, "", $"found {found}, allowed is key=value");
            }
            else if (key.Length > HoconOverlay.LongestPath)
            {
                complaints.Add(
                    origin, "",
                    $"found a key of {key.Length} characters, allowed are {HoconOverlay.LongestPath} at most");
            }
            else if (ReadValue(key, value, origin, out var fault) is { } node)
            {
                tree = HoconOverlay.Set(tree, key, node, ResolverOf(tree, complaints));
                continue;
            }
            else
            {
                complaints.Add(origin, "", fault);
            }

            return tree;
        }

        return tree;
    }

    /// <summary>The comment at the top of a text, without comment marks: the scenario's story.</summary>
    public static string StoryOf(string text)
    {
        var story = new StringBuilder();
        using var lines = new StringReader(text.TrimStart('\uFEFF'));
        while (lines.ReadLine()?.Trim() is { } line)
        {
            var mark = line.StartsWith('#') ? 1 : line.StartsWith("//", StringComparison.Ordinal) ? 2 : 0;
            if (mark == 0 && line.Length > 0)
                break;
            if (mark > 0)
                _ = story.Append(line[mark..].Trim()).Append('\n');
            else if (story.Length > 0)
                break;
        }

        return story.ToString().Trim();
    }

    /// <summary>
    /// A value that begins with a quote, a bracket, a brace or a substitution is read as in the file. Any other value
    /// is plain text, so that a cause may contain commas and '#'.
    /// </summary>
    private static HoconNode? ReadValue(string key, string value, Origin origin, out string fault)
    {
        fault = "";
        if (value[0] is not ('"' or '[' or '{') && !value.StartsWith("${", StringComparison.Ordinal))
        {
            fault = ValueText.Objection(value) is { } objection ? $"{key}: {objection}" : "";
            return fault.Length > 0 ? null : new HoconNode.Leaf(value, origin);
        }

        if (HoconParser.ParseValue(key, value, out var why) is { } node)
            return From(node, origin);
        fault = why!.What;
        return null;
    }

    /// <summary>
    /// Resolves a node that a setting changes in a part: a substitution within the path of the setting. Only the copy
    /// is changed, and not the value to which the substitution refers.
    /// </summary>
    private static Func<HoconNode, HoconNode?> ResolverOf(HoconNode.Tree tree, Complaints complaints) => node =>
    {
        var resolver = new HoconResolver(tree, complaints.File);
        var value = resolver.Resolve(node);
        if (resolver.Fault is { } fault)
            complaints.Add(fault.Origin, fault.At, fault.What);
        return value;
    };

    private static HoconNode From(HoconNode node, Origin origin) => node switch
    {
        HoconNode.Items items => new HoconNode.Items([.. items.Nodes.Select(item => From(item, origin))], origin),
        HoconNode.Tree tree => new HoconNode.Tree(
            [.. tree.Keys.Select(pair => KeyValuePair.Create(pair.Key, From(pair.Value, origin)))], origin),
        HoconNode.Joined joined => joined with
        {
            Pieces = [.. joined.Pieces.Select(piece => (piece.Blanks, From(piece.Node, origin)))], Origin = origin,
        },
        _ => node with { Origin = origin },
    };
}
