using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace RsrActors.Host.Http;

/// <summary>A name of an order's JSON object with its value.</summary>
/// <param name="Text">The value of a text; else the value as it was written, and null for null.</param>
internal sealed record JsonField(string Name, string? Text, JsonValueKind Kind);

/// <summary>Reads the JSON object of an order.</summary>
internal static class JsonBody
{
    private const string HalfCharacter = "an escape in it is half of a character; allowed are whole characters";

    private static readonly UTF8Encoding Utf8 =
        new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 4, AllowDuplicateProperties = false };

    /// <summary>The names of the object with their values; none without a body.</summary>
    /// <exception cref="RequestRefusedException">The body cannot be read.</exception>
    public static ImmutableArray<JsonField> FieldsOf(byte[] body)
    {
        if (body.Length == 0)
            return [];

        RefuseOtherEncodings(body);
        using var document = Parse(body);
        if (document.RootElement.ValueKind is not JsonValueKind.Object)
            throw Refused(400, "The body is no JSON object; allowed is an object, as {\"cause\":\"…\"}.");
        return [.. document.RootElement.EnumerateObject().Select(FieldOf)];
    }

    /// <summary>The parser does not check the bytes of a text; to read such a text would fail.</summary>
    private static void RefuseOtherEncodings(byte[] body)
    {
        try
        {
            Utf8.GetCharCount(body);
        }
        catch (DecoderFallbackException e)
        {
            throw new RequestRefusedException(Problem.Of(
                StatusCodes.Status400BadRequest, FormattableString.Invariant($"byte {e.Index + 1} of the body"),
                $"0x{Convert.ToHexString(e.BytesUnknown ?? [])}", "allowed is JSON in UTF-8"));
        }
    }

    private static JsonDocument Parse(byte[] body)
    {
        try
        {
            return JsonDocument.Parse(body, Strict);
        }
        catch (JsonException e)
        {
            throw Refused(400, $"The body is no JSON: {e.Message}");
        }
        catch (InvalidOperationException)
        {
            // It compares the names, and has to decode them for that.
            throw new RequestRefusedException(Problem.Of(
                StatusCodes.Status400BadRequest, "a name in the body", null, HalfCharacter));
        }
    }

    private static JsonField FieldOf(JsonProperty property) =>
        new(property.Name, TextOf(property), property.Value.ValueKind);

    private static string? TextOf(JsonProperty property)
    {
        try
        {
            return property.Value.ValueKind switch
            {
                JsonValueKind.Null => null,
                JsonValueKind.String => property.Value.GetString(),
                _ => property.Value.GetRawText(),
            };
        }
        catch (InvalidOperationException)
        {
            throw new RequestRefusedException(Problem.Of(
                StatusCodes.Status400BadRequest, property.Name, property.Value.GetRawText(), HalfCharacter));
        }
    }

    private static RequestRefusedException Refused(int status, string sentence) => new(new(status, sentence));
}
