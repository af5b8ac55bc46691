using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace RsrActors.Pbm.Wire;

/// <summary>
/// The messages of a client, one JSON object a line. They come after the host's <see cref="Response.Hello"/>.
/// </summary>
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

    /// <summary>
    /// Cancels the command with that id. It has no answer of its own; the command's end is the answer.
    /// </summary>
    public sealed record Cancel(long Id) : Request;

    /// <summary>
    /// Requests values of a switch that begin with the typed text; answered by <see cref="Response.Completions"/>.
    /// </summary>
    public sealed record Complete(long Id, string Palette, string Command, string Switch, string Typed) : Request;
}
