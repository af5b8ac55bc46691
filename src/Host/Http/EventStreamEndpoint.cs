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
    /// <summary>Streams that read old epochs at the same time.</summary>
    private const int Turns = 32;

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
        Refusals = [400, 401, 403, 421, 503],
    };

    private readonly SharedByStreams _shared = new(epochs, status, StreamBudget.OfHost(status), new(Turns));

    public async Task Answer(HttpContext http)
    {
        try
        {
            var query = StreamQuery.Of(http.Request, live.Scenario);
            await Limited(() => Stream(http, (output, over) => query.IsPreview
                ? Preview(output, query.Filter, over)
                : new EventFollower(_shared, output, query, live.Scenario.Start, settings, over).Run()));
        }
        catch (RequestRefusedException refused)
        {
            await refused.Problem.Write(http.Response);
        }
    }

    public void Dispose() => _shared.Dispose();

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
        var output = new StreamOutput(http.Response, settings.ReadTime, settings.Heartbeat, over.Token);
        try
        {
            await output.Begin();
            await run(output, over.Token);
        }
        catch (SlowReaderException slow)
        {
            live.Clients.StreamCutOff();
            LogSlow(http.Connection.RemotePort, slow.Message);
            await output.CutOff(slow);
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // The client has gone, or the host stops: a stream ends by this.
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
                await output.Wait(Task.WhenAny(next, watch.Broken));
        }
    }

    [LoggerMessage(42, LogLevel.Warning, "An event stream to port {Port} is cut off. {Why}")]
    private partial void LogSlow(int port, string why);
}
