using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace RsrActors.Host.Http;

/// <summary>The description of the API (OpenAPI 3.1), made of the declarations of the console's commands.</summary>
internal static class ApiDocument
{
    /// <summary>The version in its path: <c>/openapi/v1.json</c>.</summary>
    private const string Version = "v1";

    private const string ProblemName = "Problem";
    private const string Bearer = "token";

    public static void Add(IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            json.SerializerOptions.Converters.Clear();
        });
        services.AddOpenApi(Version, options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.AddDocumentTransformer((document, _, _) => Describe(document));
            options.AddOperationTransformer(Describe);
        });
    }

    public static void Map(WebApplication web) => web.MapOpenApi("/openapi/{documentName}.json");

    private static Task Describe(OpenApiDocument document)
    {
        document.Info = new()
        {
            Title = "rsr",
            Version = Version,
            Description = "A served run: its devices, releases and services, and orders to its operator. Each "
                + "operation is a command of the console. Moments are text in UTC, or milliseconds of virtual time "
                + "since the scenario's start (ms).",
        };
        document.Servers = [];
        document.Tags = new HashSet<OpenApiTag>(
            document.Paths.Values.SelectMany(path => path.Operations!.Values).SelectMany(one => one.Tags!)
                .Select(tag => tag.Reference.Id!).Distinct().Select(name => new OpenApiTag { Name = name }));
        document.Components ??= new();
        document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        document.Components.Schemas[ProblemName] = ProblemSchema();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Bearer] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "The token that rsr serve shows; a browser has it as a cookie. Reading needs none, "
                    + "unless rsr serve has a file of tokens.",
            },
        };
        return Task.CompletedTask;
    }

    private static Task Describe(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancelled)
    {
        var described = context.Description.ActionDescriptor.EndpointMetadata.OfType<ApiOperation>().First();
        operation.OperationId = described.Id;
        operation.Summary = described.Summary;
        operation.Tags = new HashSet<OpenApiTagReference> { new(described.Group, context.Document) };
        operation.Parameters =
        [
            .. described.Parameters.Where(one => one.IsInPath || !described.IsOrder).Select(ParameterOf),
            .. described.TakesKey ? [KeyParameter()] : Array.Empty<OpenApiParameter>(),
            .. described.HasTag ? [TagParameter()] : Array.Empty<OpenApiParameter>(),
        ];
        OpenApiSecurityRequirement token = new()
        {
            [new OpenApiSecuritySchemeReference(Bearer, context.Document)] = [],
        };
        operation.Security = described.IsOrder ? [token] : [[], token];
        if (described.IsOrder)
            operation.RequestBody = BodyOf(described);
        operation.Responses ??= [];
        if (described.HasTag)
            AddTag(operation.Responses);
        foreach (var status in described.Refusals)
            operation.Responses[$"{status}"] = RefusalOf(status, context.Document);
        return Task.CompletedTask;
    }

    private static OpenApiParameter ParameterOf(ApiParameter one) => new()
    {
        Name = one.Name,
        In = one.IsInPath ? ParameterLocation.Path : ParameterLocation.Query,
        Required = one.IsRequired,
        Description = one.Meaning,
        Schema = one.Schema(),
    };

    private static OpenApiParameter KeyParameter() => new()
    {
        Name = "Idempotency-Key",
        In = ParameterLocation.Header,
        Description = "With the same key and body the order is the same one, and the answer the first one.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = 255 },
    };

    private static OpenApiParameter TagParameter() => new()
    {
        Name = "If-None-Match",
        In = ParameterLocation.Header,
        Description = "The ETag of an earlier answer: while the answer would be the same, it is 304.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };

    private static void AddTag(OpenApiResponses responses)
    {
        var headers = new Dictionary<string, IOpenApiHeader>
        {
            ["ETag"] = new OpenApiHeader
            {
                Description = "It is the same while no window has passed and no command was accepted. A count of the "
                    + "fleet has none while the run goes on.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            },
        };
        if (responses["200"] is OpenApiResponse answer)
            answer.Headers = headers;
        responses["304"] = new OpenApiResponse
        {
            Description = "Not Modified: the client has the answer already.",
            Headers = headers,
        };
    }

    private static OpenApiRequestBody? BodyOf(ApiOperation described)
    {
        var fields = described.Parameters.Where(one => !one.IsInPath).ToArray();
        return fields.Length == 0 ? null : new()
        {
            Required = fields.Any(one => one.IsRequired),
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/json"] = new OpenApiMediaType
                {
                    Schema = new OpenApiSchema
                    {
                        Type = JsonSchemaType.Object,
                        Properties = fields.ToDictionary(one => one.Name, SchemaOf),
                        Required = fields.Where(one => one.IsRequired).Select(one => one.Name).ToHashSet(),
                        AdditionalPropertiesAllowed = false,
                    },
                },
            },
        };

        static IOpenApiSchema SchemaOf(ApiParameter one)
        {
            var schema = one.Schema();
            schema.Description = one.Meaning;
            return schema;
        }
    }

    private static OpenApiResponse RefusalOf(int status, OpenApiDocument? document) => new()
    {
        Description = ReasonPhrases.GetReasonPhrase(status),
        Content = new Dictionary<string, OpenApiMediaType>
        {
            ["application/problem+json"] = new OpenApiMediaType
            {
                Schema = new OpenApiSchemaReference(ProblemName, document),
            },
        },
    };

    private static OpenApiSchema ProblemSchema()
    {
        var text = new OpenApiSchema { Type = JsonSchemaType.String };
        return new()
        {
            Type = JsonSchemaType.Object,
            Description = "A refusal (RFC 9457): a sentence, and where it is known what was found where.",
            Required = new HashSet<string> { "type", "title", "status", "detail" },
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["type"] = text,
                ["title"] = text,
                ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer },
                ["detail"] = text,
                ["where"] = text,
                ["found"] = text,
                ["allowed"] = text,
            },
        };
    }
}
