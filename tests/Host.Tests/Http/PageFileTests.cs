using System.IO.Compression;
using System.Net;

namespace RsrActors.Host.Tests.Http;

/// <summary>The files of the page, which are part of the program.</summary>
public sealed class PageFileTests : IAsyncLifetime
{
    private HttpRig _rig = null!;

    public async Task InitializeAsync() => _rig = await HttpRig.Start();

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    [Theory]
    [InlineData("/", "text/html")]
    [InlineData("/page.js", "text/javascript")]
    [InlineData("/views/devices.js", "text/javascript")]
    [InlineData("/page.css", "text/css")]
    [InlineData("/favicon.svg", "image/svg+xml")]
    [InlineData("/api/v1/curves", "application/json")]
    public async Task A_file_or_a_curve_is_sent_compressed_to_a_client_that_reads_gzip(string path, string type)
    {
        using var plain = await _rig.Get(path);
        using var zipped = await Get(path, ("Accept-Encoding", "gzip, deflate"));
        await using var unzip = new GZipStream(await zipped.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        using var text = new StreamReader(unzip);

        Assert.Equal(type, plain.Content.Headers.ContentType!.MediaType);
        Assert.Empty(plain.Content.Headers.ContentEncoding);
        Assert.Equal(["gzip"], zipped.Content.Headers.ContentEncoding);
        Assert.Equal(["Accept-Encoding"], zipped.Headers.Vary);
        Assert.Equal(await plain.Content.ReadAsStringAsync(), await text.ReadToEndAsync());
        Assert.True(plain.Headers.ETag is null || plain.Headers.ETag != zipped.Headers.ETag);
    }

    [Theory]
    [InlineData("gzip;q=0")]
    [InlineData("br")]
    [InlineData("identity")]
    public async Task A_client_that_reads_no_gzip_gets_the_file_as_it_is(string encodings)
    {
        using var response = await Get("/page.js", ("Accept-Encoding", encodings));

        Assert.Empty(response.Content.Headers.ContentEncoding);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("identity")]
    public async Task A_file_that_a_client_has_is_not_sent_again(string encodings)
    {
        using var first = await Get("/page.js", ("Accept-Encoding", encodings));
        using var again = await Get(
            "/page.js", ("Accept-Encoding", encodings), ("If-None-Match", $"{first.Headers.ETag}"));

        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    private async Task<HttpResponseMessage> Get(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await _rig.Client.SendAsync(request);
    }
}
