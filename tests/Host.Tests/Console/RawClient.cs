using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace RsrActors.Host.Tests.Pbm;

/// <summary>A client that can send any bytes.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly TcpClient _client = new();
    private readonly StreamReader _lines;

    private RawClient(IPEndPoint host, int receiveBuffer)
    {
        if (receiveBuffer > 0)
            _client.ReceiveBufferSize = receiveBuffer;
        _client.Connect(host);
        _lines = new(_client.GetStream());
    }

    public Socket Socket => _client.Client;

    public static RawClient Connect(IPEndPoint host, int receiveBuffer = 0) => new(host, receiveBuffer);

    /// <summary>Connects and reads the first line of the host.</summary>
    public static async Task<RawClient> Greeted(IPEndPoint host)
    {
        var client = Connect(host);
        Assert.Equal("hello", (await client.Next()).GetProperty("type").GetString());
        return client;
    }

    public async Task Send(string line) => await Send(Encoding.UTF8.GetBytes(line + "\n"));

    public async Task Send(ReadOnlyMemory<byte> bytes) => await _client.GetStream().WriteAsync(bytes);

    public Task Run(int id, params string[] words) =>
        Send($$"""{"type":"run","id":{{id}},"words":{{JsonSerializer.Serialize(words)}}}""");

    public async Task<string?> Line() => await _lines.ReadLineAsync();

    public async Task<JsonElement> Next() =>
        JsonElement.Parse(await Line() ?? throw new InvalidOperationException("The host hung up."));

    /// <summary>The lines up to the end of a command, and the outcome.</summary>
    public async Task<(List<string> Lines, string Outcome, string? Message)> ToEnd(int id)
    {
        var lines = new List<string>();
        while (true)
        {
            var next = await Next();
            switch (next.GetProperty("type").GetString())
            {
                case "line":
                    lines.Add(
                        next.TryGetProperty("text", out var text)
                            ? text.GetString()!
                            : next.GetProperty("json").GetRawText());
                    break;
                case "end" when next.GetProperty("id").GetInt32() == id:
                    return (lines, next.GetProperty("outcome").GetString()!, Message(next));
                default:
                    throw new InvalidOperationException($"Not expected here: {next}");
            }
        }
    }

    /// <summary>The last message of the host. The host has closed the connection after it.</summary>
    public async Task<string> Farewell()
    {
        while (true)
        {
            var next = await Next();
            if (next.GetProperty("type").GetString() != "bye")
                continue;
            Assert.Null(await Line());
            return Message(next)!;
        }
    }

    public void Dispose() => _client.Dispose();

    private static string? Message(JsonElement of) =>
        of.TryGetProperty("message", out var message) ? message.GetString() : null;
}
