using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using RsrActors.Host.Live;
using RsrActors.Model.Simulation;

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
    private const string LastId = "Last-Event-ID";

    /// <summary>The query's word for the header: a browser cannot set it for the first request.</summary>
    private const string After = "after";

    /// <summary>The value of <c>with</c>: the page has one stream for all that changes.</summary>
    private const string StatusToo = "status";

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
            OneOf = [StatusToo],
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
            var filter = StreamFilter.Of(http.Request.Query, live.Scenario);
            var isPreview = IsPreview(http.Request.Query);
            var id = isPreview ? null : IdOf(http.Request);
            var since = SinceOf(http.Request.Query);
            var frames = StatusOf(http.Request.Query, isPreview);
            await Limited(() => Stream(http, (output, over) => isPreview
                ? Preview(output, filter, over)
                : Follow(output, filter, id, since, frames, over)));
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

    private async Task Follow(
        StreamOutput output, StreamFilter filter, StreamId? id, VirtualTime? since, StatusFrames? frames,
        CancellationToken over)
    {
        var place = (id?.At ?? since) is { } from ? await epochs.Before(from, over) : await epochs.Last(over);
        var after = id ?? (since is { } moment ? StreamId.Before(moment) : null);
        var catchesUp = true;
        while (true)
        {
            over.ThrowIfCancellationRequested();
            var closing = epochs.Closings.Next;
            if (frames is not null && await frames.Next(over) is { } frame)
                await output.Write(frame);
            if (catchesUp)
                await _catchingUp.WaitAsync(over);
            ClosedEpoch? epoch;
            try
            {
                epoch = await epochs.After(place, over);
                if (epoch is not null)
                    await Send(output, epoch, filter, after, over);
            }
            finally
            {
                if (catchesUp)
                    _catchingUp.Release();
            }

            catchesUp = epoch is not null;
            if (epoch is not null)
                (place, after) = (epoch.After, null);
            else
                await (frames is null ? Wait(output, closing, over) : Wait(output, closing, frames, over));
        }
    }

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

    private StatusFrames? StatusOf(IQueryCollection query, bool isPreview) => query["with"].ToString() switch
    {
        "" => null,
        StatusToo when isPreview => throw new RequestRefusedException(Problem.Of(
            400, "with", StatusToo, "the preview has events only")),
        StatusToo => new(status),
        var other => throw new RequestRefusedException(Problem.Of(400, "with", other, $"it may be {StatusToo}")),
    };

    private StreamId? IdOf(HttpRequest request)
    {
        var (where, text) = request.Headers.TryGetValue(LastId, out var header) && header.ToString().Length > 0
            ? (LastId, header.ToString())
            : (After, request.Query[After].ToString());
        if (text.Length == 0)
            return null;
        return StreamId.Parse(text, live.Scenario) ?? throw new RequestRefusedException(Problem.Of(
            400, where, text, "it must be the id of an event, as 5442766,device-0000042,7"));
    }

    private static VirtualTime? SinceOf(IQueryCollection query)
    {
        var text = query["since"].ToString();
        if (text.Length == 0)
            return null;
        return Pbm.Switch.WholeNumber(text) is { } complaint
            ? throw new RequestRefusedException(Problem.Of(
                400, "since", text, $"{complaint}: milliseconds of virtual time since the scenario's start"))
            : new VirtualTime(long.Parse(text, System.Globalization.CultureInfo.InvariantCulture));
    }

    private static bool IsPreview(IQueryCollection query) => query["tail"].ToString() switch
    {
        "" => false,
        "unstored" when query["entity"].Count > 0 => throw new RequestRefusedException(Problem.Of(
            400, "entity", query["entity"], "the preview has events of devices only, and takes 'device'")),
        "unstored" => true,
        var other => throw new RequestRefusedException(Problem.Of(400, "tail", other, "it may be unstored")),
    };

    [LoggerMessage(42, LogLevel.Warning, "An event stream to port {Port} is cut off: it read nothing for {Seconds} s")]
    private partial void LogSlow(int port, double seconds);
}
