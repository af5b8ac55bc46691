using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using RsrActors.Pbm;

namespace RsrActors.Host.Benchmarks;

/// <summary>A client that tails all events and discards them, which is the least that a client can cost.</summary>
internal sealed class DiscardingTail : IDisposable
{
    /// <summary>The end of <see cref="ReplyLine.Dropped"/>; the number stands before it.</summary>
    private static readonly byte[] Notice = "lines not shown"u8.ToArray();

    private static readonly SearchValues<byte> NumberBytes = SearchValues.Create("0123456789,"u8);

    private readonly TcpClient _client;
    private readonly Task _reading;

    private DiscardingTail(TcpClient client)
    {
        _client = client;
        _reading = Read();
    }

    /// <summary>Lines of events, and notices of lines that were not shown.</summary>
    public long Lines { get; private set; }

    /// <summary>Events that were not shown, according to the notices.</summary>
    public long NotShown { get; private set; }

    public static async Task<DiscardingTail> Start(IPEndPoint console)
    {
        var client = new TcpClient();
        await client.ConnectAsync(console);
        await client.GetStream().WriteAsync(
            "{\"type\":\"run\",\"id\":1,\"words\":[\"device\",\"tail\"]}\n"u8.ToArray());
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
        var held = 0; // Bytes of a line that is not complete yet.
        try
        {
            while (await _client.GetStream().ReadAsync(buffer.AsMemory(held)) is > 0 and var length)
            {
                var end = buffer.AsSpan(0, held + length).LastIndexOf((byte)'\n') + 1;
                Count(buffer.AsSpan(0, end));
                buffer.AsSpan(end, held = held + length - end).CopyTo(buffer);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The client is disposed of, or the host has gone.
        }
    }

    private void Count(ReadOnlySpan<byte> bytes)
    {
        Lines += bytes.Count((byte)'\n');
        for (var at = bytes.IndexOf(Notice); at >= 0; at = bytes.IndexOf(Notice))
        {
            var number = bytes[..at].TrimEnd((byte)' ');
            NotShown += long.Parse(
                Encoding.ASCII.GetString(number[(number.LastIndexOfAnyExcept(NumberBytes) + 1)..]).Replace(
                    ",", "", StringComparison.Ordinal),
                CultureInfo.InvariantCulture);
            bytes = bytes[(at + Notice.Length)..];
        }
    }
}
