using System.Collections.Immutable;

namespace RsrActors.Scenarios.Hocon;

/// <summary>
/// A HOCON document as a tree. Each node has its origin, such as a line of the file. The parser may give nodes that
/// stand for other values (<see cref="Reference"/>, <see cref="Joined"/>, <see cref="Layered"/>);
/// <see cref="HoconResolver"/> puts those values in their place.
/// </summary>
internal abstract record HoconNode(Origin Origin)
{
    /// <summary>How a refusal names this node.</summary>
    public abstract string Words { get; }

    /// <summary>Whether the node itself stands for another value. Nodes within it may do so in any case.</summary>
    public bool IsUnresolved => this is Reference or Joined or Layered;

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

    /// <summary>A substitution, <c>${a.b}</c>: the value of another key.</summary>
    /// <param name="Path">The parts of that key.</param>
    /// <param name="Prefix">
    /// The section in which the text is included. The key is looked for within it first, and then in the whole.
    /// </param>
    /// <param name="IsOptional">Written <c>${?a.b}</c>: there may be no such key.</param>
    /// <param name="At">The key whose value it is, for refusals.</param>
    public sealed record Reference(
        ImmutableArray<string> Path, ImmutableArray<string> Prefix, bool IsOptional, string At, Origin Origin)
        : HoconNode(Origin)
    {
        /// <summary>
        /// Whether it names the key whose value it is. It then stands for <see cref="Earlier"/>, which that key had
        /// before.
        /// </summary>
        public bool IsToItself { get; init; }

        /// <summary>Null when the key had no value before.</summary>
        public HoconNode? Earlier { get; init; }

        public override string Words => $"${{{(IsOptional ? "?" : "")}{KeyPath.Of(Path)}}}";

        /// <summary>Whether it names a key.</summary>
        public bool Names(ImmutableArray<string> key) =>
            Path.SequenceEqual(key) || (Prefix.Length > 0 && Prefix.AddRange(Path).SequenceEqual(key));
    }

    /// <summary>Values that follow each other in a line, of which at least one is a substitution.</summary>
    public sealed record Joined(ImmutableArray<(string Blanks, HoconNode Node)> Pieces, string At, Origin Origin)
        : HoconNode(Origin)
    {
        public override string Words => "a value with substitutions";
    }

    /// <summary>
    /// A value over the one that its key had before. Two sections become one; of other values the later one stays.
    /// </summary>
    /// <param name="IsOneText">Whether both are in the same file.</param>
    public sealed record Layered(HoconNode Below, HoconNode Above, string At, bool IsOneText, Origin Origin)
        : HoconNode(Origin)
    {
        public override string Words => Above.Words;
    }
}
