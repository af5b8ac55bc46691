using System.Buffers;

namespace RsrActors.Pbm.Listening;

/// <summary>The client has read nothing within the timeout.</summary>
internal sealed class ClientDoesNotReadException() : IOException("The client does not read.");

/// <summary>
/// The bytes that wait to be sent to one client. It has two buffers: one is filled while the other one is sent. So
/// memory is at most twice the limit, and a writer never waits for the socket itself.
/// </summary>
internal sealed class OutputBuffer(int limit, TimeSpan timeout)
{
    private readonly Lock _gate = new();
    private ArrayBufferWriter<byte>? _filling;
    private int _sending;
    private bool _over;
    private long _dropped;
    private Func<long, byte[]>? _notice;
    private TaskCompletionSource _something = Signal();
    private TaskCompletionSource _taken = Signal();
    private TaskCompletionSource _sent = Signal();

    /// <summary>Bytes held for this client.</summary>
    public int Held
    {
        get
        {
            lock (_gate)
                return Waiting + _sending;
        }
    }

    private int Waiting => _filling?.WrittenCount ?? 0;

    public bool HasRoom(int bytes)
    {
        lock (_gate)
            return Fits(bytes);
    }

    /// <summary>
    /// Never waits. A line that does not fit is counted, and one notice stands in the place of the missing lines.
    /// </summary>
    public void Offer(ReadOnlySpan<byte> line, Func<long, byte[]> notice)
    {
        lock (_gate)
        {
            if (Fits(line.Length))
                Add(line);
            else
                Count(1, notice);
        }
    }

    /// <summary>Counts lines that were never made.</summary>
    public void Drop(long lines, Func<long, byte[]> notice)
    {
        lock (_gate)
            Count(lines, notice);
    }

    /// <summary>Waits for room as long as the client reads something within the timeout.</summary>
    public async ValueTask Write(ReadOnlyMemory<byte> line, CancellationToken cancelled = default)
    {
        while (true)
        {
            Task taken;
            lock (_gate)
            {
                if (Fits(line.Length))
                {
                    Add(line.Span);
                    return;
                }

                taken = _taken.Task;
            }

            await WaitFor(taken, cancelled);
        }
    }

    /// <summary>Waits until everything is sent.</summary>
    public async ValueTask Flush()
    {
        while (true)
        {
            Task sent;
            lock (_gate)
            {
                if (_over || (Waiting == 0 && _sending == 0 && _dropped == 0))
                    return;
                sent = _sent.Task;
            }

            await WaitFor(sent, CancellationToken.None);
        }
    }

    /// <summary>Sends the waiting bytes to the client, until that fails or is cancelled.</summary>
    public async Task SendTo(Stream client, CancellationToken cancelled)
    {
        try
        {
            while (true)
            {
                await Next().WaitAsync(cancelled);
                await client.WriteAsync(Take(), cancelled);
                Complete();
            }
        }
        finally
        {
            lock (_gate)
            {
                _over = true;
                _filling = null;
                _sending = 0;
                _taken.TrySetResult();
                _sent.TrySetResult();
            }
        }
    }

    /// <summary>
    /// While lines are dropped, no new line is added before the notice of them. A line of any length fits into an empty
    /// buffer.
    /// </summary>
    private bool Fits(int bytes) => _over || (_dropped == 0 && (Waiting == 0 || Waiting + bytes <= limit));

    private void Add(ReadOnlySpan<byte> line)
    {
        if (_over)
            return; // The connection is ending: the writer's token is cancelled.
        (_filling ??= new()).Write(line);
        _something.TrySetResult();
    }

    private void Count(long lines, Func<long, byte[]> notice)
    {
        (_notice, _dropped) = (notice, _dropped + lines);
        _something.TrySetResult();
    }

    private Task Next()
    {
        lock (_gate)
            return _something.Task;
    }

    private ReadOnlyMemory<byte> Take()
    {
        lock (_gate)
        {
            _something = Signal();
            var batch = _filling ?? new();
            if (_dropped > 0)
                batch.Write(_notice!(_dropped));
            (_filling, _dropped, _sending) = (null, 0, batch.WrittenCount);
            Renew(ref _taken);
            return batch.WrittenMemory;
        }
    }

    private void Complete()
    {
        lock (_gate)
        {
            _sending = 0;
            Renew(ref _sent);
        }
    }

    private async Task WaitFor(Task progress, CancellationToken cancelled)
    {
        try
        {
            await progress.WaitAsync(timeout, cancelled);
        }
        catch (TimeoutException)
        {
            throw new ClientDoesNotReadException();
        }
    }

    private static void Renew(ref TaskCompletionSource signal)
    {
        signal.TrySetResult();
        signal = Signal();
    }

    private static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
