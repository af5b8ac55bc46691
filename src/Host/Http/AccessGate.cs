using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;

namespace RsrActors.Host.Http;

/// <summary>
/// Refuses what is not for this host, in this order: the connection's address, Host (421), Origin and Sec-Fetch-Site
/// (403), the token (401, 403). Only then a request is read.
/// </summary>
internal sealed class AccessGate(HttpAccess access, string scheme, int port)
{
    private const string Bearer = "Bearer ";
    private const string TokenParameter = "token";

    private static readonly ImmutableArray<string> Loopback = ["127.0.0.1", "localhost", "[::1]"];

    /// <summary>A cookie is for all ports of a host, so its name has the port.</summary>
    private readonly string _cookie = FormattableString.Invariant($"rsr-{port}");

    public async Task Pass(HttpContext http, RequestDelegate next)
    {
        AddHeaders(http.Response.Headers);
        if (Refusal(http) is { } refusal)
        {
            if (refusal.Status == StatusCodes.Status401Unauthorized)
                http.Response.Headers.WWWAuthenticate = "Bearer";
            await refusal.Write(http.Response);
        }
        else if (IsReading(http.Request) && http.Request.Query.ContainsKey(TokenParameter))
        {
            Exchange(http);
        }
        else
        {
            await next(http);
        }
    }

    private Problem? Refusal(HttpContext http)
    {
        var request = http.Request;
        if (access.Proxy is { } proxy && http.Connection.RemoteIpAddress is { } address
            && !address.MapToIPv6().Equals(proxy.MapToIPv6()))
            return new(StatusCodes.Status403Forbidden, "Only the proxy may connect.");
        if (!IsOurs(request.Host.Host))
        {
            return new(
                StatusCodes.Status421MisdirectedRequest,
                $"Host is '{request.Host}'; this host is {string.Join(", ", Loopback.Concat(access.Names))}.");
        }

        var isReading = IsReading(request);
        if (request.Headers.TryGetValue("Origin", out var origin) && origin != $"{scheme}://{request.Host}")
        {
            return new(
                StatusCodes.Status403Forbidden,
                $"Origin is '{origin}'; allowed is {scheme}://{request.Host}: no other page may send requests here.");
        }

        if (!isReading && request.Headers.TryGetValue("Sec-Fetch-Site", out var site)
            && site != "same-origin" && site != "none")
        {
            return new(
                StatusCodes.Status403Forbidden,
                $"Sec-Fetch-Site is '{site}'; allowed is same-origin: no other page may give orders here.");
        }

        return RoleRefusal(request, isReading);
    }

    private Problem? RoleRefusal(HttpRequest request, bool isReading)
    {
        var given = (isReading ? request.Query[TokenParameter].FirstOrDefault() : null) ?? GivenToken(request);
        if (isReading && access.IsOpenForReading && !request.Query.ContainsKey(TokenParameter))
            return null;
        return access.RoleOf(given) switch
        {
            null when given is null => new(
                StatusCodes.Status401Unauthorized,
                "A token is needed: open the address that 'rsr serve' has shown, "
                + "or send 'Authorization: Bearer TOKEN'."),
            null => new(StatusCodes.Status401Unauthorized, "The token is not one of this host."),
            AccessRole.Read when !isReading => new(
                StatusCodes.Status403Forbidden, "The token is for reading; orders need one with the role 'operate'."),
            _ => null,
        };
    }

    private string? GivenToken(HttpRequest request) =>
        request.Headers.Authorization.ToString() is { Length: > 0 } header
            ? header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? header[Bearer.Length..].Trim() : ""
            : request.Cookies[_cookie];

    /// <summary>
    /// The token leaves the address for a cookie, so that it is in no bookmark, no history and no Referer.
    /// </summary>
    private void Exchange(HttpContext http)
    {
        http.Response.Cookies.Append(_cookie, http.Request.Query[TokenParameter]!, new()
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = scheme == "https",
            Path = "/",
        });
        var rest = QueryString.Create(http.Request.Query.Where(one => one.Key != TokenParameter));
        http.Response.StatusCode = StatusCodes.Status303SeeOther;

        // Two slashes at the beginning would name another host.
        var path = http.Request.Path.ToUriComponent().TrimStart('/');
        http.Response.Headers.Location = $"/{path}{rest.ToUriComponent()}";
        http.Response.Headers.CacheControl = "no-store";
    }

    private static bool IsReading(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

    private bool IsOurs(string host) =>
        Loopback.Contains(host, StringComparer.OrdinalIgnoreCase)
        || access.Names.Contains(host, StringComparer.OrdinalIgnoreCase);

    private static void AddHeaders(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers.XFrameOptions = "DENY";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
    }
}
