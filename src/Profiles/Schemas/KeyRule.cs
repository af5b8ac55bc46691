using System.Collections.Immutable;

namespace RsrActors.Profiles.Schemas;

/// <summary>What a key's value is.</summary>
internal enum ValueKind
{
    Flag,
    Whole,
    Text,

    /// <summary>A text of a list.</summary>
    Word,

    Items,
    Section,
}

/// <summary>One key of a payload, as Apple documents it.</summary>
/// <param name="Path">Dotted, within the payload.</param>
internal sealed record KeyRule(string Path, ValueKind Kind)
{
    /// <summary>The texts that are allowed.</summary>
    public ImmutableArray<string> Words { get; init; } = [];

    public int Least { get; init; }

    public int Most { get; init; } = int.MaxValue;

    public bool IsRequired { get; init; }

    /// <summary>Why the simulator does nothing with it; empty when it does.</summary>
    public string Beyond { get; init; } = "";

    /// <summary>What is allowed, for messages.</summary>
    public string Allowed => Kind switch
    {
        ValueKind.Flag => "true or false",
        ValueKind.Whole => Most == int.MaxValue ? "a whole number" : $"a whole number from {Least} to {Most}",
        ValueKind.Text => "text",
        ValueKind.Word => $"one of {string.Join(", ", Words)}",
        ValueKind.Items => "a list",
        _ => "a section",
    };
}
