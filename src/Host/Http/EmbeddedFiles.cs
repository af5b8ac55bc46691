using System.Collections.Frozen;
using System.IO.Compression;
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
        .ToFrozenDictionary(name => $"/{name[Prefix.Length..].Replace('\\', '/')}", Read);

    /// <summary>Answers with a file, if there is one of this path.</summary>
    /// <returns>Whether there is one.</returns>
    public static async Task<bool> TryAnswer(HttpContext http)
    {
        var path = http.Request.Path.Value is { Length: > 1 } given ? given : $"/{First}";
        if (!(HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method))
            || !All.TryGetValue(path, out var file))
            return false;
        var response = http.Response;
        var zipped = Gzip.IsReadBy(http.Request);
        var tag = zipped ? file.ZippedTag : file.Tag;
        response.Headers.ETag = tag;
        response.Headers.CacheControl = "no-cache";
        response.Headers.Vary = "Accept-Encoding";
        if (http.Request.Headers.IfNoneMatch == tag)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return true;
        }

        var bytes = zipped ? file.Zipped : file.Bytes;
        if (zipped)
            response.Headers.ContentEncoding = Gzip.Name;
        response.ContentType = file.MediaType;
        response.ContentLength = bytes.Length;
        if (HttpMethods.IsGet(http.Request.Method))
            await response.BodyWriter.WriteAsync(bytes);
        return true;
    }

    private static EmbeddedFile Read(string name)
    {
        using var stream = typeof(EmbeddedFiles).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        var digest = Convert.ToHexStringLower(SHA256.HashData(bytes))[..16];
        return new(bytes, Gzip.Compress(bytes, CompressionLevel.SmallestSize), MediaTypeOf(name), digest);
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

    /// <param name="Zipped">The same bytes, compressed once.</param>
    /// <param name="Digest">Of the bytes, in hexadecimal digits.</param>
    private sealed record EmbeddedFile(byte[] Bytes, byte[] Zipped, string MediaType, string Digest)
    {
        public string Tag => $"\"{Digest}\"";

        public string ZippedTag => $"\"{Digest}-gz\"";
    }
}
