using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using RsrActors.Host.Live;
using RsrActors.Pbm;

namespace RsrActors.Host.Http;

/// <summary><c>GET /curves</c>: the fleet at each hour, of the closed epochs.</summary>
internal sealed class CurvesEndpoint(LiveCurves curves)
{
    private const long Hour = 3_600_000;

    /// <summary>Two centuries: longer than any scenario.</summary>
    private const long Latest = 200L * 366 * 24 * Hour;

    /// <summary>Its description.</summary>
    public static readonly ApiOperation Operation = new(
        "curves", "curves", "The fleet at each full hour of the closed epochs: protected devices, responses, crashes.",
    [
        new("from", "Only hours from this moment on: milliseconds of virtual time since the scenario's start."),
    ])
    {
        Refusals = [400, 401, 403, 421],
    };

    public async Task Answer(HttpContext http)
    {
        try
        {
            Operation.RefuseOthers(http.Request.Query);
            await Answer(http, FirstHour(http.Request.Query["from"].ToString()));
        }
        catch (RequestRefusedException refused)
        {
            await refused.Problem.Write(http.Response);
        }
    }

    private async Task Answer(HttpContext http, int first)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(await curves.From(first, http.RequestAborted), RowJson.Options);
        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.Headers.CacheControl = "no-cache";
        http.Response.Headers.Vary = "Accept-Encoding";
        if (Gzip.IsReadBy(http.Request))
        {
            body = Gzip.Compress(body, CompressionLevel.Fastest);
            http.Response.Headers.ContentEncoding = Gzip.Name;
        }

        http.Response.ContentLength = body.Length;
        await http.Response.BodyWriter.WriteAsync(body);
    }

    /// <summary>The first full hour at or after a moment.</summary>
    private static int FirstHour(string text) =>
        text.Length == 0 ? 0
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var ms) && ms < Latest
            ? (int)((ms + Hour - 1) / Hour)
            : throw new RequestRefusedException(Problem.Of(
                400, "from", text, "it must be milliseconds of virtual time since the scenario's start"));
}
