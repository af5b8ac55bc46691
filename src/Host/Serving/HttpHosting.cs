using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RsrActors.Host.Http;
using RsrActors.Host.Live;

namespace RsrActors.Host.Serving;

/// <summary>The web server as a service of the host; it starts after the simulation, and stops before it.</summary>
internal sealed partial class HttpHosting(
    SimulationService service, ServeSettings settings, LogBook book, ILoggerFactory loggers, ILogger<HttpHosting> log)
    : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();

    private HttpServer? _server;
    private Task _warmUp = Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (settings.Http is not { } http)
            return;
        _server = await HttpServer.Start(
            http, service.Live, book, loggers, settings.Telemetry, cancellationToken);

        // The token is in no log: the log is read by clients, and kept.
        LogListening(_server.EndPoint);

        // Beyond loopback a request needs a token and TLS, and takes the time of the network.
        if (http.Access.IsOpenForReading)
            _warmUp = HttpWarmUp.Ask(_server.EndPoint, service.Live, _stopping.Token);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _warmUp;
        if (_server is not null)
            await _server.DisposeAsync();
    }

    public void Dispose() => _stopping.Dispose();

    [LoggerMessage(35, LogLevel.Information, "The web server listens on {EndPoint}")]
    private partial void LogListening(System.Net.IPEndPoint endPoint);
}
