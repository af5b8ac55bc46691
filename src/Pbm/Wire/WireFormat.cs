using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RsrActors.Pbm.Wire;

/// <summary>
/// Messages as lines of UTF-8 JSON. Unknown members are ignored, so that either side may add members later.
/// </summary>
internal static class WireFormat
{
    /// <summary>It changes when an older client or host would not understand the messages.</summary>
    public const int Protocol = 1;

    /// <summary>The bytes of the longest line of a client.</summary>
    public const int LongestRequest = 64 * 1024;

    /// <summary>The bytes of the longest line of a host.</summary>
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

    public static byte[] Encode(Request request) =>
        [.. JsonSerializer.SerializeToUtf8Bytes(request, Messages), (byte)'\n'];

    public static byte[] Encode(Response response) =>
        [.. JsonSerializer.SerializeToUtf8Bytes(response, Messages), (byte)'\n'];

    /// <summary>Null when the line is not a message of this protocol.</summary>
    public static Request? ReadRequest(ReadOnlySpan<byte> line) => Read<Request>(line) switch
    {
        Request.Run { Words: var words } when words.IsDefault || words.Any(one => one is null) => null,
        var request => request,
    };

    /// <summary>Null when the line is not a message of this protocol.</summary>
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
            return null; // The serializer has three types of exceptions for a line that is not a message.
        }
    }
}
