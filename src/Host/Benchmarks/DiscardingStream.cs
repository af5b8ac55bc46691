using System.Net.Sockets;
using System.Text;

namespace RsrActors.Host.Benchmarks;

/// <summary>
/// A client of an event stream that discards what it reads, which is the least that a client can cost.
/// </summary>
internal sealed class DiscardingStream : IDisposable
{
    private readonly TcpClient _client;
    private readonly Task _reading;
    private long _bytes;

    private DiscardingStream(TcpClient client)
    {
        _client = client;
        _reading = Read();
    }

    /// <summary>What was read, headers too.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <param name="query">Which events, as after <c>/events?</c>.</param>
    public static async Task<DiscardingStream> Start(Uri web, string query)
    {
        var client = new TcpClient();
        await client.ConnectAsync(web.Host, web.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"GET /api/v1/events?{query} HTTP/1.1\r\nHost: {web.Authority}\r\n\r\n"));
        return new(client);
    }

    public void Dispose()
    {
        _client.Dispose();
        _reading.GetAwaiter().GetResult();
    }

    private async Task Read()
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await _client.GetStream().ReadAsync(buffer) is > 0 and var length)
                Interlocked.Add(ref _bytes, length);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The client is disposed of, or the host has gone.
        }
    }
}
