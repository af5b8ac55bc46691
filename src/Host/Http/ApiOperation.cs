using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.OpenApi;
using RsrActors.Pbm;

namespace RsrActors.Host.Http;

/// <summary>A value that an operation takes.</summary>
/// <param name="Name">Its name in the API.</param>
internal sealed record ApiParameter(string Name, string Meaning)
{
    private static readonly ImmutableArray<string> WholeNumbers = [ApiRoute.After, "limit", "depth", "windows"];

    public bool IsInPath { get; init; }

    public bool IsRequired { get; init; }

    public bool IsRepeatable { get; init; }

    public bool IsWholeNumber { get; init; }

    /// <summary>True or false; in a query also yes or no.</summary>
    public bool IsBoolean { get; init; }

    /// <summary>All allowed values, when they are few.</summary>
    public ImmutableArray<string> OneOf { get; init; } = [];

    /// <summary>The value without it; null for none.</summary>
    public string? Default { get; init; }

    /// <summary>A switch of the console.</summary>
    public static ApiParameter Of(ApiRoute route, Switch one) => new(
        route.NameOf(one.Name),
        route.NameOf(one.Name) == ApiRoute.After ? "Only devices after the one with this number." : one.Description)
    {
        IsWholeNumber = WholeNumbers.Contains(route.NameOf(one.Name)),
        IsInPath = route.IsInPath(one),
        IsRequired = one.IsRequired || route.IsInPath(one),
        IsRepeatable = one.IsRepeatable,
        IsBoolean = ApiRoute.IsBoolean(one),
        OneOf = ApiRoute.IsBoolean(one) ? [] : one.OneOf,
        Default = route.NameOf(one.Name) == ApiRoute.After ? null : one.Default,
    };

    public OpenApiSchema Schema()
    {
        var schema = new OpenApiSchema
        {
            Type = IsBoolean ? JsonSchemaType.Boolean : IsWholeNumber ? JsonSchemaType.Integer : JsonSchemaType.String,
        };
        if (!OneOf.IsEmpty)
            schema.Enum = [.. OneOf.Select(value => (JsonNode)value)];
        if (Default is { } usual)
        {
            schema.Default = IsBoolean ? usual == "yes"
                : IsWholeNumber ? int.Parse(usual, CultureInfo.InvariantCulture)
                : usual;
        }

        return IsRepeatable ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = schema } : schema;
    }
}

/// <summary>What the description of the API says about one operation.</summary>
/// <param name="Group">The noun to which it belongs.</param>
/// <param name="Id">Unique, for generators of clients.</param>
internal sealed record ApiOperation(string Group, string Id, string Summary, ImmutableArray<ApiParameter> Parameters)
{
    public bool IsOrder { get; init; }

    /// <summary>Whether it takes an Idempotency-Key.</summary>
    public bool TakesKey { get; init; }

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
        Refusals = route.IsOrder ? [400, 401, 403, 404, 409, 413, 415, 421, 422] : [400, 404, 421],
    };
}
