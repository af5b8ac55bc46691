using RsrActors.Host.Live;

namespace RsrActors.Host.Http;

/// <summary>What all event streams of a host share.</summary>
/// <param name="Turns">Of streams that read old epochs: each may keep one in memory.</param>
internal sealed record SharedByStreams(
    ClosedEpochs Epochs, SharedStatus Status, StreamBudget Budget, SemaphoreSlim Turns) : IDisposable
{
    public void Dispose()
    {
        Turns.Dispose();
        Budget.Dispose();
    }
}

/// <summary>One event stream: it sends one closed epoch after the other, and waits for the next one.</summary>
/// <param name="start">The start of the scenario.</param>
/// <param name="over">The client has gone, or the host stops.</param>
internal sealed class EventFollower(
    SharedByStreams shared, StreamOutput output, StreamQuery query, DateTimeOffset start, HttpSettings settings,
    CancellationToken over)
{
    private readonly StatusFrames? _status = query.WithStatus ? new(shared.Status) : null;
    private StreamId? _after = query.After;

    /// <summary>Goes on until the stream is over.</summary>
    /// <exception cref="SlowReaderException">The client does not read, or too slowly.</exception>
    public async Task Run()
    {
        var epochs = shared.Epochs;
        var place = query.From is { } from ? await epochs.Before(from, over) : await epochs.Last(over);
        while (true)
        {
            over.ThrowIfCancellationRequested();
            var closing = epochs.Closings.Next;
            await SendStatus();
            if (await SendAfter(place) is { } epoch)
                place = epoch.After;
            else
                await Wait(closing);
        }
    }

    /// <summary>Sends the events of the first epoch after a place.</summary>
    /// <returns>Null when there is none yet.</returns>
    private async Task<ClosedEpoch?> SendAfter(EpochPlace place)
    {
        var needsTurn = !shared.Epochs.IsAtEnd(place);
        if (needsTurn)
            await TakeTurn();
        try
        {
            var epoch = await shared.Epochs.After(place, over);
            if (epoch is not null)
                await Send(epoch);
            return epoch;
        }
        finally
        {
            if (needsTurn)
                shared.Turns.Release();
        }
    }

    private async Task TakeTurn()
    {
        var turn = shared.Turns.WaitAsync(over);
        try
        {
            while (!turn.IsCompleted)
                await Wait(turn);
            await turn;
        }
        catch
        {
            // The stream ends without having used its turn, which may come later.
            _ = turn.ContinueWith(
                _ => shared.Turns.Release(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion,
                TaskScheduler.Default);
            throw;
        }
    }

    private async Task Send(ClosedEpoch epoch)
    {
        var waited = output.Waited;
        var isWhole = _after is not { } id || epoch.Events.IsEmpty || id.IsBefore(epoch.Events[0]);
        if (query.Filter.IsAll && isWhole)
        {
            var frames = EventFrames.Shared(epoch, query.Filter, start);
            for (var place = 0; frames.At(place) is { } piece; place++)
                await SendPiece(piece, waited);
        }
        else
        {
            foreach (var piece in EventFrames.Of(epoch, query.Filter, _after, start))
                await SendPiece(piece, waited);
        }

        // A place may lie beyond the next epoch: in the time that is still to come.
        if (_after?.IsBefore(epoch) == true)
            _after = null;
    }

    /// <param name="waited">How long the stream had waited for its client before this epoch.</param>
    private async Task SendPiece(ReadOnlyMemory<byte> piece, TimeSpan waited)
    {
        await SendStatus();
        await shared.Budget.Take(piece.Length, over);
        await output.Write(piece);
        if (output.Waited - waited > settings.TurnTime)
        {
            throw new SlowReaderException(
                $"The events of one epoch were not read within {settings.TurnTime.TotalSeconds:0.#} s");
        }
    }

    private async Task SendStatus()
    {
        if (_status is not null && await _status.Next(over) is { } frame)
            await output.Write(frame);
    }

    /// <summary>
    /// Waits for a task; meanwhile a comment is sent from time to time, and the status when it changes.
    /// </summary>
    private async Task Wait(Task next)
    {
        if (_status is null)
        {
            await output.Wait(next);
            return;
        }

        var interval = StatusFrames.Interval < settings.Heartbeat ? StatusFrames.Interval : settings.Heartbeat;
        for (var silent = interval; !next.IsCompleted; silent += interval)
        {
            await Task.WhenAny(next, Task.Delay(interval, over));
            over.ThrowIfCancellationRequested();
            var frame = await _status.Next(over);
            if (frame is null && silent >= settings.Heartbeat)
                frame = StreamOutput.Silence;
            if (frame is null)
                continue;
            await output.Write(frame);
            silent = TimeSpan.Zero;
        }
    }
}
