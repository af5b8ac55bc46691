using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using RsrActors.Host.Live;

namespace RsrActors.Host.Http;

/// <summary>
/// <c>GET /events</c>: the events of the run as a stream. It has closed epochs only, in the order of exports, so what a
/// client has got stays true after a kill; the preview (<c>tail=unstored</c>) has events as they happen, without ids.
/// </summary>
internal sealed partial class EventStreamEndpoint(
    LiveSimulation live, ClosedEpochs epochs, SharedStatus status, HttpSettings settings, ILogger log,
    CancellationToken stopping)
    : IDisposable
{
    /// <summary>Streams that read old epochs at the same time: each may keep one in memory.</summary>
    private const int CatchingUp = 32;

    /// <summary>Its description.</summary>
    public static readonly ApiOperation Operation = new(
        "events", "events", "Streams the events of the run: closed epochs, in the order of exports.",
    [
        new("device", "Only events of this device: a number, or a name.") { IsRepeatable = true },
        new("entity", "Only events of this entity: a device, a release, a service, the operator.")
        {
            IsRepeatable = true,
        },
        new("event", "Only events of this name.") { IsRepeatable = true },
        new("after", "Only events after the one with this id, as the header Last-Event-ID."),
        new("since", "Only events from this moment on: milliseconds of virtual time since the scenario's start."),
        new("tail", "A preview with the events of devices as they happen, which have no ids yet.")
        {
            OneOf = ["unstored"],
        },
        new("with", "Also the status of the run when it has changed, twice a second at most, without an id.")
        {
            OneOf = [StreamQuery.StatusToo],
        },
    ])
    {
        Refusals = [400, 421, 503],
    };

    /// <summary>A comment, by which a broken connection is noticed.</summary>
    private static readonly byte[] Silence = [.. ": nothing yet\n\n"u8];

    private readonly SemaphoreSlim _catchingUp = new(CatchingUp);
    private readonly StreamBudget _budget = StreamBudget.OfHost(status);

    public async Task Answer(HttpContext http)
    {
        try
        {
            var query = StreamQuery.Of(http.Request, live.Scenario);
            await Limited(() => Stream(http, (output, over) => query.IsPreview
                ? Preview(output, query.Filter, over)
                : Follow(output, query, over)));
        }
        catch (RequestRefusedException refused)
        {
            await refused.Problem.Write(http.Response);
        }
    }

    public void Dispose()
    {
        _catchingUp.Dispose();
        _budget.Dispose();
    }

    private async Task Limited(Func<Task> stream)
    {
        try
        {
            if (live.Clients.StreamBegan() > HttpLimits.Streams)
            {
                throw new RequestRefusedException(new(
                    StatusCodes.Status503ServiceUnavailable, $"{HttpLimits.Streams} streams are open already."));
            }

            await stream();
        }
        finally
        {
            live.Clients.StreamEnded();
        }
    }

    private async Task Stream(HttpContext http, Func<StreamOutput, CancellationToken, Task> run)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        var output = new StreamOutput(http.Response, settings.ReadTime, over.Token);
        try
        {
            await output.Begin();
            await run(output, over.Token);
        }
        catch (SlowReaderException)
        {
            live.Clients.StreamCutOff();
            LogSlow(http.Connection.RemotePort, settings.ReadTime.TotalSeconds);
            await output.CutOff();
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // The client has gone, or the host stops: a stream ends by this.
        }
    }

    private async Task Follow(StreamOutput output, StreamQuery query, CancellationToken over)
    {
        var frames = query.WithStatus ? new StatusFrames(status) : null;
        var place = query.From is { } from ? await epochs.Before(from, over) : await epochs.Last(over);
        var after = query.After;
        while (true)
        {
            over.ThrowIfCancellationRequested();
            var closing = epochs.Closings.Next;
            if (frames is not null && await frames.Next(over) is { } frame)
                await output.Write(frame);
            var needsTurn = !epochs.IsAtEnd(place);
            if (needsTurn)
                await TakeTurn(output, frames, over);
            ClosedEpoch? epoch;
            try
            {
                epoch = await epochs.After(place, over);
                if (epoch is not null)
                    await Send(output, epoch, query.Filter, after, over);
            }
            finally
            {
                if (needsTurn)
                    _catchingUp.Release();
            }

            if (epoch is not null)
                (place, after) = (epoch.After, null);
            else
                await WaitFor(closing, output, frames, over);
        }
    }

    /// <summary>Waits until this stream may read an old epoch.</summary>
    private async Task TakeTurn(StreamOutput output, StatusFrames? frames, CancellationToken over)
    {
        var turn = _catchingUp.WaitAsync(over);
        try
        {
            while (!turn.IsCompleted)
                await WaitFor(turn, output, frames, over);
            await turn;
        }
        catch
        {
            // The stream ends without having used its turn, which may come later.
            _ = turn.ContinueWith(
                _ => _catchingUp.Release(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion,
                TaskScheduler.Default);
            throw;
        }
    }

    private Task WaitFor(Task next, StreamOutput output, StatusFrames? frames, CancellationToken over) =>
        frames is null ? Wait(output, next, over) : Wait(output, next, frames, over);

    private async Task Send(
        StreamOutput output, ClosedEpoch epoch, StreamFilter filter, StreamId? after, CancellationToken over)
    {
        var isWhole = after is not { } id || epoch.Events.IsEmpty || id.IsBefore(epoch.Events[0]);
        if (filter.IsAll && isWhole)
        {
            foreach (var piece in await EventFrames.Shared(epoch, filter, live.Scenario.Start).WaitAsync(over))
                await SendPiece(piece);
            return;
        }

        foreach (var piece in EventFrames.Of(epoch, filter, after, live.Scenario.Start))
            await SendPiece(piece);

        async Task SendPiece(ReadOnlyMemory<byte> piece)
        {
            await _budget.Take(piece.Length, over);
            await output.Write(piece);
        }
    }

    private async Task Preview(StreamOutput output, StreamFilter filter, CancellationToken over)
    {
        var reply = new PreviewReply();
        using var watch = live.Feed.Watch(filter.ForDevices, reply);
        var next = reply.Next(over);
        while (true)
        {
            over.ThrowIfCancellationRequested();
            if (watch.Broken.IsCompleted)
                await watch.Broken;
            else if (reply.Take() is { } frames)
                await output.Write(frames);
            else if (next.IsCompleted)
                next = reply.Next(over);
            else
                await Wait(output, Task.WhenAny(next, watch.Broken), over);
        }
    }

    /// <summary>
    /// Until something comes, a comment is sent from time to time, so that a broken connection is noticed.
    /// </summary>
    private async Task Wait(StreamOutput output, Task next, CancellationToken over)
    {
        try
        {
            await next.WaitAsync(settings.Heartbeat, over);
        }
        catch (TimeoutException)
        {
            await output.Write(Silence);
        }
    }

    /// <summary>The same, with the status of the run when it has changed.</summary>
    private async Task Wait(StreamOutput output, Task next, StatusFrames frames, CancellationToken over)
    {
        var interval = StatusFrames.Interval < settings.Heartbeat ? StatusFrames.Interval : settings.Heartbeat;
        for (var silent = interval; !next.IsCompleted; silent += interval)
        {
            await Task.WhenAny(next, Task.Delay(interval, over));
            over.ThrowIfCancellationRequested();
            var frame = await frames.Next(over);
            if (frame is null && silent >= settings.Heartbeat)
                frame = Silence;
            if (frame is null)
                continue;
            await output.Write(frame);
            silent = TimeSpan.Zero;
        }
    }

    [LoggerMessage(42, LogLevel.Warning, "An event stream to port {Port} is cut off: it read nothing for {Seconds} s")]
    private partial void LogSlow(int port, double seconds);
}
