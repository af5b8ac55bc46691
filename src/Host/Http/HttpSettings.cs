using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace RsrActors.Host.Http;

/// <summary>How the web server listens.</summary>
/// <param name="Listener">The socket, bound before anything is written.</param>
internal sealed record HttpSettings(Socket Listener, HttpAccess Access)
{
    /// <summary><see cref="HttpLimits.ReadTime"/>.</summary>
    public TimeSpan ReadTime { get; init; } = HttpLimits.ReadTime;

    /// <summary><see cref="HttpLimits.TurnTime"/>.</summary>
    public TimeSpan TurnTime { get; init; } = HttpLimits.TurnTime;

    /// <summary>Within it the headers of a request must have come.</summary>
    public TimeSpan HeaderTime { get; init; } = HttpLimits.HeaderTime;

    /// <summary>A stream without an event has a comment so often.</summary>
    public TimeSpan Heartbeat { get; init; } = HttpLimits.Heartbeat;

    /// <summary>For TLS; null without it.</summary>
    public X509Certificate2? Certificate { get; init; }
}
