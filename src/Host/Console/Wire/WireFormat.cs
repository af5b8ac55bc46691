using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RsrActors.Host.Pbm.Wire;

/// <summary>
/// Messages as lines of UTF-8 JSON. Unknown members are passed by, so that either side may learn more.
/// </summary>
internal static class WireFormat
{
    /// <summary>Changes when an older client or host could not follow.</summary>
    public const int Protocol = 1;

    /// <summary>No client has reason to send more in one line.</summary>
    public const int LongestRequest = 64 * 1024;

    /// <summary>What a host may send in one line.</summary>
    public const int LongestResponse = 1024 * 1024;

    private static readonly JsonSerializerOptions Messages = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowOutOfOrderMetadataProperties = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Rows of listings: names in camel case, nulls shown, text as it is.</summary>
    public static JsonSerializerOptions Rows { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static byte[] Encode(Request request) =>
        [.. JsonSerializer.SerializeToUtf8Bytes(request, Messages), (byte)'\n'];

    public static byte[] Encode(Response response) =>
        [.. JsonSerializer.SerializeToUtf8Bytes(response, Messages), (byte)'\n'];

    public static byte[] Encode(ReplyLine line)
    {
        var bytes = new ArrayBufferWriter<byte>(line.Content.Length + 64);
        using (var writer = new Utf8JsonWriter(bytes, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteString("type", "line");
            if (line.IsJson)
            {
                writer.WritePropertyName("json");
                writer.WriteRawValue(line.Content, skipInputValidation: true);
            }
            else
            {
                writer.WriteString("text", line.Content);
            }

            writer.WriteEndObject();
        }

        bytes.Write("\n"u8);
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>Null when the line is none of ours.</summary>
    public static Request? ReadRequest(ReadOnlySpan<byte> line) => Read<Request>(line) switch
    {
        Request.Run { Words: var words } when words.IsDefault || words.Any(one => one is null) => null,
        var request => request,
    };

    /// <summary>Null when the line is none of ours.</summary>
    public static Response? ReadResponse(ReadOnlySpan<byte> line) => Read<Response>(line);

    private static T? Read<T>(ReadOnlySpan<byte> line)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(line, Messages);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or InvalidOperationException)
        {
            return null; // The serializer has three ways of saying that this is nothing it knows.
        }
    }
}
