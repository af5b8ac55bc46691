using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace RsrActors.Host.Http;

/// <summary>
/// The files of the page, which are part of the program. A path is a name in a table: no path leads to a file system.
/// </summary>
internal static class EmbeddedFiles
{
    private const string Prefix = "web/";
    private const string First = "index.html";

    private static readonly FrozenDictionary<string, EmbeddedFile> All = typeof(EmbeddedFiles).Assembly
        .GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .ToFrozenDictionary(name => $"/{name[Prefix.Length..]}", Read);

    /// <summary>Answers with a file, if there is one of this path.</summary>
    /// <returns>Whether there is one.</returns>
    public static async Task<bool> TryAnswer(HttpContext http)
    {
        var path = http.Request.Path.Value is { Length: > 1 } given ? given : $"/{First}";
        if (!(HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method))
            || !All.TryGetValue(path, out var file))
            return false;
        var response = http.Response;
        response.Headers.ETag = file.Tag;
        response.Headers.CacheControl = "no-cache";
        if (http.Request.Headers.IfNoneMatch == file.Tag)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return true;
        }

        response.ContentType = file.MediaType;
        response.ContentLength = file.Bytes.Length;
        if (HttpMethods.IsGet(http.Request.Method))
            await response.BodyWriter.WriteAsync(file.Bytes);
        return true;
    }

    private static EmbeddedFile Read(string name)
    {
        using var stream = typeof(EmbeddedFiles).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return new(bytes, MediaTypeOf(name), $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..16]}\"");
    }

    private static string MediaTypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".js" or ".mjs" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".json" => "application/json; charset=utf-8",
        ".txt" => "text/plain; charset=utf-8",
        ".png" => "image/png",
        ".ico" => "image/x-icon",
        ".woff2" => "font/woff2",
        var other => throw new InvalidOperationException($"A file {other} of the page needs its media type here."),
    };

    private sealed record EmbeddedFile(byte[] Bytes, string MediaType, string Tag);
}
