using System.Net.Sockets;
using RsrActors.Actors.Kernel;
using RsrActors.Host.Http;
using RsrActors.Host.Telemetry;

namespace RsrActors.Host.Serving;

/// <summary>How a run is served.</summary>
/// <param name="Listener">The socket of the console, bound before anything is written; null for no console.</param>
/// <param name="StartsPaused">Whether the run starts paused.</param>
internal sealed record ServeSettings(Speed Speed, Socket? Listener, int Threads, bool StartsPaused)
{
    /// <summary>Null for no web server.</summary>
    public HttpSettings? Http { get; init; }

    /// <summary>Null when telemetry is off.</summary>
    public RunTelemetry? Telemetry { get; init; }
}
