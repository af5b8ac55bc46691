using System.Text;
using Akka.Configuration;

namespace RsrActors.Host.Scenarios;

/// <summary>
/// From a text to a tree: parsed by Akka, watched over by an outline, with the settings of the command line.
/// </summary>
internal static class ScenarioDocument
{
    private const int LongestText = 4 * 1024 * 1024;

    /// <summary>Null when the text is no HOCON; there is a complaint then.</summary>
    public static HoconNode.Tree? Parse(string text, Complaints complaints)
    {
        if (text.Length > LongestText)
        {
            complaints.Add(Origin.Nowhere, "", $"found a text of {text.Length} characters, allowed are {LongestText}");
            return null;
        }

        var outline = HoconOutline.Of(text);
        if (outline.Fault is { } broken)
        {
            complaints.Add(Origin.Line(broken.Line), "", broken.What);
            return null;
        }

        var root = Parse(outline, out var fault);
        if (root is null)
            complaints.Add(Origin.Nowhere, "", $"this is no HOCON: {fault}");
        return root;
    }

    public static HoconNode.Tree Apply(HoconNode.Tree tree, ScenarioOverrides overrides, Complaints complaints)
    {
        foreach (var (option, key, value) in overrides.All())
        {
            var origin = Origin.Option(option);
            if (key.Length == 0 || value.Length == 0)
            {
                complaints.Add(origin, "", $"found '{key}', allowed is key=value");
                return tree;
            }

            tree = HoconOverlay.Set(tree, key, ReadValue(value, origin));
        }

        return tree;
    }

    /// <summary>The comment on top of a text, without its marks: the scenario's story.</summary>
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

    /// <summary>A value as it might stand in the file; what cannot stand there is taken as plain text.</summary>
    private static HoconNode ReadValue(string value, Origin origin)
    {
        var outline = HoconOutline.Of($"value = {value}");
        return outline.Fault is null && Parse(outline, out _) is { Keys: [{ Key: "value", Value: var node }] }
            ? From(node, origin)
            : new HoconNode.Leaf(value, origin);
    }

    private static HoconNode From(HoconNode node, Origin origin) => node switch
    {
        HoconNode.Leaf leaf => leaf with { Origin = origin },
        HoconNode.Items items => new HoconNode.Items([.. items.Nodes.Select(item => From(item, origin))], origin),
        HoconNode.Tree tree => new HoconNode.Tree(
            [.. tree.Keys.Select(pair => KeyValuePair.Create(pair.Key, From(pair.Value, origin)))], origin),
        _ => throw new ArgumentOutOfRangeException(nameof(node), node, "A new kind of node needs a rule here."),
    };

    /// <summary>What the outline lets through Akka's parser may still not know.</summary>
    private static HoconNode.Tree? Parse(HoconOutline outline, out string fault)
    {
        fault = "";
        try
        {
            var root = ConfigurationFactory.ParseString(outline.Text).Root;
            return HoconNode.From(root, "", outline) as HoconNode.Tree ?? new([], Origin.Nowhere);
        }
        catch (Exception e) when (e is FormatException or ConfigurationException)
        {
            fault = e.Message.Split('\n')[0].TrimEnd('\r', ' ', ':');
            return null;
        }
    }
}
