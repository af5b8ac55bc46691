using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using RsrActors.Host.Executable;

namespace RsrActors.Host.Http;

/// <summary>
/// What the options say about the web server; the run's own token is added when its directory is there.
/// </summary>
internal sealed record HttpChoice(Socket Listener) : IDisposable
{
    /// <summary>The tokens of a file; empty without one, then the run's own token is for orders.</summary>
    public ImmutableArray<AccessToken> Tokens { get; init; } = [];

    public ImmutableArray<string> Names { get; init; } = [];

    public X509Certificate2? Certificate { get; init; }

    public IPAddress? Proxy { get; init; }

    private IPEndPoint EndPoint => (IPEndPoint)Listener.LocalEndPoint!;

    private string Scheme => Certificate is null ? "http" : "https";

    /// <summary>The settings for a run directory, and the address to open.</summary>
    /// <exception cref="HostException">The token of the directory cannot be read or made.</exception>
    public (HttpSettings Settings, string Address) For(string directory)
    {
        var host = Names.IsEmpty ? $"{EndPoint}" : $"{Names[0]}:{EndPoint.Port}";
        var root = $"{(Proxy is null ? Scheme : "https")}://{host}/";
        if (!Tokens.IsEmpty)
            return (SettingsOf(new(Tokens, IsOpenForReading: false)), root);
        var token = AccessToken.OfRun(directory);
        return (SettingsOf(new([token], IsOpenForReading: true)), $"{root}?token={token.Text}");
    }

    public void Dispose()
    {
        Listener.Dispose();
        Certificate?.Dispose();
    }

    private HttpSettings SettingsOf(HttpAccess access) => new(Listener, access with
    {
        Names = EndPoint.Address.Equals(IPAddress.Any) || EndPoint.Address.Equals(IPAddress.IPv6Any)
            ? Names
            : Names.Add(HostOf(EndPoint.Address)),
        Proxy = Proxy,
    })
    {
        Certificate = Certificate,
    };

    private static string HostOf(IPAddress address) =>
        address.AddressFamily is AddressFamily.InterNetworkV6 ? $"[{address}]" : address.ToString();
}
