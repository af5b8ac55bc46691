using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using RsrActors.Host.Http;

namespace RsrActors.Host.Tests.Http;

/// <summary>What a client cannot make the web server do.</summary>
public sealed class LimitTests : IAsyncLifetime
{
    private HttpRig _rig = null!;

    public async Task InitializeAsync() => _rig = await HttpRig.Start();

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    [Fact]
    public async Task A_body_that_is_too_long_is_refused()
    {
        var json = $$"""{"cause":"{{new string('x', HttpLimits.BodyBytes)}}"}""";

        Assert.Contains(
            "too large",
            await _rig.Refuses(HttpStatusCode.RequestEntityTooLarge, "/api/v1/releases/16.5.1-a:pause", json),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_of_another_type_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/run:pause");
        request.Headers.Add("Authorization", $"Bearer {HttpRig.Token}");
        request.Content = new StringContent("{}", Encoding.UTF8, "text/plain");

        using var response = await _rig.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Theory]
    [InlineData("GET", "/../../etc/passwd", 404)]
    [InlineData("GET", "/%2e%2e/%2e%2e/etc/passwd", 404)]
    [InlineData("GET", "/..%2f..%2fetc%2fpasswd", 404)]
    [InlineData("GET", "/api/v1/devices/..%2f..%2fhttp-token", 404)]
    [InlineData("GET", "/http-token", 404)]
    [InlineData("GET", "/index.html%00.js", 400)]
    [InlineData("GET", "/api/v1/run/../../../index.html", 200)]
    [InlineData("GET", "http://evil.example/api/v1/run", 421)]
    [InlineData("PUT", "/api/v1/run", 405)]
    [InlineData("TRACE", "/", 404)]
    [InlineData("POST", "/api/v1/run", 405)]
    public async Task A_trick_with_the_path_leads_to_no_other_file(string method, string target, int status)
    {
        using var client = await Connect();
        var host = target.StartsWith("http", StringComparison.Ordinal) ? "evil.example" : "localhost";
        await Send(
            client,
            $"{method} {target} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {HttpRig.Token}\r\n"
            + "Connection: close\r\n\r\n");

        var answer = await new StreamReader(client.GetStream()).ReadToEndAsync();

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("root:", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no request at all\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\n\r\n")]
    public async Task What_is_no_request_is_refused(string text)
    {
        using var client = await Connect();
        await Send(client, text);

        Assert.StartsWith(
            "HTTP/1.1 400 ", await new StreamReader(client.GetStream()).ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_whose_bytes_are_no_text_is_refused_with_what_is_allowed()
    {
        using var client = await Connect();
        await Send(
            client,
            $"POST /api/v1/releases/16.5.1-a:pause HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {HttpRig.Token}"
            + "\r\nIdempotency-Key: k\u00FF\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

        var answer = await new StreamReader(client.GetStream()).ReadToEndAsync();

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.Contains(
            "Idempotency-Key is 'k\uFFFD'; it must be 1 to 255 visible ASCII characters.",
            JsonNode.Parse(answer[answer.IndexOf('{')..])!["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_that_are_too_long_are_refused()
    {
        using var client = await Connect();
        var longHeader = new string('x', HttpLimits.HeaderBytes);
        await Send(client, $"GET / HTTP/1.1\r\nHost: localhost\r\nX: {longHeader}\r\n\r\n");

        Assert.StartsWith(
            "HTTP/1.1 431 ", await new StreamReader(client.GetStream()).ReadToEndAsync(), StringComparison.Ordinal);
    }

    /// <summary>
    /// Connections beyond the limit are closed at once; those within it are closed when their headers do not come. The
    /// simulation needs none of them.
    /// </summary>
    [Fact]
    public async Task A_thousand_half_open_connections_do_not_stop_the_simulation()
    {
        var half = new List<TcpClient>();
        try
        {
            for (var i = 0; i < 1_000; i++)
            {
                var client = await Connect();
                half.Add(client);
                await TrySend(client, "GET /api/v1/run HTTP/1.1\r\nHost: local");
            }

            await _rig.Run.Advance(TimeSpan.FromHours(1));
            var status = await _rig.Run.Live.Status(_rig.Run.Over);
            Assert.True(status.Windows > 0);
        }
        finally
        {
            foreach (var client in half)
                client.Dispose();
        }
    }

    [Theory]
    [InlineData("GET /api/v1/run HTTP/1.1\r\nHost: local")]
    [InlineData(
        "POST /api/v1/run:pause HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + HttpRig.Token
        + "\r\nContent-Type: application/json\r\nContent-Length: 20\r\n\r\n{")]
    public async Task A_request_that_does_not_come_to_its_end_is_ended(string beginning)
    {
        await using var rig = await HttpRig.Start(
            with: settings => settings with { HeaderTime = TimeSpan.FromSeconds(1.1) });
        using var client = await Connect(rig);
        await Send(client, beginning);

        var answer = await new StreamReader(client.GetStream()).ReadToEndAsync();

        Assert.StartsWith("HTTP/1.1 408 ", answer, StringComparison.Ordinal);
    }

    private Task<TcpClient> Connect() => Connect(_rig);

    private static async Task<TcpClient> Connect(HttpRig rig)
    {
        var client = new TcpClient();
        await client.ConnectAsync(rig.Server.EndPoint);
        return client;
    }

    private static async Task Send(TcpClient client, string text) =>
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(text));

    private static async Task TrySend(TcpClient client, string text)
    {
        try
        {
            await Send(client, text);
        }
        catch (IOException)
        {
            // It is beyond the limit, and closed.
        }
    }
}
