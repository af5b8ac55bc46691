using System.Collections.Immutable;

namespace RsrActors.Scenarios.Hocon;

/// <summary>A HOCON document as a tree. Each node has its origin, such as a line of the file.</summary>
internal abstract record HoconNode(Origin Origin)
{
    /// <summary>How a refusal names this node.</summary>
    public abstract string Words { get; }

    public sealed record Leaf(string Text, Origin Origin) : HoconNode(Origin)
    {
        public override string Words => Text.Length == 0 ? "nothing" : $"'{ValueText.Shorten(Text)}'";
    }

    public sealed record Items(ImmutableArray<HoconNode> Nodes, Origin Origin) : HoconNode(Origin)
    {
        public override string Words => "a list";
    }

    /// <param name="Keys">In the order of the file.</param>
    public sealed record Tree(ImmutableArray<KeyValuePair<string, HoconNode>> Keys, Origin Origin) : HoconNode(Origin)
    {
        public override string Words => "a section";

        public HoconNode? Find(string key) => Keys.FirstOrDefault(pair => pair.Key == key).Value;
    }
}
