using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RsrActors.Pbm.Wire;

/// <summary>The messages of the host, one JSON object a line.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Hello), "hello")]
[JsonDerivedType(typeof(Palettes), "palettes")]
[JsonDerivedType(typeof(Line), "line")]
[JsonDerivedType(typeof(End), "end")]
[JsonDerivedType(typeof(Completions), "completions")]
[JsonDerivedType(typeof(Bye), "bye")]
public abstract record Response
{
    private Response()
    {
    }

    /// <summary>The first line of every connection.</summary>
    public sealed record Hello(int Protocol, string Program) : Response;

    public sealed record Palettes(ImmutableArray<Palette> All) : Response;

    /// <summary>Text, or a JSON object.</summary>
    public sealed record Line(string? Text = null, JsonElement? Json = null) : Response;

    public sealed record End(long Id, Outcome Outcome, string? Message = null) : Response;

    public sealed record Completions(long Id, ImmutableArray<string> Values) : Response;

    /// <summary>The last line of a connection that the host ends, with the reason.</summary>
    public sealed record Bye(string Message) : Response;
}

/// <summary>How a command ended.</summary>
public enum Outcome
{
    Ok,
    Error,

    /// <summary>The call itself was wrong.</summary>
    Usage,
}
