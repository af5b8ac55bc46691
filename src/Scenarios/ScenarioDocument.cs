using System.Text;
using RsrActors.Scenarios.Hocon;
using RsrActors.Scenarios.Sections;

namespace RsrActors.Scenarios;

/// <summary>Makes a tree from a text, and applies the settings of the command line to it.</summary>
internal static class ScenarioDocument
{
    /// <summary>Null when the text is not valid HOCON; a complaint is added then.</summary>
    public static HoconNode.Tree? Parse(string text, Complaints complaints)
    {
        var root = HoconParser.Parse(text, out var fault);
        if (fault is not null)
            complaints.Add(Origin.Place(fault.Line, fault.Column), "", fault.What);
        return root;
    }

    public static HoconNode.Tree Apply(HoconNode.Tree tree, ScenarioOverrides overrides, Complaints complaints)
    {
        if (overrides.Fleet is not null)
            tree = HoconOverlay.Without(tree, "fleet", "devices", "platforms", "inventory", "inventory-sha256");
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
                tree = HoconOverlay.Set(tree, key, node);
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
    /// A value that begins with a quote, a bracket or a brace is read as in the file. Any other value is plain text, so
    /// that a cause may contain commas and '#'.
    /// </summary>
    private static HoconNode? ReadValue(string key, string value, Origin origin, out string fault)
    {
        fault = "";
        if (value[0] is not ('"' or '[' or '{'))
        {
            fault = ValueText.Objection(value) is { } objection ? $"{key}: {objection}" : "";
            return fault.Length > 0 ? null : new HoconNode.Leaf(value, origin);
        }

        if (HoconParser.ParseValue(key, value, out var why) is { } node)
            return From(node, origin);
        fault = why!.What;
        return null;
    }

    private static HoconNode From(HoconNode node, Origin origin) => node switch
    {
        HoconNode.Leaf leaf => leaf with { Origin = origin },
        HoconNode.Items items => new HoconNode.Items([.. items.Nodes.Select(item => From(item, origin))], origin),
        HoconNode.Tree tree => new HoconNode.Tree(
            [.. tree.Keys.Select(pair => KeyValuePair.Create(pair.Key, From(pair.Value, origin)))], origin),
        _ => throw new ArgumentOutOfRangeException(nameof(node), node, "A new kind of node needs a rule here."),
    };
}
