using System.Diagnostics;
using RsrActors.Actors.Kernel;
using RsrActors.Host.Live;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.Reports.Events;

namespace RsrActors.Host.Telemetry;

/// <summary>
/// One order: a span from the request to the first effect, with two spans in it, until it is stored and until it takes
/// effect. Only <see cref="OrderTraces"/> uses it, one thread at a time.
/// </summary>
internal sealed class OrderTrace(OrderTraces owner, OperatorCommand command, string issuedBy) : IOrderTrace
{
    private static readonly KeyValuePair<string, object?>[] NoTags = [];

    private readonly long _began = Stopwatch.GetTimestamp();
    private Activity? _order;
    private Activity? _storing;
    private Activity? _taking;

    public OperatorCommand Command => command;

    public string IssuedBy => issuedBy;

    /// <summary>The answer; null before it is stored.</summary>
    public LiveProtocol.Accepted? Accepted { get; private set; }

    /// <summary>When the operator took the command; null before.</summary>
    public VirtualTime? TakenAt { get; set; }

    /// <summary>The first effect; null before it.</summary>
    public RecordedEvent? Effect { get; set; }

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_began);

    /// <summary>
    /// Begins a trace of its own, or goes on with that of the client, if the request says one. The span of the web
    /// framework's request, which is recorded nowhere, is left out: only its beginning is taken.
    /// </summary>
    public void Start(ActivitySource source)
    {
        var request = Activity.Current;
        var client = default(ActivityContext);
        if (request is { Parent: null, ParentId: { } parent })
            _ = ActivityContext.TryParse(parent, request.TraceStateString, isRemote: true, out client);
        Activity.Current = null;
        _order = source.StartActivity(
            $"order {command.Name}", ActivityKind.Server, client,
            [
                new("rsr.order.command", command.Name), new("rsr.order.source", issuedBy),
                .. command is ICommandForRelease one ? [new("rsr.release", one.Release)] : NoTags,
            ],
            startTime: request?.StartTimeUtc ?? default);
        if (_order is not null)
            _storing = source.StartActivity("order store", ActivityKind.Internal, _order.Context);
        Activity.Current = request;
    }

    public void Stored(LiveProtocol.Accepted accepted) => owner.Stored(this, accepted);

    public void Rejected(string why) => owner.Rejected(this, why);

    /// <summary>It is stored; the effect may have come already.</summary>
    public void OnStored(ActivitySource source, LiveProtocol.Accepted accepted)
    {
        Accepted = accepted;
        _storing?.Stop();
        _order?.SetTag("rsr.order.number", accepted.Number).SetTag("rsr.order.at", Seconds(accepted.At));
        var current = Activity.Current;
        Activity.Current = null;
        if (_order is not null)
            _taking = source.StartActivity("order take-effect", ActivityKind.Internal, _order.Context);
        Activity.Current = current;
    }

    public void End()
    {
        if (Effect is { } effect)
        {
            _order?.SetTag("rsr.effect.event", EventForms.NameOf(effect.Event.GetType()))
                .SetTag("rsr.effect.at", Seconds(effect.At));
        }

        _taking?.Stop();
        _order?.Stop();
    }

    public void Fail(string why)
    {
        _storing?.Stop();
        _order?.SetStatus(ActivityStatusCode.Error, why).Stop();
    }

    private static double Seconds(VirtualTime at) => at.Milliseconds / 1000.0;
}
