using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace RsrActors.Pbm;

/// <summary>The address at which a console listens: <c>HOST:PORT</c>, with an IPv6 address in brackets.</summary>
public sealed record ConsoleAddress(string Host, int Port)
{
    /// <summary>
    /// Petabridge.Cmd listens at this address, too. There is no authentication, so it is a loopback address.
    /// </summary>
    public static ConsoleAddress Default { get; } = new("127.0.0.1", 9110);

    /// <summary>Null when the text is not an address.</summary>
    public static ConsoleAddress? Parse(string text)
    {
        var colon = text.LastIndexOf(':');
        if (colon < 1
            || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            || port > IPEndPoint.MaxPort)
            return null;
        var host = text[..colon];
        if (host is ['[', .. var inner, ']'])
            return IPAddress.TryParse(inner, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6
                ? new(inner, port)
                : null;
        return Uri.CheckHostName(host) is UriHostNameType.Dns or UriHostNameType.IPv4 ? new(host, port) : null;
    }

    /// <summary>The end point to bind to.</summary>
    internal async Task<IPEndPoint> Resolve(CancellationToken cancelled)
    {
        if (IPAddress.TryParse(Host, out var address))
            return new(address, Port);
        try
        {
            var addresses = await Dns.GetHostAddressesAsync(Host, cancelled);
            return new(
                addresses.FirstOrDefault(one => one.AddressFamily == AddressFamily.InterNetwork) ?? addresses[0], Port);
        }
        catch (SocketException e)
        {
            throw ConsoleException.Refused($"The console's host '{Host}' cannot be resolved: {e.Message}.");
        }
    }

    public override string ToString() =>
        Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}
