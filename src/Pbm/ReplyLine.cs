using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace RsrActors.Pbm;

/// <summary>A line of an answer, text or a JSON object. It is encoded once for all clients.</summary>
public sealed class ReplyLine
{
    private byte[]? _encoded;

    private ReplyLine(string text, bool isJson) => (Content, IsJson) = (text, isJson);

    /// <summary>What the client prints.</summary>
    public string Content { get; }

    public bool IsJson { get; }

    /// <summary>The bytes on the wire: a message of type <c>line</c>.</summary>
    internal byte[] Encoded => _encoded ??= Encode();

    public static ReplyLine Text(string text) => new(text, isJson: false);

    /// <summary>A value that the serializer writes as an object, with names in camel case.</summary>
    public static ReplyLine Json(object value) => new(JsonSerializer.Serialize(value, RowJson.Options), isJson: true);

    /// <summary>A line that is JSON already: an object without a line break.</summary>
    public static ReplyLine OfJson(string json) => new(json, isJson: true);

    /// <summary>The notice in the place of lines that a slow reader does not get.</summary>
    public static ReplyLine Dropped(long lines, bool asJson) => asJson ? Json(new { Dropped = lines })
        : $"… {lines:N0} {(lines == 1 ? "line" : "lines")} not shown";

    public static implicit operator ReplyLine(string text) => Text(text);

    public static ReplyLine FromString(string text) => Text(text);

    private byte[] Encode()
    {
        var bytes = new ArrayBufferWriter<byte>(Content.Length + 64);
        using (var writer = new Utf8JsonWriter(bytes, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteString("type", "line");
            if (IsJson)
            {
                writer.WritePropertyName("json");
                writer.WriteRawValue(Content, skipInputValidation: true);
            }
            else
            {
                writer.WriteString("text", Content);
            }

            writer.WriteEndObject();
        }

        bytes.Write("\n"u8);
        return bytes.WrittenSpan.ToArray();
    }
}
