using System.Collections.Immutable;

namespace RsrActors.Profiles.Documents;

/// <summary>A value of a property list or of JSON.</summary>
/// <param name="Line">Counted from 1; 0 in JSON, whose reader keeps no lines.</param>
internal abstract record DocumentNode(int Line)
{
    /// <summary>How a finding names the value.</summary>
    public abstract string Words { get; }

    public sealed record Text(string Value, int Line) : DocumentNode(Line)
    {
        public override string Words => $"the text '{(Value.Length > 60 ? $"{Value[..57]}..." : Value)}'";
    }

    public sealed record Flag(bool Value, int Line) : DocumentNode(Line)
    {
        public override string Words => Value ? "true" : "false";
    }

    public sealed record Whole(long Value, int Line) : DocumentNode(Line)
    {
        public override string Words => $"the number {Value}";
    }

    /// <summary>A value of a kind that no key about updates has: a fraction, a date, data.</summary>
    public sealed record Other(string Kind, int Line) : DocumentNode(Line)
    {
        public override string Words => Kind;
    }

    public sealed record Items(ImmutableArray<DocumentNode> Nodes, int Line) : DocumentNode(Line)
    {
        public override string Words => "a list";
    }

    /// <param name="Keys">In the order of the file; a key may occur twice.</param>
    public sealed record Section(ImmutableArray<KeyValuePair<string, DocumentNode>> Keys, int Line) : DocumentNode(Line)
    {
        public override string Words => "a section";

        /// <summary>The last value of a key, as readers of both formats take it; null without one.</summary>
        public DocumentNode? Find(string key) => Keys.LastOrDefault(pair => pair.Key == key).Value;

        /// <summary>The text of a key; empty when it is none.</summary>
        public string TextOf(string key) => (Find(key) as Text)?.Value ?? "";
    }
}
