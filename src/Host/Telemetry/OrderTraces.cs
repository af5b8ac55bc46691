using System.Collections.Immutable;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using RsrActors.Actors.Kernel;
using RsrActors.Host.Live;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Host.Telemetry;

/// <summary>
/// Follows the orders of a run. Events come from the simulation's threads, answers from others, so the effect of an
/// order may be seen before its sender has the answer. While no order is followed, an event costs one comparison.
/// </summary>
internal sealed class OrderTraces : IOrderWatch
{
    /// <summary>An order without an effect by then has none: it changed nothing.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private readonly Lock _gate = new();
    private readonly List<OrderTrace> _followed = [];

    /// <summary>The orders that were stored: one with a known key is answered again under its number.</summary>
    private readonly HashSet<long> _numbers = [];

    private readonly ActivitySource _source;
    private readonly Counter<long> _orders;
    private readonly Histogram<double> _effects;
    private volatile bool _isFollowing;

    public OrderTraces(Meter meter, ActivitySource source)
    {
        _source = source;
        _orders = meter.CreateCounter<long>(
            "rsr.orders", "{order}", "Orders, by command, source and outcome: stored, repeated or rejected.");
        _effects = meter.CreateHistogram(
            "rsr.order.effect", "s", "Wall time from the request of an order to its first effect, by command.",
            tags: null, RunInstruments.Times);
    }

    public IOrderTrace Begin(OperatorCommand command, string issuedBy)
    {
        var trace = new OrderTrace(this, command, issuedBy);
        trace.Start(_source);
        lock (_gate)
            _followed.Add(trace);
        _isFollowing = true;
        return trace;
    }

    public void Repeated(OperatorCommand command, string issuedBy) => Count(command, issuedBy, "repeated");

    public void Stored(OrderTrace trace, LiveProtocol.Accepted accepted)
    {
        lock (_gate)
        {
            trace.OnStored(_source, accepted);
            var isNew = _numbers.Add(accepted.Number);
            Count(trace.Command, trace.IssuedBy, isNew ? "stored" : "repeated");
            if (!isNew || trace.Effect is not null)
                End(trace);
        }
    }

    public void Rejected(OrderTrace trace, string why)
    {
        lock (_gate)
        {
            Count(trace.Command, trace.IssuedBy, "rejected");
            trace.Fail(why);
            Forget(trace);
        }
    }

    public void Happened(ImmutableArray<RecordedEvent> events)
    {
        if (!_isFollowing)
            return;
        lock (_gate)
        {
            foreach (var happened in events)
                Happened(happened);
        }
    }

    /// <summary>Ends the traces of orders that changed nothing.</summary>
    public void WindowSettled(VirtualTime now)
    {
        if (!_isFollowing)
            return;
        lock (_gate)
        {
            var old = _followed.Where(one => one.Accepted is { } stored && stored.At + Longest < now).ToList();
            foreach (var trace in old)
                End(trace);
        }
    }

    /// <summary>Ends all traces: the host stops.</summary>
    public void EndAll()
    {
        lock (_gate)
        {
            foreach (var trace in _followed.ToList())
                End(trace);
        }
    }

    private void Happened(in RecordedEvent happened)
    {
        if (happened.Event is OperatorEvent.CommandAccepted accepted)
        {
            // The operator takes equal commands in the order in which they were given.
            var taken = _followed.FirstOrDefault(one => one.TakenAt is null && one.Command == accepted.Command);
            if (taken is not null)
                taken.TakenAt = happened.At;
            return;
        }

        // An event is the effect of one order: of the first one, as far as there are several.
        foreach (var trace in _followed)
        {
            if (trace.Effect is not null || trace.TakenAt is not { } since || happened.At < since
                || !OrderEffect.Is(trace.Command, happened))
                continue;
            trace.Effect = happened;
            _effects.Record(
                trace.Elapsed.TotalSeconds, new KeyValuePair<string, object?>("command", trace.Command.Name));
            if (trace.Accepted is not null)
                End(trace);
            return;
        }
    }

    private void End(OrderTrace trace)
    {
        trace.End();
        Forget(trace);
    }

    private void Forget(OrderTrace trace)
    {
        _followed.Remove(trace);
        _isFollowing = _followed.Count > 0;
    }

    private void Count(OperatorCommand command, string issuedBy, string outcome) => _orders.Add(
        1, new("command", command.Name), new("source", issuedBy), new("outcome", outcome));
}
