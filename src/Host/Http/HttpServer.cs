using System.Collections.Immutable;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RsrActors.Host.Live;
using RsrActors.Host.Palettes;
using RsrActors.Host.Telemetry;
using RsrActors.Host.Views;
using RsrActors.Pbm;
using RsrActors.Reports.Figures;

namespace RsrActors.Host.Http;

/// <summary>The web server of a live run: its API and its page.</summary>
internal sealed partial class HttpServer : IAsyncDisposable
{
    private const string Curves = $"{ApiRoutes.Root}/curves";

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly WebApplication _web;
    private int _stopped;

    private HttpServer(WebApplication web, IPEndPoint endPoint) => (_web, EndPoint) = (web, endPoint);

    /// <summary>The address at which it listens; for port 0, the free port that the system chose.</summary>
    public IPEndPoint EndPoint { get; }

    public static async Task<HttpServer> Start(
        HttpSettings settings, LiveSimulation live, LogBook book, ILoggerFactory loggers,
        RunTelemetry? telemetry = null, CancellationToken cancelled = default)
    {
        var endPoint = (IPEndPoint)settings.Listener.LocalEndPoint!;
        var builder = WebApplication.CreateEmptyBuilder(new() { ApplicationName = "rsr" });
        builder.WebHost
            .UseKestrelCore()
            .UseKestrelHttpsConfiguration()
            .UseSockets(sockets => Listen(sockets, settings))
            .ConfigureKestrel(kestrel => Limit(kestrel, settings, endPoint));
        builder.Services
            .AddRoutingCore()
            .AddSingleton<ILoggerFactory>(new QuietLoggers(loggers))
            .AddSingleton<IHostLifetime, LifetimeOfOwner>()
            .Configure<HostOptions>(host => host.ShutdownTimeout = Grace);

        ApiDocument.Add(builder.Services);

        var web = builder.Build();
        var scheme = settings.Certificate is null && settings.Access.Proxy is null ? "http" : "https";
        var gate = new AccessGate(settings.Access, scheme, endPoint.Port);
        var log = loggers.CreateLogger<HttpServer>();
        web.Use((http, next) => Explain(http, next, log));
        web.Use((http, next) => gate.Pass(http, next));
        web.UseRouting();
        Map(web, live, book);
        TelemetryEndpoints.Map(web, live, telemetry);
        var closed = new ClosedEpochs(live.EpochReader, live.Feed.Closings);
        var stopping = web.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        var events = new EventStreamEndpoint(
            live, closed, new(live, TimeProvider.System, stopping), settings, log, stopping);
        Describe(
            web.MapGet($"{ApiRoutes.Root}/events", events.Answer), EventStreamEndpoint.Operation, 200,
            typeof(EventView), "text/event-stream");
        var curves = new CurvesEndpoint(new(live, closed));
        MapHead(web, Curves, curves.Answer);
        Describe(web.MapGet(Curves, curves.Answer), CurvesEndpoint.Operation, 200, typeof(FleetCurves));
        ApiDocument.Map(web);
        web.UseEndpoints(_ => { });
        web.Run(NotFound);
        try
        {
            await web.StartAsync(cancelled);
        }
        catch
        {
            await web.DisposeAsync();
            throw;
        }

        return new(web, endPoint);
    }

    /// <summary>Ends all streams, and waits a little for the other requests.</summary>
    public Task Stop() => Interlocked.Exchange(ref _stopped, 1) == 0 ? _web.StopAsync() : Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await Stop();
        await _web.DisposeAsync();
    }

    private static void Map(WebApplication web, LiveSimulation live, LogBook book)
    {
        ImmutableArray<Palette> palettes = AllPalettes.Of(live, book);
        var window = new WindowTag(live);
        var orders = new OrderBook(live);
        foreach (var route in ApiRoutes.All)
        {
            var palette = palettes.First(one => one.Name == route.Palette);
            var endpoint = new CommandEndpoint(
                route, palette, palette.Find(route.Command)!, live, window, orders);
            var path = ApiRoutes.Root + route.Path;
            if (!route.IsOrder)
                MapHead(web, path, endpoint.Answer);
            Describe(
                web.MapMethods(path, [route.IsOrder ? HttpMethods.Post : HttpMethods.Get], endpoint.Answer),
                ApiOperation.Of(route, endpoint.Command), route.StatusOfAnswer, route.TypeOfAnswer(endpoint.Command));
        }
    }

    /// <summary>
    /// HEAD is answered as GET; the server leaves out the body. It has a route of its own, which is not described: an
    /// operation of the description has one method.
    /// </summary>
    private static void MapHead(IEndpointRouteBuilder web, string path, RequestDelegate answer) =>
        web.MapMethods(path, [HttpMethods.Head], answer);

    /// <summary>The method's own declaration says that it handles a request; the rest is metadata.</summary>
    private static void Describe(
        IEndpointConventionBuilder endpoint, ApiOperation operation, int status, Type answer,
        string mediaType = "application/json") => endpoint.WithMetadata(
        operation, ((RequestDelegate)NotFound).Method, new ProducesResponseTypeMetadata(status, answer, [mediaType]));

    private static void Listen(SocketTransportOptions sockets, HttpSettings settings)
    {
        sockets.CreateBoundListenSocket = _ => settings.Listener;

        // No handler blocks its thread for longer than a few frames take. Each change of the thread takes the processor
        // from the simulation, and a window that waits for one of its threads makes the other threads wait.
        sockets.UnsafePreferInlineScheduling = true;
    }

    private static void Limit(KestrelServerOptions kestrel, HttpSettings settings, IPEndPoint endPoint)
    {
        kestrel.AddServerHeader = false;

        // By default the server ends a request with such a header before it has a sentence for it.
        kestrel.RequestHeaderEncodingSelector = name =>
            name.Equals(ApiRequest.KeyHeader, StringComparison.OrdinalIgnoreCase) ? Encoding.UTF8 : null;
        kestrel.Limits.MaxConcurrentConnections = HttpLimits.Connections;
        kestrel.Limits.MaxRequestBodySize = HttpLimits.BodyBytes;
        kestrel.Limits.MaxRequestHeadersTotalSize = HttpLimits.HeaderBytes;
        kestrel.Limits.MaxRequestLineSize = HttpLimits.LineBytes;
        kestrel.Limits.RequestHeadersTimeout = settings.HeaderTime;
        kestrel.Limits.MinRequestBodyDataRate = new(HttpLimits.BodyBytesPerSecond, settings.HeaderTime);
        kestrel.Limits.KeepAliveTimeout = HttpLimits.IdleTime;
        kestrel.Listen(endPoint, listen =>
        {
            listen.Protocols = HttpProtocols.Http1AndHttp2;
            if (settings.Certificate is { } certificate)
                listen.UseHttps(new HttpsConnectionAdapterOptions { ServerCertificate = certificate });
            else
                listen.Protocols = HttpProtocols.Http1;
        });
    }

    private static async Task NotFound(HttpContext http)
    {
        if (!await EmbeddedFiles.TryAnswer(http))
        {
            await new Problem(
                StatusCodes.Status404NotFound,
                $"There is nothing at {http.Request.Path}; /openapi/v1.json lists the API.").Write(http.Response);
        }
    }

    /// <summary>Each refusal has a sentence: also those of the server, and of a defect.</summary>
    private static async Task Explain(HttpContext http, RequestDelegate next, ILogger log)
    {
        try
        {
            await next(http);
            if (http.Response is { StatusCode: StatusCodes.Status405MethodNotAllowed, HasStarted: false })
            {
                await new Problem(
                    StatusCodes.Status405MethodNotAllowed,
                    $"{http.Request.Method} is not allowed at {http.Request.Path}; "
                    + $"allowed is {http.Response.Headers.Allow}.").Write(http.Response);
            }
        }
        catch (Microsoft.AspNetCore.Http.BadHttpRequestException bad) when (!http.Response.HasStarted)
        {
            await new Problem(bad.StatusCode, bad.Message).Write(http.Response);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client has gone.
        }
#pragma warning disable CA1031 // A defect ends its request only.
        catch (Exception defect) when (!http.Response.HasStarted)
#pragma warning restore CA1031
        {
            LogDefect(log, defect, http.Request.Method, http.Request.Path);
            await new Problem(StatusCodes.Status500InternalServerError, "A defect of the program; the log has more.")
                .Write(http.Response);
        }
    }

    /// <summary>Without the query, which may have a token.</summary>
    [LoggerMessage(41, LogLevel.Error, "{Method} {Path} failed")]
    private static partial void LogDefect(ILogger log, Exception fault, string method, string path);

    /// <summary>It starts and stops with its owner, and listens to no signal.</summary>
    private sealed class LifetimeOfOwner : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
