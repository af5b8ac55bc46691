using System.Collections.Immutable;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using RsrActors.Reports.Figures;

namespace RsrActors.Host.Tests.Reports;

/// <summary>
/// The schema of report.json, made of the records of the report and of their comments: so the one file that says what a
/// key means is the code.
/// </summary>
internal static partial class ReportSchema
{
    private static readonly NullabilityInfoContext Nullability = new();

    private static readonly Dictionary<string, XElement> Comments = XDocument
        .Load(Path.ChangeExtension(typeof(Report).Assembly.Location, ".xml"))
        .Descendants("member").ToDictionary(member => member.Attribute("name")!.Value);

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>All records of which a report consists, the report first.</summary>
    public static ImmutableArray<Type> Records { get; } = [.. Reachable()];

    /// <summary>The properties of a record that its JSON has, in its order.</summary>
    public static IEnumerable<PropertyInfo> PropertiesOf(Type record) => record
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(one => one.GetCustomAttribute<JsonIgnoreAttribute>()?.Condition is not JsonIgnoreCondition.Always)
        .OrderBy(one => one.GetCustomAttribute<JsonPropertyOrderAttribute>()?.Order ?? 0);

    public static string NameOf(PropertyInfo property) => JsonNamingPolicy.CamelCase.ConvertName(property.Name);

    public static string Text()
    {
        var root = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = $"report.json of an RsrActors run, format {Report.CurrentFormat}",
        };
        foreach (var (key, value) in SchemaOf(typeof(Report)))
            root[key] = value?.DeepClone();
        root["properties"]!["format"]!.AsObject()["const"] = Report.CurrentFormat;
        var definitions = new JsonObject();
        foreach (var record in Records.Skip(1).OrderBy(one => one.Name, StringComparer.Ordinal))
            definitions[record.Name] = SchemaOf(record);
        root["$defs"] = definitions;
        return root.ToJsonString(Indented) + "\n";
    }

    private static JsonObject SchemaOf(Type record)
    {
        var properties = new JsonObject();
        var required = new JsonArray();
        foreach (var property in PropertiesOf(record))
        {
            var schema = SchemaOf(property.PropertyType, IsNullable(property));
            schema["description"] = DescriptionOf(property);
            properties[NameOf(property)] = schema;
            if (property.GetCustomAttribute<JsonIgnoreAttribute>() is null)
                required.Add(NameOf(property));
        }

        return new()
        {
            ["description"] = SummaryOf($"T:{record.FullName}"),
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = required,
        };
    }

    private static JsonObject SchemaOf(Type type, bool isNullable)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (Records.Contains(type))
        {
            var reference = new JsonObject { ["$ref"] = $"#/$defs/{type.Name}" };
            return isNullable
                ? new() { ["anyOf"] = new JsonArray(reference, new JsonObject { ["type"] = "null" }) }
                : reference;
        }

        var name = type switch
        {
            _ when ItemOf(type) is not null => "array",
            _ when ValueOf(type) is not null => "object",
            _ when type == typeof(string) || type == typeof(DateTimeOffset) => "string",
            _ when type == typeof(bool) => "boolean",
            _ when type == typeof(int) || type == typeof(long) || type == typeof(ulong) => "integer",
            _ when type == typeof(decimal) || type == typeof(double) => "number",
            _ => throw new InvalidOperationException($"The schema has no rule for {type}."),
        };
        var schema = new JsonObject { ["type"] = isNullable ? new JsonArray(name, "null") : name };
        if (type == typeof(DateTimeOffset))
            schema["format"] = "date-time";
        if (ItemOf(type) is { } item)
            schema["items"] = SchemaOf(item, isNullable: false);
        if (ValueOf(type) is { } value)
            schema["additionalProperties"] = SchemaOf(value, isNullable: false);
        return schema;
    }

    private static IEnumerable<Type> Reachable()
    {
        var (known, left) = (new HashSet<Type> { typeof(Report) }, new Queue<Type>([typeof(Report)]));
        while (left.TryDequeue(out var record))
        {
            yield return record;
            foreach (var type in PropertiesOf(record).Select(one => Innermost(one.PropertyType)))
            {
                if (type.Assembly == typeof(Report).Assembly && type.IsClass && known.Add(type))
                    left.Enqueue(type);
            }
        }
    }

    private static Type Innermost(Type type) =>
        (Nullable.GetUnderlyingType(type) ?? ItemOf(type) ?? ValueOf(type)) is { } inner ? Innermost(inner) : type;

    private static Type? ItemOf(Type type) => Argument(type, typeof(ImmutableArray<>), 0);

    private static Type? ValueOf(Type type) => Argument(type, typeof(ImmutableSortedDictionary<,>), 1);

    private static Type? Argument(Type type, Type definition, int place) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == definition ? type.GetGenericArguments()[place] : null;

    /// <summary>A key that is left out when it is null never is null.</summary>
    private static bool IsNullable(PropertyInfo property) =>
        property.GetCustomAttribute<JsonIgnoreAttribute>() is null
        && (Nullable.GetUnderlyingType(property.PropertyType) is not null
            || (!property.PropertyType.IsValueType
                && Nullability.Create(property).ReadState is NullabilityState.Nullable));

    private static string DescriptionOf(PropertyInfo property)
    {
        var record = property.DeclaringType!;
        var own = SummaryOf($"P:{record.FullName}.{property.Name}");
        if (own.Length > 0 || !Comments.TryGetValue($"T:{record.FullName}", out var comment))
            return own;
        return Sentence(comment.Elements("param").FirstOrDefault(
            param => param.Attribute("name")!.Value == property.Name));
    }

    private static string SummaryOf(string member) =>
        Comments.TryGetValue(member, out var comment) ? Sentence(comment.Element("summary")) : "";

    private static string Sentence(XElement? comment) => comment is null
        ? ""
        : Blanks().Replace(string.Concat(comment.Nodes().Select(node => node switch
        {
            XElement { Name.LocalName: "see" } see => Word(see.Attribute("cref")!.Value),
            XElement { Name.LocalName: "paramref" } parameter => Word(parameter.Attribute("name")!.Value),
            XElement other => other.Value,
            _ => node.ToString().Replace("&lt;", "<", StringComparison.Ordinal)
                .Replace("&gt;", ">", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal),
        })), " ").Trim();

    /// <summary>A property by its key; a type by its name.</summary>
    private static string Word(string reference)
    {
        var name = reference.Split('.', ':')[^1];
        return reference.StartsWith("T:", StringComparison.Ordinal)
            ? name
            : JsonNamingPolicy.CamelCase.ConvertName(name);
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
