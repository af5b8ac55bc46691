using System.Collections.Immutable;
using System.Net.Sockets;
using RsrActors.Pbm.Wire;

namespace RsrActors.Pbm.Client;

/// <summary>
/// The client's end of a connection. It reads one message ahead and no more, so a slow reader slows down only itself.
/// </summary>
public sealed class HostConnection : IDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    /// <summary>How long Tab waits for completions.</summary>
    private static readonly TimeSpan CompletionTimeout = TimeSpan.FromSeconds(2);

    /// <summary>
    /// After this time without data, keep-alive probes detect a host or a tunnel that has failed without closing.
    /// </summary>
    private static readonly TimeSpan SilenceBeforeProbes = TimeSpan.FromMinutes(1);

    private readonly Stream _stream;
    private readonly LineReader _lines;
    private readonly ConsoleAddress _address;
    private Task<Response> _next;
    private long _id;

    private HostConnection(Stream stream, ConsoleAddress address)
    {
        (_stream, _address) = (stream, address);
        _lines = new(stream, WireFormat.LongestResponse);
        _next = Read();
    }

    public ImmutableArray<Palette> Palettes { get; private set; } = [];

    /// <summary>The program at the other end, with its version.</summary>
    public string Program { get; private set; } = "";

    /// <summary>Fails when the host ends the connection, also while no request is open.</summary>
    public Task Ended => _next;

    public static async Task<HostConnection> Open(ConsoleAddress address, CancellationToken cancelled)
    {
        var client = new TcpClient { NoDelay = true };
        client.Client.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        client.Client.SetSocketOption(
            SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, (int)SilenceBeforeProbes.TotalSeconds);
        try
        {
            await client.ConnectAsync(address.Host, address.Port, cancelled).AsTask()
                .WaitAsync(ConnectTimeout, cancelled);
            var connection = new HostConnection(client.GetStream(), address);
            await connection.Greet(cancelled).WaitAsync(ConnectTimeout, cancelled);
            return connection;
        }
        catch (ConsoleException)
        {
            client.Dispose();
            throw;
        }
        catch (Exception e) when (e is SocketException or TimeoutException)
        {
            client.Dispose();
            var why = e is SocketException ? e.Message : $"no answer within {ConnectTimeout.TotalSeconds} s";
            throw ConsoleException.Refused($"No console at {address}: {why}. 'rsr serve' opens one.");
        }
    }

    /// <summary>
    /// Runs a command to its end. When cancelled, it requests the end from the host and waits for it.
    /// </summary>
    public async Task<Response.End> Run(
        ImmutableArray<string> words, Action<Response.Line> print, CancellationToken cancelled)
    {
        var id = ++_id;
        await Send(new Request.Run(id, words));
        await using var asked = cancelled.Register(() => _ = Cancel(id));
        while (true)
        {
            switch (await Next())
            {
                case Response.Line line:
                    print(line);
                    break;
                case Response.End end when end.Id == id:
                    return end with { Message = end.Message is { } message ? TerminalText.Harmless(message) : null };
                default:
                    break; // The answer to a request that is over.
            }
        }
    }

    /// <summary>The completions; none when the host does not answer in time.</summary>
    public async Task<ImmutableArray<string>> Complete(string palette, string command, string name, string typed)
    {
        var id = ++_id;
        using var enough = new CancellationTokenSource(CompletionTimeout);
        try
        {
            await Send(new Request.Complete(id, palette, command, name, typed)).WaitAsync(enough.Token);
            while (true)
            {
                // A response that is late is not read here; the next request skips it.
                await _next.WaitAsync(enough.Token);
                if (await Next() is Response.Completions completions && completions.Id == id)
                    return [.. completions.Values.Select(TerminalText.Harmless)];
            }
        }
        catch (OperationCanceledException)
        {
            return [];
        }
    }

    public void Dispose() => _stream.Dispose();

    private async Task Greet(CancellationToken cancelled)
    {
        if (await Next() is not Response.Hello hello)
            throw Stranger();
        if (hello.Protocol != WireFormat.Protocol)
            throw ConsoleException.Refused(
                $"{_address} speaks protocol {hello.Protocol} ({TerminalText.Harmless(hello.Program)}), "
                + $"this client {WireFormat.Protocol}: use the 'rsr' of that host.");
        Program = TerminalText.Harmless(hello.Program);
        cancelled.ThrowIfCancellationRequested();
        await Send(new Request.Palettes());
        Palettes = await Next() is Response.Palettes palettes ? palettes.All : throw Stranger();
    }

    private async Task Cancel(long id)
    {
        try
        {
            await Send(new Request.Cancel(id));
        }
        catch (ConsoleException)
        {
            // The wait for the command's end fails, too, and reports it.
        }
    }

    private async Task Send(Request request)
    {
        var line = WireFormat.Encode(request);
        if (line.Length > WireFormat.LongestRequest)
            throw ConsoleException.Refused(
                $"The request is too long: it has {line.Length} bytes; allowed are {WireFormat.LongestRequest}.");
        try
        {
            await _stream.WriteAsync(line);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            await _next; // If the host has sent a reason for the end, throw that.
            throw Gone();
        }
    }

    private async Task<Response> Next()
    {
        var response = await _next;
        _next = Read();
        return response;
    }

    private async Task<Response> Read()
    {
        byte[]? line;
        try
        {
            line = await _lines.Next();
        }
        catch (LineTooLongException)
        {
            throw Stranger();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            throw Gone();
        }

        return (line is null ? throw Gone() : WireFormat.ReadResponse(line)) switch
        {
            null => throw Stranger(),
            Response.Bye bye =>
                throw ConsoleException.Refused(
                    $"{_address} ended the connection: {TerminalText.Harmless(bye.Message)}"),
            var response => response,
        };
    }

    private ConsoleException Gone() => ConsoleException.Refused($"Connection to {_address} terminated.");

    private ConsoleException Stranger() =>
        ConsoleException.Refused($"The program at {_address} is not a console of RsrActors.");
}
