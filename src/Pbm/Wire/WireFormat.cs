using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RsrActors.Pbm.Wire;

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

    public static byte[] Encode(Request request) =>
        [.. JsonSerializer.SerializeToUtf8Bytes(request, Messages), (byte)'\n'];

    public static byte[] Encode(Response response) =>
        [.. JsonSerializer.SerializeToUtf8Bytes(response, Messages), (byte)'\n'];

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
