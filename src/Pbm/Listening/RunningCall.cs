using RsrActors.Pbm.Wire;

namespace RsrActors.Pbm.Listening;

/// <summary>The present command of a connection, and its reply.</summary>
internal sealed class RunningCall(
    long id, Call call, PaletteCommand command, OutputBuffer output, CancellationToken connection)
    : IReply, IDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _cancelled = CancellationTokenSource.CreateLinkedTokenSource(connection);
    private volatile string? _ended;
    private bool _answered;

    public long Id => id;

    public bool IsStream => command.IsStream;

    public bool IsJson { get; } = call.Has(Call.Json);

    /// <summary>The end is being sent to the client, so the next command may come.</summary>
    public bool IsAnswered
    {
        get
        {
            lock (_gate)
                return _answered;
        }
    }

    /// <summary>Cancels the command for its client; for a stream that is success.</summary>
    public void Cancel() => _cancelled.Cancel();

    /// <summary>Ends the command for the host, with a reason.</summary>
    public void End(string why)
    {
        _ended = why;
        _cancelled.Cancel();
    }

    public void Dispose() => _cancelled.Dispose();

    /// <summary>
    /// Ends when the answer is sent. An exception of the handler becomes an answer, and <paramref name="fault"/> is
    /// called with it.
    /// </summary>
    public async Task Finish(Action<Call, Exception> fault)
    {
        var end = End(await Handle(fault));
        lock (_gate)
            _answered = true; // Lines that the handler offers after its end are discarded.
        await output.Write(WireFormat.Encode(end), connection);
        await output.Flush();
    }

    public async ValueTask Write(ReplyLine line)
    {
        if (IsAnswered)
            throw new InvalidOperationException($"'{call}' is answered; nothing can be written to it any more.");
        _cancelled.Token.ThrowIfCancellationRequested();
        if (Concerns(line))
            await output.Write(Bytes(line), _cancelled.Token);
    }

    public void Offer(Func<ReplyLine> line)
    {
        if (output.HasRoom(1))
            Offer(line());
        else
            Drop(1);
    }

    public void Drop(long lines)
    {
        lock (_gate)
            if (!_answered)
                output.Drop(lines, Notice);
    }

    private void Offer(ReplyLine line)
    {
        lock (_gate)
        {
            if (_answered || !Concerns(line))
                return;
            if (line.Encoded.Length <= WireFormat.LongestResponse)
                output.Offer(line.Encoded, Notice);
            else
                output.Drop(1, Notice);
        }
    }

    private async Task<Answer> Handle(Action<Call, Exception> fault)
    {
        try
        {
            var answer = await command.Handler(call, this, _cancelled.Token);
            return command.IsStream && answer is Answer.Ok && _ended is { } ending ? Answer.Refused(ending) : answer;
        }
        catch (OperationCanceledException) when (_cancelled.IsCancellationRequested)
        {
            return _ended is { } why ? Answer.Refused(why)
                : command.IsStream ? Answer.Done
                : Answer.Refused($"'{call}' was cancelled.");
        }
#pragma warning disable CA1031 // Any exception of a handler is a failure of this command, not of the console.
        catch (Exception e) when (e is not ClientDoesNotReadException)
#pragma warning restore CA1031
        {
            fault(call, e);
            return Answer.Refused($"'{call}' failed: {e.Message}");
        }
    }

    private Response.End End(Answer answer) => answer switch
    {
        Answer.Ok => new(id, Outcome.Ok),
        Answer.Error error => new(id, Outcome.Error, error.Message),
        Answer.Misuse misuse => new(id, Outcome.Usage, misuse.Message),
        _ => throw new InvalidOperationException($"A new answer needs a rule here: {answer}."),
    };

    private bool Concerns(ReplyLine line) => line.IsJson || !IsJson;

    private byte[] Notice(long lines) => ReplyLine.Dropped(lines, IsJson).Encoded;

    private static byte[] Bytes(ReplyLine line) => line.Encoded.Length <= WireFormat.LongestResponse
        ? line.Encoded
        : throw new InvalidOperationException(
            $"a line of {line.Encoded.Length} bytes is longer than the console can send");
}
