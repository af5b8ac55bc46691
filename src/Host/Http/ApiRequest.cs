using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using RsrActors.Pbm;

namespace RsrActors.Host.Http;

/// <summary>What a client sends: names with values, and for an order its key.</summary>
internal sealed class ApiRequest
{
    private const string KeyHeader = "Idempotency-Key";
    private const string ClientHeader = "Rsr-Client";
    private const string Page = "page";
    private const string Api = "api";
    private const int LongestKey = 255;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 4, AllowDuplicateProperties = false };

    private ApiRequest(ImmutableArray<SwitchValue> values, Caller caller) => (Values, Caller) = (values, caller);

    /// <summary>The values of the path, and of the query or the body.</summary>
    public ImmutableArray<SwitchValue> Values { get; }

    public Caller Caller { get; }

    /// <exception cref="RequestRefusedException">It cannot be read.</exception>
    public static async Task<ApiRequest> Read(HttpContext http, ApiRoute route, PaletteCommand command)
    {
        var values = ImmutableArray.CreateBuilder<SwitchValue>();
        foreach (var (name, value) in http.Request.RouteValues)
            values.Add(new(name, $"{value}"));
        if (!route.IsOrder)
        {
            foreach (var (name, given) in http.Request.Query)
                Add(name, [.. given.Select(one => one ?? "")], StatusCodes.Status400BadRequest);
            return new(values.ToImmutable(), new(Api));
        }

        if (http.Request.Query.Keys.FirstOrDefault() is { } stray)
            throw Refused(Problem.Of(400, stray, $"{http.Request.Query[stray]}", "an order takes its values as JSON"));
        var body = await BodyOf(http.Request);
        foreach (var (name, given) in ObjectOf(body))
            Add(name, given, StatusCodes.Status422UnprocessableEntity);
        var caller = new Caller(http.Request.Headers[ClientHeader] == Page ? Page : Api)
        {
            Key = KeyOf(http.Request, route, body),
        };
        return new(values.ToImmutable(), caller);

        void Add(string name, ImmutableArray<string> given, int status)
        {
            if (route.Find(command, name) is not { } named || route.IsInPath(named))
            {
                var free = command.Switches.Where(one => !route.IsInPath(one));
                var known = string.Join(", ", free.Select(one => route.NameOf(one.Name)));
                throw Refused(Problem.Of(
                    status, name, given.FirstOrDefault(),
                    known.Length == 0 ? "nothing is allowed here" : $"there are {known}"));
            }

            foreach (var value in given)
            {
                if (ApiRoute.ValueOf(named, value) is { } switchValue)
                    values.Add(switchValue);
            }
        }
    }

    private static async Task<byte[]> BodyOf(HttpRequest request)
    {
        using var bytes = new MemoryStream();
        await request.Body.CopyToAsync(bytes, request.HttpContext.RequestAborted);
        if (bytes.Length > 0 && !request.HasJsonContentType())
        {
            throw Refused(Problem.Of(
                StatusCodes.Status415UnsupportedMediaType, "Content-Type", request.ContentType ?? "",
                "allowed is application/json"));
        }

        return bytes.ToArray();
    }

    /// <summary>The names of a JSON object with their values; none without a body.</summary>
    private static ImmutableArray<(string Name, ImmutableArray<string> Values)> ObjectOf(byte[] body)
    {
        if (body.Length == 0)
            return [];
        try
        {
            using var document = JsonDocument.Parse(body, Strict);
            if (document.RootElement.ValueKind is not JsonValueKind.Object)
                throw Refused(new(400, "The body is no JSON object; allowed is an object, as {\"cause\":\"…\"}."));
            return [.. document.RootElement.EnumerateObject().Select(one => (one.Name, ValuesOf(one)))];
        }
        catch (JsonException e)
        {
            throw Refused(new(400, $"The body is no JSON: {e.Message}"));
        }
    }

    private static ImmutableArray<string> ValuesOf(JsonProperty property)
    {
        if (property.Value.ValueKind is JsonValueKind.Null)
            return [];
        return
        [
            ApiRoute.TextOf(property.Value) ?? throw Refused(Problem.Of(
                StatusCodes.Status422UnprocessableEntity, property.Name, property.Value.GetRawText(),
                "it must be a text, a number, true or false")),
        ];
    }

    private static CallKey? KeyOf(HttpRequest request, ApiRoute route, byte[] body)
    {
        if (!request.Headers.TryGetValue(KeyHeader, out var given))
            return null;
        var key = given.ToString();
        if (route.TakesNoKey)
        {
            throw Refused(Problem.Of(
                400, KeyHeader, key, "it is for orders that are stored; a change of pace is not, and is repeated"));
        }

        if (key.Length is 0 or > LongestKey || key.Any(one => one is < '!' or > '~'))
        {
            throw Refused(Problem.Of(
                400, KeyHeader, key, $"it must be 1 to {LongestKey} visible ASCII characters"));
        }

        var asked = Encoding.UTF8.GetBytes($"{request.Method} {request.Path}\n");
        return new(key, Convert.ToHexStringLower(SHA256.HashData([.. asked, .. body])));
    }

    private static RequestRefusedException Refused(Problem problem) => new(problem);
}
