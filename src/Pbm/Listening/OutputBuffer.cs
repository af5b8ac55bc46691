using System.Buffers;

namespace RsrActors.Pbm.Listening;

/// <summary>The client took nothing for as long as the host is willing to wait.</summary>
internal sealed class ClientDoesNotReadException() : IOException("The client does not read.");

/// <summary>
/// What waits to be sent to one client. Two heaps: one is being filled while the other is on its way, so memory is at
/// most twice the limit and whoever writes never meets the socket.
/// </summary>
internal sealed class OutputBuffer(int limit, TimeSpan patience)
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

    /// <summary>Never waits. What does not fit is counted, and shows as one notice where it is missing.</summary>
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

    /// <summary>Counts lines that were not even made.</summary>
    public void Drop(long lines, Func<long, byte[]> notice)
    {
        lock (_gate)
            Count(lines, notice);
    }

    /// <summary>Waits for room as long as the client takes something now and then.</summary>
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

            await Patiently(taken, cancelled);
        }
    }

    /// <summary>Waits until the client's own buffers have all there is.</summary>
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

            await Patiently(sent, CancellationToken.None);
        }
    }

    /// <summary>Takes what waits to the client, until that fails or it is cancelled.</summary>
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
    /// While something is dropped, nothing new comes before the notice of it. A long line fits where nothing else is.
    /// </summary>
    private bool Fits(int bytes) => _over || (_dropped == 0 && (Waiting == 0 || Waiting + bytes <= limit));

    private void Add(ReadOnlySpan<byte> line)
    {
        if (_over)
            return; // The connection is ending: whoever writes is told by his token.
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

    private async Task Patiently(Task progress, CancellationToken cancelled)
    {
        try
        {
            await progress.WaitAsync(patience, cancelled);
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
