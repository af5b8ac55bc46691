using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using RsrActors.Host.Http;
using RsrActors.Host.Live;
using RsrActors.Host.Telemetry;
using RsrActors.Host.Tests.Serving;
using RsrActors.Scenarios;

namespace RsrActors.Host.Tests.Http;

/// <summary>The web server of a live run that stands still until the test advances it, and a client.</summary>
internal sealed class HttpRig : IAsyncDisposable
{
    public const string Token = "0123456789abcdef0123456789abcdef";

    /// <summary>So small that a client that does not read is soon noticed.</summary>
    private const int SendBuffer = 64 * 1024;

    private readonly ILoggerFactory _loggers;

    private HttpRig(LiveRig run, LogBook book, ILoggerFactory loggers, HttpServer server)
    {
        (Run, Book, _loggers, Server) = (run, book, loggers, server);
        Client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false })
        {
            BaseAddress = new($"http://127.0.0.1:{server.EndPoint.Port}"),
        };
    }

    public LiveRig Run { get; }

    public LogBook Book { get; }

    public HttpServer Server { get; }

    public HttpClient Client { get; }

    /// <summary>A run at virtual time zero, and its web server at a free port.</summary>
    /// <param name="with">Changes the settings.</param>
    /// <param name="telemetry">Measures the run; the caller disposes of it afterwards.</param>
    public static async Task<HttpRig> Start(
        ScenarioOverrides? overrides = null, Func<HttpSettings, HttpSettings>? with = null,
        RunTelemetry? telemetry = null, string scenario = "tiny")
    {
        var run = await LiveRig.Start(scenario, overrides ?? ScenarioOverrides.None, telemetry);
        var book = new LogBook();
        var loggers = LoggerFactory.Create(logging => logging.AddProvider(book));
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.SendBufferSize = SendBuffer;
        socket.Listen();
        var access = new HttpAccess([new(Token, AccessRole.Operate)], IsOpenForReading: true);
        HttpSettings settings = new(socket, access);
        return new(run, book, loggers, await HttpServer.Start(
            with?.Invoke(settings) ?? settings, run.Live, book, loggers, telemetry));
    }

    /// <summary>Simulates up to a moment, and stores it.</summary>
    public async Task AdvanceAndStore(TimeSpan until)
    {
        await Run.Advance(until);
        while (true)
        {
            var closing = Run.Feed.Closings.Next;
            var status = await Run.Live.Status(Run.Over);
            if (status.LastClosed.Events == status.Events)
                return;
            Run.Clock.Pass(TimeSpan.FromSeconds(11));
            await closing.WaitAsync(Run.Over);
        }
    }

    public Task<HttpResponseMessage> Get(string path) => Client.GetAsync(path, Run.Over);

    /// <summary>The JSON of a resource that is there.</summary>
    public async Task<JsonNode> Read(string path)
    {
        using var response = await Get(path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }

    /// <summary>Gives an order with the token.</summary>
    public Task<HttpResponseMessage> Post(string path, string? json = null, string? key = null, string? client = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        if (client is not null)
            request.Headers.Add("Rsr-Client", client);
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        return Client.SendAsync(request, Run.Over);
    }

    /// <summary>Gives an order that is refused, and returns the sentence.</summary>
    public async Task<string> Refuses(HttpStatusCode status, string path, string? json = null, string? key = null)
    {
        using var response = await Post(path, json, key);
        return await SentenceOf(response, status);
    }

    /// <summary>The sentence of a refusal.</summary>
    public static async Task<string> SentenceOf(HttpResponseMessage response, HttpStatusCode status)
    {
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Equal((int)status, problem["status"]!.GetValue<int>());
        return problem["detail"]!.GetValue<string>();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
        _loggers.Dispose();
        await Run.DisposeAsync();
    }
}
