using System.Net;
using System.Net.Sockets;
using RsrActors.Host.Executable;
using RsrActors.Pbm;

namespace RsrActors.Host.Http;

/// <summary>The socket of the web server.</summary>
internal static class HttpSocket
{
    /// <summary>
    /// Of each connection. Linux wakes a writer when a third of the buffer is free, and without a size it grows to
    /// megabytes: then a client on a slow line reads all the time, and seems to read nothing for long.
    /// </summary>
    private const int SendBufferBytes = 128 * 1024;

    /// <summary>Binds a socket; the web server listens at it later.</summary>
    /// <exception cref="HostException">The address is in use, or does not exist.</exception>
    public static async Task<Socket> Bind(ConsoleAddress address, CancellationToken cancelled)
    {
        var place = await Resolve(address, cancelled);
        var socket = new Socket(place.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.SendBufferSize = SendBufferBytes;
            socket.Bind(place);
            socket.Listen();
            return socket;
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw HostException.Refused(
                $"--http: the web server cannot listen on {address}: {e.Message}. "
                + "Another port, as --http 127.0.0.1:0, or none: --http none.");
        }
    }

    public static async Task<IPEndPoint> Resolve(ConsoleAddress address, CancellationToken cancelled)
    {
        try
        {
            var all = IPAddress.TryParse(address.Host, out var one)
                ? [one]
                : await Dns.GetHostAddressesAsync(address.Host, cancelled);
            return new(
                all.FirstOrDefault(one => one.AddressFamily is AddressFamily.InterNetwork) ?? all[0], address.Port);
        }
        catch (SocketException e)
        {
            throw HostException.Refused($"--http: the host '{address.Host}' cannot be resolved: {e.Message}.");
        }
    }
}
