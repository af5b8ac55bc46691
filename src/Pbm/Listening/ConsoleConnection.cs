using System.Net.Sockets;
using RsrActors.Pbm.Grammar;
using RsrActors.Pbm.Wire;

namespace RsrActors.Pbm.Listening;

/// <summary>
/// One client: its requests in order, at most one command at a time. Other clients do not wait for it.
/// </summary>
internal sealed class ConsoleConnection(Socket socket, ConsoleService service) : IDisposable
{
    private const int LingeringBytes = 1024 * 1024;

    /// <summary>After this many requests of one client, other work of the thread goes on.</summary>
    private const int LinesPerYield = 64;
    private const string GoingDown = "The host is shutting down.";
    private static readonly TimeSpan Lingering = TimeSpan.FromSeconds(1);

    private readonly NetworkStream _stream = new(socket, ownsSocket: true);
    private readonly OutputBuffer _output = new(service.Limits.WaitingBytes, service.Limits.ClientTimeout);
    private readonly CancellationTokenSource _gone = new();
    private RunningCall? _call;
    private Task _running = Task.CompletedTask;

    public int Held => _output.Held;

    /// <summary>Ends when the client has gone, or the host shuts down.</summary>
    public async Task Serve(CancellationToken goingDown)
    {
        var sending = Send();
        try
        {
            var farewell = await Converse(goingDown);

            // A client that sends no more requests may still read. It cannot cancel a stream any more, so the stream is
            // cancelled here.
            if (farewell is not null)
                _call?.End(farewell);
            else if (_call is { IsStream: true })
                _call.Cancel();
            await using (goingDown.Register(() => _call?.End(GoingDown)))
                await _running;
            if (goingDown.IsCancellationRequested)
                farewell ??= GoingDown;
            if (farewell is not null)
                await _output.Write(WireFormat.Encode(new Response.Bye(farewell)), _gone.Token);
            await _output.Flush();
            if (farewell is not null)
                await Linger();
        }
        catch (Exception e) when (
            e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The client has gone, or does not read: it cannot receive a message.
        }
        finally
        {
            Abort();
            await Task.WhenAll(sending, _running);
        }
    }

    /// <summary>
    /// Whether a line is the first one of an HTTP request. A page of another site can make a browser send one, with
    /// lines of its choice after it: the connection ends at the first line.
    /// </summary>
    private static bool LooksLikeHttp(ReadOnlySpan<byte> line) =>
        line.IndexOf(" HTTP/"u8) > 0 && char.IsAsciiLetterUpper((char)line[0]);

    /// <summary>Closes the connection at once.</summary>
    public void Abort()
    {
        try
        {
            _gone.Cancel();
            _stream.Dispose();
        }
        catch (ObjectDisposedException)
        {
            // The connection has ended meanwhile.
        }
    }

    public void Dispose()
    {
        _call?.Dispose();
        _stream.Dispose();
        _gone.Dispose();
    }

    /// <summary>Why the host ends the connection; null when the client sends no more requests.</summary>
    private async Task<string?> Converse(CancellationToken goingDown)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(goingDown, _gone.Token);
        var lines = new LineReader(_stream, WireFormat.LongestRequest);
        try
        {
            await _output.Write(service.Hello, over.Token);
            for (var number = 1L; await lines.Next(over.Token) is { } line; number++)
            {
                if (WireFormat.ReadRequest(line) is not { } request)
                {
                    return $"The line is not a request of protocol {WireFormat.Protocol}; "
                        + (LooksLikeHttp(line)
                            ? "it is HTTP, and the API has a port of its own (--http)."
                            : "use 'rsr pbm'.");
                }

                await Handle(request, over.Token);
                if (number % LinesPerYield == 0)
                    await Task.Yield();
            }

            return null;
        }
        catch (LineTooLongException e)
        {
            return e.Message;
        }
        catch (OperationCanceledException) when (goingDown.IsCancellationRequested && !_gone.IsCancellationRequested)
        {
            return GoingDown;
        }
    }

    private async ValueTask Handle(Request request, CancellationToken over)
    {
        switch (request)
        {
            case Request.Palettes:
                await _output.Write(service.Palettes, over);
                break;
            case Request.Run run:
                await Run(run, over);
                break;
            case Request.Cancel cancel when _call?.Id == cancel.Id:
                _call.Cancel();
                break;
            case Request.Cancel:
                break; // The command has ended meanwhile.
            case Request.Complete complete:
                var values = await service.Complete(complete, over);
                await _output.Write(WireFormat.Encode(new Response.Completions(complete.Id, values)), over);
                break;
        }
    }

    private async Task Run(Request.Run run, CancellationToken over)
    {
        if (_call is { IsAnswered: false })
        {
            await End(Outcome.Usage, "A command is running on this connection; cancel it first.");
            return;
        }

        await _running;
        switch (service.Parser.Parse(run.Words))
        {
            case Understood.AsCall understood:
                _call?.Dispose();
                _call = new(run.Id, understood.Call, understood.Command, _output, _gone.Token);
                _running = Finish(_call);
                break;
            case Understood.AsHelp help:
                foreach (var line in help.Lines)
                    await _output.Write(ReplyLine.Text(line).Encoded, over);
                await End(Outcome.Ok, null);
                break;
            case Understood.NotAtAll no:
                await End(Outcome.Usage, no.Message);
                break;
        }

        ValueTask End(Outcome outcome, string? message) =>
            _output.Write(WireFormat.Encode(new Response.End(run.Id, outcome, message)), over);
    }

    /// <summary>Runs on a thread of the pool, because the handler may work before its first await.</summary>
    private Task Finish(RunningCall call) => Task.Run(async () =>
    {
        try
        {
            await call.Finish(service.Fault);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            Abort();
        }
    });

    private async Task Send()
    {
        try
        {
            await _output.SendTo(_stream, _gone.Token);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            Abort();
        }
    }

    /// <summary>
    /// When a socket is closed while the client still sends, the client's system may discard data that the client has
    /// not read yet. So some of what it sends is read and ignored first.
    /// </summary>
    private async Task Linger()
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(_gone.Token);
        enough.CancelAfter(Lingering);
        socket.Shutdown(SocketShutdown.Send);
        var ignored = new byte[4096];
        for (var heard = 0; heard < LingeringBytes;)
        {
            var count = await _stream.ReadAsync(ignored, enough.Token);
            if (count == 0)
                return;
            heard += count;
        }
    }
}
