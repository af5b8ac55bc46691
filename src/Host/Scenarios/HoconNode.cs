using System.Collections.Immutable;
using Akka.Configuration.Hocon;

namespace RsrActors.Host.Scenarios;

/// <summary>A HOCON document as a tree whose every part knows where it comes from.</summary>
internal abstract record HoconNode(Origin Origin)
{
    /// <summary>How messages call a node of this kind.</summary>
    public abstract string Words { get; }

    public sealed record Leaf(string Text, Origin Origin) : HoconNode(Origin)
    {
        public override string Words => Text.Length == 0 ? "nothing" : $"'{Text}'";
    }

    public sealed record Items(ImmutableArray<HoconNode> Nodes, Origin Origin) : HoconNode(Origin)
    {
        public override string Words => "a list";
    }

    public sealed record Tree(ImmutableArray<KeyValuePair<string, HoconNode>> Keys, Origin Origin) : HoconNode(Origin)
    {
        public override string Words => "a section";

        public HoconNode? Find(string key) => Keys.FirstOrDefault(pair => pair.Key == key).Value;
    }

    /// <summary>Keys keep the order of the file, which Akka's parser does not promise.</summary>
    public static HoconNode From(HoconValue value, string path, HoconOutline outline)
    {
        var origin = outline.LineOf(path) is { } line ? Origin.Line(line) : Origin.Nowhere;
        if (value.IsObject())
        {
            return new Tree(
                [.. value.GetObject().Items
                    .Select(
                        item => KeyValuePair.Create(item.Key, From(item.Value, KeyPath.Join(path, item.Key), outline)))
                    .OrderBy(pair => pair.Value.Origin.Order)],
                origin);
        }

        // An empty element is what Akka's parser makes of a line end within a list.
        return value.Values.Any(element => element is HoconArray)
            ? new Items(
                [.. (value.GetArray() ?? []).Where(item => !item.IsEmpty)
                    .Select((item, i) => From(item, KeyPath.Join(path, i), outline))],
                origin)
            : new Leaf(value.IsEmpty ? "" : value.GetString() ?? "", origin);
    }
}
