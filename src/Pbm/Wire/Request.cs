using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace RsrActors.Pbm.Wire;

/// <summary>What a client sends, one JSON object a line. The host has said hello before.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Palettes), "palettes")]
[JsonDerivedType(typeof(Run), "run")]
[JsonDerivedType(typeof(Cancel), "cancel")]
[JsonDerivedType(typeof(Complete), "complete")]
internal abstract record Request
{
    private Request()
    {
    }

    /// <summary>Answered by <see cref="Response.Palettes"/>.</summary>
    public sealed record Palettes : Request;

    /// <summary>
    /// Answered by any number of <see cref="Response.Line"/>, then one <see cref="Response.End"/> with its id.
    /// </summary>
    public sealed record Run(long Id, ImmutableArray<string> Words) : Request;

    /// <summary>Asks the command of that id to end. Without an answer of its own: the command's end is one.</summary>
    public sealed record Cancel(long Id) : Request;

    /// <summary>
    /// Asks for values of a switch that begin like what is typed; answered by <see cref="Response.Completions"/>.
    /// </summary>
    public sealed record Complete(long Id, string Palette, string Command, string Switch, string Typed) : Request;
}
