using System.Text.Json;

namespace RsrActors.Host.Tests.Reports;

/// <summary>
/// As much of JSON Schema (draft 7 and draft 2020-12) as the schemas of the tests use: type, const, required,
/// properties, additionalProperties, items, anyOf, minimum, and references to definitions.
/// </summary>
internal sealed class JsonSchema(string text)
{
    private readonly JsonElement _root = JsonDocument.Parse(text).RootElement;

    /// <summary>Keys that no schema names, and for which it has no rule, are complaints, too.</summary>
    public bool KnowsAllKeys { get; init; }

    public IEnumerable<string> Complaints(JsonElement value) => Complaints(_root, value, "$");

    private IEnumerable<string> Complaints(JsonElement schema, JsonElement value, string where)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            var path = reference.GetString()!.Split('/');
            return Complaints(_root.GetProperty(path[1]).GetProperty(path[2]), value, where);
        }

        if (schema.TryGetProperty("anyOf", out var any))
        {
            return any.EnumerateArray().Any(one => !Complaints(one, value, where).Any())
                ? []
                : any.EnumerateArray().SelectMany(one => Complaints(one, value, where))
                    .Prepend($"{where} matches none of anyOf");
        }

        return OfType(schema, value, where).Concat(OfContent(schema, value, where));
    }

    private static IEnumerable<string> OfType(JsonElement schema, JsonElement value, string where)
    {
        if (schema.TryGetProperty("const", out var only) && !JsonElement.DeepEquals(only, value))
            yield return $"{where} is not {only}";
        if (!schema.TryGetProperty("type", out var type))
            yield break;
        var allowed = type.ValueKind == JsonValueKind.Array
            ? type.EnumerateArray().Select(one => one.GetString())
            : [type.GetString()];
        if (!allowed.Any(one => Is(one!, value)))
            yield return $"{where} is a {value.ValueKind}";
        else if (schema.TryGetProperty("minimum", out var least) && value.ValueKind == JsonValueKind.Number
            && value.GetDouble() < least.GetDouble())
            yield return $"{where} is below {least}";
    }

    private IEnumerable<string> OfContent(JsonElement schema, JsonElement value, string where)
    {
        if (value.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out var items))
        {
            return value.EnumerateArray().Index()
                .SelectMany(item => Complaints(items, item.Item, $"{where}[{item.Index}]"));
        }

        if (value.ValueKind != JsonValueKind.Object)
            return [];
        var lacking = schema.TryGetProperty("required", out var required)
            ? required.EnumerateArray().Select(key => key.GetString()!).Where(key => !value.TryGetProperty(key, out _))
                .Select(key => $"{where} lacks {key}")
            : [];
        return lacking.Concat(value.EnumerateObject().SelectMany(one =>
            schema.TryGetProperty("properties", out var known) && known.TryGetProperty(one.Name, out var own)
                ? Complaints(own, one.Value, $"{where}.{one.Name}")
                : schema.TryGetProperty("additionalProperties", out var other)
                    ? Complaints(other, one.Value, $"{where}.{one.Name}")
                    : KnowsAllKeys ? [$"{where} has the unknown key {one.Name}"] : []));
    }

    private static bool Is(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "integer" => value.ValueKind == JsonValueKind.Number && (value.TryGetInt64(out _) || value.TryGetUInt64(out _)),
        "number" => value.ValueKind == JsonValueKind.Number,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "A new type needs its rule here."),
    };
}
