using System.Text.Json;
using System.Text.Json.Nodes;
using RsrActors.Host.Http;
using RsrActors.Host.Tests.Architecture;

namespace RsrActors.Host.Tests.Http;

/// <summary>The description of the API, which is checked in as docs/openapi.json.</summary>
public sealed class ApiDocumentTests : IAsyncLifetime
{
    private static readonly JsonSerializerOptions Indented = new(RsrActors.Pbm.RowJson.Options) { WriteIndented = true };

    private HttpRig _rig = null!;

    public async Task InitializeAsync() => _rig = await HttpRig.Start();

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    /// <summary>After a change of the API, take the document of a served run: <c>GET /openapi/v1.json</c>.</summary>
    [Fact]
    public async Task The_document_in_the_repository_is_that_of_the_program()
    {
        var served = (await _rig.Read("/openapi/v1.json")).ToJsonString(Indented);

        Assert.Equal(Checkout.Read("docs", "openapi.json").TrimEnd(), served);
    }

    [Fact]
    public async Task The_document_has_each_route_with_its_answer_and_its_parameters()
    {
        var document = await _rig.Read("/openapi/v1.json");
        Assert.Equal("3.1", document["openapi"]!.GetValue<string>()[..3]);
        foreach (var route in ApiRoutes.All)
        {
            var operation = document["paths"]![ApiRoutes.Root + route.Path]![route.IsOrder ? "post" : "get"]!;
            var response = operation["responses"]![$"{route.StatusOfAnswer}"]!;
            Assert.NotNull(response["content"]!["application/json"]!["schema"]);
            foreach (var name in route.Path.Split('/', ':').Where(part => part.StartsWith('{')))
            {
                Assert.Contains(
                    operation["parameters"]!.AsArray(),
                    one => one!["name"]!.GetValue<string>() == name.Trim('{', '}')
                        && one["in"]!.GetValue<string>() == "path");
            }
        }
    }

    [Fact]
    public async Task Each_reference_in_the_document_leads_to_a_schema()
    {
        var document = await _rig.Read("/openapi/v1.json");

        Assert.All(References(document), name => Assert.NotNull(document["components"]!["schemas"]![name]));
    }

    [Fact]
    public async Task The_document_has_a_tag_for_the_operations_of_each_noun()
    {
        var document = await _rig.Read("/openapi/v1.json");
        var ofOperations = document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject())
            .SelectMany(one => one.Value!["tags"]!.AsArray()).Select(tag => tag!.GetValue<string>());

        Assert.Equal(
            ofOperations.Distinct().Order(),
            document["tags"]!.AsArray().Select(tag => tag!["name"]!.GetValue<string>()).Order());
    }

    [Fact]
    public async Task The_document_says_which_answers_have_a_tag()
    {
        var document = await _rig.Read("/openapi/v1.json");

        foreach (var route in ApiRoutes.All.Where(route => !route.IsOrder))
        {
            var operation = document["paths"]![ApiRoutes.Root + route.Path]!["get"]!;
            Assert.Equal(route.HasTag, operation["responses"]!["200"]!["headers"]?["ETag"] is not null);
            Assert.Equal(route.HasTag, operation["responses"]!["304"] is not null);
        }
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject one => one.SelectMany(field =>
            field.Key == "$ref" && field.Value!.GetValue<string>() is var reference
                && reference.StartsWith("#/components/schemas/", StringComparison.Ordinal)
                ? [reference["#/components/schemas/".Length..]]
                : References(field.Value)),
        JsonArray many => many.SelectMany(References),
        _ => [],
    };
}
