using System.Collections.Immutable;
using System.Text.Json;

namespace RsrActors.Profiles.Documents;

/// <summary>Reads JSON.</summary>
internal static class JsonText
{
    private const string NoJson = "found no valid JSON, allowed is a declaration in JSON";

    /// <exception cref="DocumentFault">It is no JSON.</exception>
    public static DocumentNode Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            // The depth is checked below, with a message of its own.
            using var json = JsonDocument.Parse(bytes, new() { MaxDepth = DocumentLimits.Longest });
            var count = 0;
            return Value(json.RootElement, 0, ref count);
        }
        catch (JsonException e)
        {
            throw new DocumentFault(e.LineNumber is { } line
                ? $"line {line + 1}, byte {e.BytePositionInLine + 1}: {NoJson}"
                : NoJson);
        }
        catch (InvalidOperationException)
        {
            throw new DocumentFault("found bytes that are no text, allowed is JSON in UTF-8");
        }
    }

    private static DocumentNode Value(JsonElement json, int depth, ref int count)
    {
        if (++count > DocumentLimits.Most)
        {
            throw new DocumentFault(
                $"found more than {DocumentLimits.Most} values, allowed are {DocumentLimits.Most} at most");
        }

        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                var keys = ImmutableArray.CreateBuilder<KeyValuePair<string, DocumentNode>>();
                foreach (var property in json.EnumerateObject())
                {
                    keys.Add(KeyValuePair.Create(
                        property.Name, Value(property.Value, DocumentLimits.Deeper(depth, 0), ref count)));
                }

                return new DocumentNode.Section(keys.ToImmutable(), 0);
            case JsonValueKind.Array:
                var items = ImmutableArray.CreateBuilder<DocumentNode>();
                foreach (var item in json.EnumerateArray())
                    items.Add(Value(item, DocumentLimits.Deeper(depth, 0), ref count));
                return new DocumentNode.Items(items.ToImmutable(), 0);
            case JsonValueKind.String:
                return new DocumentNode.Text(json.GetString()!, 0);
            case JsonValueKind.Number:
                return json.TryGetInt64(out var number)
                    ? new DocumentNode.Whole(number, 0)
                    : new DocumentNode.Other("a fraction", 0);
            case JsonValueKind.True or JsonValueKind.False:
                return new DocumentNode.Flag(json.GetBoolean(), 0);
            default:
                return new DocumentNode.Other("null", 0);
        }
    }
}
