using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RsrActors.Host.Benchmarks;

/// <summary>A client that tails all events and does nothing with them: as little as a client can cost.</summary>
internal sealed class DiscardingTail : IDisposable
{
    private static readonly byte[] NotShownMark = "not shown"u8.ToArray();

    private readonly TcpClient _client;
    private readonly Task _reading;

    private DiscardingTail(TcpClient client)
    {
        _client = client;
        _reading = Read();
    }

    public long Lines { get; private set; }

    /// <summary>What lines said that were told in place of events.</summary>
    public long NotShown { get; private set; }

    public static async Task<DiscardingTail> Start(IPEndPoint console)
    {
        var client = new TcpClient();
        await client.ConnectAsync(console);
        await client.GetStream().WriteAsync("{\"type\":\"run\",\"id\":1,\"words\":[\"device\",\"tail\"]}\n"u8.ToArray());
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
                Count(buffer.AsSpan(0, length));
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // It has seen enough.
        }
    }

    private void Count(ReadOnlySpan<byte> bytes)
    {
        Lines += bytes.Count((byte)'\n');
        for (var at = bytes.IndexOf(NotShownMark); at >= 0; at = bytes.IndexOf(NotShownMark))
        {
            var digits = Encoding.ASCII.GetString(bytes[Math.Max(0, at - 24)..at]).Where(char.IsAsciiDigit);
            NotShown += long.TryParse(string.Concat(digits), out var count) ? count : 0;
            bytes = bytes[(at + NotShownMark.Length)..];
        }
    }
}
