using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using RsrActors.Host.Http;
using RsrActors.Host.Tests.Commands;
using RsrActors.Host.Tests.Serving;

namespace RsrActors.Host.Tests.Http;

/// <summary>A host in a process of its own is killed, and a client goes on.</summary>
[Trait("Length", "Long")]
public sealed class KilledHostTests : IDisposable
{
    private const string Listens = "The web server listens on 127.0.0.1:";
    private const string Withdraw = "/api/v1/releases/16.5.1-a:withdraw";

    private readonly Workplace _place = new();
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseCookies = false, UseProxy = false });

    [Fact]
    public async Task An_order_that_was_acknowledged_before_a_kill_is_in_the_history_once_although_it_is_repeated()
    {
        string first;
        using (var served = await Serve("unlucky", "--devices", "60", "--days", "6", "--out", "served", "--paused"))
        {
            await Order(served, "/api/v1/run:advance", """{"for":"1h"}""");
            first = await Order(served, Withdraw, """{"cause":"web sites broke"}""", "key-1");
            await served.Host.Program.Kill();
        }

        using (var served = await Serve("served", "--speed", "max"))
        {
            Assert.Equal(first, await Order(served, Withdraw, """{"cause":"web sites broke"}""", "key-1"));
            await served.Host.Program.UntilItSays("The report is in");
            Assert.Equal(first, await Order(served, Withdraw, """{"cause":"web sites broke"}""", "key-1"));
            Assert.Equal(0, (await served.Host.Stop()).ExitCode);
        }

        var history = _place.Rsr("history", "served", "operator", "--events", "CommandAccepted").Succeeds().Output;
        Assert.Single(history.Split('\n'), line => line.Contains("\"issuedBy\":\"api\"", StringComparison.Ordinal));
        (await _place.Verify("served")).Succeeds();
    }

    [Fact]
    public async Task A_stream_over_a_kill_and_a_restart_has_what_the_export_has()
    {
        var frames = new List<EventFrame>();
        using (var served = await Serve(
            "unlucky", "--devices", "60", "--days", "6", "--out", "served", "--speed", "7200"))
        {
            using var stream = await Follow(served, null);
            frames.AddRange(await stream.Take(100));
            await served.Host.Program.Kill();
            await Rest(stream, frames);
        }

        using (var served = await Serve("served", "--speed", "max"))
        {
            await Order(served, Withdraw, """{"cause":"web sites broke"}""", "key-1");
            using var stream = await Follow(served, frames[^1].Id);
            await served.Host.Program.UntilItSays("The report is in");
            var stopping = served.Host.Stop();
            await Rest(stream, frames);
            Assert.Equal(0, (await stopping).ExitCode);
        }

        Assert.Equal(
            _place.Rsr("export", "served").Succeeds().Output.TrimEnd('\n').Split('\n'),
            frames.Select(frame => frame.Data));
    }

    public void Dispose()
    {
        _client.Dispose();
        _place.Dispose();
    }

    /// <summary>What a stream still has until it ends.</summary>
    private static async Task Rest(EventFrameReader stream, List<EventFrame> frames)
    {
        try
        {
            while (true)
                frames.AddRange(await stream.Take(1));
        }
        catch (Exception e) when (e is InvalidOperationException or IOException or HttpRequestException)
        {
            // The host has ended.
        }
    }

    private async Task<EventFrameReader> Follow(WebHost served, string? after)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get, served.At($"/api/v1/events{(after is null ? "?since=0" : "")}"));
        if (after is not null)
            request.Headers.Add("Last-Event-ID", after);
        var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return new(response);
    }

    private async Task<string> Order(WebHost served, string path, string json, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, served.At(path));
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Bearer", (await File.ReadAllTextAsync(_place["served", AccessToken.FileName])).Trim());
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await _client.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, body);
        return body;
    }

    private async Task<WebHost> Serve(params string[] arguments)
    {
        var host = await ServedRun.Start(_place, [.. arguments, "--http", "127.0.0.1:0"]);
        var line = await host.Program.UntilItSays(Listens);
        var at = line.IndexOf(Listens, StringComparison.Ordinal);
        Assert.True(at >= 0, $"The host has no web server: {line}");
        return new(host, int.Parse(line[(at + Listens.Length)..], CultureInfo.InvariantCulture));
    }

    private sealed record WebHost(ServedRun Host, int Port) : IDisposable
    {
        public string At(string path) => $"http://127.0.0.1:{Port}{path}";

        public void Dispose() => Host.Dispose();
    }
}
