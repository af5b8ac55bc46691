using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.OpenApi;
using RsrActors.Host.Palettes;
using RsrActors.Pbm;

namespace RsrActors.Host.Http;

/// <summary>What a value of the API is in JSON.</summary>
internal enum ApiValueKind
{
    Text,
    WholeNumber,

    /// <summary>A number, or a text that may have a number.</summary>
    NumberOrText,

    /// <summary>True or false; in a query yes or no.</summary>
    Boolean,
}

/// <summary>A value that an operation takes.</summary>
/// <param name="Name">Its name in the API.</param>
internal sealed record ApiParameter(string Name, string Meaning)
{
    private const string Limit = "limit";

    private static readonly ImmutableArray<string> WholeNumbers = [ApiRoute.After, Limit, "depth", "windows"];
    private static readonly ImmutableArray<string> NumbersOrTexts = ["percent", "speed"];

    public bool IsInPath { get; init; }

    public bool IsRequired { get; init; }

    public bool IsRepeatable { get; init; }

    public bool IsInQuery { get; init; }

    public ApiValueKind Kind { get; init; }

    /// <summary>The smallest and the largest whole number; null for no limit.</summary>
    public (int? Least, int? Most) Range { get; init; }

    /// <summary>All allowed values, when they are few.</summary>
    public ImmutableArray<string> OneOf { get; init; } = [];

    /// <summary>The value without it; null for none.</summary>
    public string? Default { get; init; }

    /// <summary>A switch of the console.</summary>
    public static ApiParameter Of(ApiRoute route, Switch one)
    {
        var name = route.NameOf(one.Name);
        var kind = KindOf(name, one);
        return new(name, name == ApiRoute.After ? "Only devices after the one with this number." : one.Description)
        {
            Kind = kind,
            Range = RangeOf(route, name),
            IsInPath = route.IsInPath(one),
            IsInQuery = !route.IsOrder && !route.IsInPath(one),
            IsRequired = one.IsRequired || route.IsInPath(one),
            IsRepeatable = one.IsRepeatable,
            OneOf = kind is ApiValueKind.Boolean ? [] : one.OneOf,
            Default = name == ApiRoute.After ? null : one.Default,
        };
    }

    /// <summary>What is wrong with the kind of a value in a JSON object; null when nothing is.</summary>
    public string? ComplaintAbout(JsonField field) => Kind switch
    {
        ApiValueKind.Text when field.Kind is not JsonValueKind.String => "it must be a text, in quotation marks",
        ApiValueKind.Boolean when field.Text is not ("true" or "false" or "yes" or "no") => "it must be true or false",
        _ => null,
    };

    public OpenApiSchema Schema()
    {
        var schema = Kind switch
        {
            ApiValueKind.Boolean when IsInQuery => Choice(["yes", "no"]),
            ApiValueKind.Boolean => new() { Type = JsonSchemaType.Boolean },
            ApiValueKind.WholeNumber => new()
            {
                Type = JsonSchemaType.Integer,
                Minimum = Range.Least?.ToString(CultureInfo.InvariantCulture),
                Maximum = Range.Most?.ToString(CultureInfo.InvariantCulture),
            },
            ApiValueKind.NumberOrText => new() { Type = JsonSchemaType.String | JsonSchemaType.Number },
            _ => OneOf.IsEmpty ? new OpenApiSchema { Type = JsonSchemaType.String } : Choice(OneOf),
        };
        if (Default is { } usual)
        {
            schema.Default = Kind switch
            {
                ApiValueKind.Boolean when !IsInQuery => usual == "yes",
                ApiValueKind.WholeNumber => int.Parse(usual, CultureInfo.InvariantCulture),
                _ => usual,
            };
        }

        return IsRepeatable ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = schema } : schema;
    }

    private static OpenApiSchema Choice(ImmutableArray<string> values) => new()
    {
        Type = JsonSchemaType.String,
        Enum = [.. values.Select(value => (JsonNode)value)],
    };

    private static ApiValueKind KindOf(string name, Switch one) =>
        ApiRoute.IsBoolean(one) ? ApiValueKind.Boolean
        : WholeNumbers.Contains(name) ? ApiValueKind.WholeNumber
        : NumbersOrTexts.Contains(name) ? ApiValueKind.NumberOrText
        : ApiValueKind.Text;

    private static (int? Least, int? Most) RangeOf(ApiRoute route, string name) => name switch
    {
        Limit => (1, route.Answer is ApiAnswer.DevicePage ? CommandEndpoint.LongestPage : CommandHandlers.MostLines),
        "windows" => (1, null),
        _ => (0, null),
    };
}

/// <summary>What the description of the API says about one operation.</summary>
/// <param name="Group">The noun to which it belongs.</param>
/// <param name="Id">Unique, for generators of clients.</param>
internal sealed record ApiOperation(string Group, string Id, string Summary, ImmutableArray<ApiParameter> Parameters)
{
    public bool IsOrder { get; init; }

    /// <summary>Whether it takes an Idempotency-Key.</summary>
    public bool TakesKey { get; init; }

    /// <summary>Whether an answer has an entity tag.</summary>
    public bool HasTag { get; init; }

    /// <summary>The statuses with which it may be refused.</summary>
    public ImmutableArray<int> Refusals { get; init; } = [];

    /// <summary>Refuses a query that has more than the parameters of the operation.</summary>
    /// <exception cref="RequestRefusedException">A parameter is unknown.</exception>
    public void RefuseOthers(IQueryCollection query)
    {
        if (query.Keys.FirstOrDefault(name => Parameters.All(one => one.Name != name)) is { } stray)
        {
            throw new RequestRefusedException(Problem.Of(
                StatusCodes.Status400BadRequest, stray, query[stray],
                $"there are {string.Join(", ", Parameters.Select(one => one.Name))}"));
        }
    }

    public static ApiOperation Of(ApiRoute route, PaletteCommand command) => new(
        route.Palette, route.Id ?? $"{route.Palette}-{command.Name}", command.Description,
        [.. command.Switches.Select(one => ApiParameter.Of(route, one))])
    {
        IsOrder = route.IsOrder,
        TakesKey = route.Answer is ApiAnswer.Order,
        HasTag = route.HasTag,
        Refusals = route.IsOrder ? [400, 401, 403, 404, 409, 413, 415, 421, 422] : [400, 401, 403, 404, 421],
    };
}
