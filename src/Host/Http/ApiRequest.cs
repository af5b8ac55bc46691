using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using RsrActors.Pbm;

namespace RsrActors.Host.Http;

/// <summary>What a client sends: names with values, and for an order its key.</summary>
internal sealed class ApiRequest
{
    /// <summary>The header with the key of an order.</summary>
    public const string KeyHeader = "Idempotency-Key";

    private const string ClientHeader = "Rsr-Client";
    private const string Page = "page";
    private const string Api = "api";
    private const int LongestKey = 255;

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
            {
                var named = Require(name, given.FirstOrDefault(), StatusCodes.Status400BadRequest);
                foreach (var one in given)
                    Add(named, one ?? "");
            }

            return new(values.ToImmutable(), new(Api));
        }

        if (http.Request.Query.Keys.FirstOrDefault() is { } stray)
            throw Refused(Problem.Of(400, stray, $"{http.Request.Query[stray]}", "an order takes its values as JSON"));
        var body = await BodyOf(http.Request);
        foreach (var field in JsonBody.FieldsOf(body))
        {
            const int Wrong = StatusCodes.Status422UnprocessableEntity;
            var named = Require(field.Name, field.Text, Wrong);
            if (field.Text is not { } text)
                continue;
            if (ApiParameter.Of(route, named).ComplaintAbout(field) is { } complaint)
                throw Refused(Problem.Of(Wrong, field.Name, text, complaint));
            Add(named, text);
        }

        var caller = new Caller(http.Request.Headers[ClientHeader] == Page ? Page : Api)
        {
            Key = KeyOf(http.Request, route, body),
        };
        return new(values.ToImmutable(), caller);

        Switch Require(string name, string? found, int status)
        {
            if (route.Find(command, name) is { } named && !route.IsInPath(named))
                return named;
            var free = command.Switches.Where(one => !route.IsInPath(one));
            var known = string.Join(", ", free.Select(one => route.NameOf(one.Name)));
            throw Refused(Problem.Of(
                status, name, found, known.Length == 0 ? "nothing is allowed here" : $"there are {known}"));
        }

        void Add(Switch named, string value)
        {
            if (ApiRoute.ValueOf(named, value) is { } switchValue)
                values.Add(switchValue);
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
