using System.Text.Json;
using RsrActors.Host.Pbm.Wire;
using RsrActors.Host.Reports;

namespace RsrActors.Host.Pbm;

/// <summary>
/// A line of an answer, text or a JSON object. It is encoded once, however many clients it is offered to.
/// </summary>
public sealed class ReplyLine
{
    private byte[]? _encoded;

    private ReplyLine(string text, bool isJson) => (Content, IsJson) = (text, isJson);

    /// <summary>What the client prints.</summary>
    public string Content { get; }

    public bool IsJson { get; }

    internal byte[] Encoded => _encoded ??= WireFormat.Encode(this);

    public static ReplyLine Text(string text) => new(text, isJson: false);

    /// <summary>Anything that the serializer makes an object of; names become camel case.</summary>
    public static ReplyLine Json(object value) => new(JsonSerializer.Serialize(value, WireFormat.Rows), isJson: true);

    /// <summary>One that is JSON already: an object, without a line break.</summary>
    public static ReplyLine OfJson(string json) => new(json, isJson: true);

    /// <summary>What stands in the place of lines that a slow reader does not get.</summary>
    public static ReplyLine Dropped(long lines, bool asJson) => asJson ? Json(new { Dropped = lines })
        : $"… {HumanText.Count(lines, "line")} not shown";

    public static implicit operator ReplyLine(string text) => Text(text);

    public static ReplyLine FromString(string text) => Text(text);
}
