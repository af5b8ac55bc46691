using System.IO.Compression;
using Microsoft.AspNetCore.Http;

namespace RsrActors.Host.Http;

/// <summary>Compression of answers. None of them has a secret, whose length could betray it.</summary>
internal static class Gzip
{
    /// <summary>Its name in headers.</summary>
    public const string Name = "gzip";

    /// <summary>Whether the client reads it.</summary>
    public static bool IsReadBy(HttpRequest request) => request.Headers.AcceptEncoding
        .SelectMany(one => (one ?? "").Split(','))
        .Any(one => one.Split(';') is [var name, .. var quality]
            && name.Trim().Equals(Name, StringComparison.OrdinalIgnoreCase)
            && !quality.Any(q => q.Trim() is "q=0"));

    public static byte[] Compress(byte[] bytes, CompressionLevel level)
    {
        using var zipped = new MemoryStream();
        using (var zip = new GZipStream(zipped, level))
            zip.Write(bytes);
        return zipped.ToArray();
    }
}
