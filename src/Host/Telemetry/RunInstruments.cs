using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using RsrActors.Actors.Kernel;
using RsrActors.Model;
using RsrActors.Model.Releases;
using RsrActors.Model.Simulation;
using RsrActors.Reports.Events;

namespace RsrActors.Host.Telemetry;

/// <summary>
/// What the simulation itself reports: windows, events, rows, decisions. Events are counted by their types here, and a
/// reader asks for the counts: an instrument that is told each event would cost more.
/// </summary>
internal sealed class RunInstruments : IRunMeter
{
    /// <summary>The upper ends of the buckets of times, in seconds.</summary>
    internal static readonly InstrumentAdvice<double> Times = new()
    {
        HistogramBucketBoundaries =
        [
            0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60,
        ],
    };

    private readonly ConcurrentDictionary<Type, StrongBox<long>> _events = new();
    private readonly Histogram<double> _windows;
    private readonly Histogram<double> _rows;
    private readonly Histogram<double> _epochs;
    private readonly Counter<long> _decisions;
    private readonly OrderTraces _orders;

    public RunInstruments(Meter meter, OrderTraces orders)
    {
        _orders = orders;
        _windows = meter.CreateHistogram(
            "rsr.window", "s", "Wall time for which a window was open.", tags: null, Times);
        _rows = meter.CreateHistogram(
            "rsr.journal.write", "s", "Wall time from giving a row to the journal until it is stored, by kind of row.",
            tags: null, Times);
        _epochs = meter.CreateHistogram(
            "rsr.epoch.store", "s", "Wall time from the end of an epoch until it is closed.", tags: null, Times);
        _decisions = meter.CreateCounter<long>(
            "rsr.rule.decisions", "{decision}",
            "Decisions of rollout rules on evidence, by release, rule and decision.");
        meter.CreateObservableCounter(
            "rsr.events", Events, "{event}", "Events of this execution, by kind; the names are those of exports.");
    }

    public void WindowSettled(VirtualTime now, TimeSpan took)
    {
        _windows.Record(took.TotalSeconds);
        _orders.WindowSettled(now);
    }

    public void Happened(ImmutableArray<RecordedEvent> events)
    {
        foreach (ref readonly var happened in events.AsSpan())
        {
            Interlocked.Increment(ref _events.GetOrAdd(happened.Event.GetType(), static _ => new()).Value);
            if (happened.Event is ReleaseEvent.RolloutDecided decided)
            {
                _decisions.Add(
                    1, new("release", happened.Entity.ReleaseId), new("rule", decided.Rule),
                    new("decision", decided.Decision));
            }
        }

        _orders.Happened(events);
    }

    public void RowStored(JournalRow row, TimeSpan took) =>
        _rows.Record(took.TotalSeconds, new KeyValuePair<string, object?>("row", Words.Of(row)));

    public void EpochClosed(TimeSpan took) => _epochs.Record(took.TotalSeconds);

    private IEnumerable<Measurement<long>> Events() => _events.Select(pair => new Measurement<long>(
        Interlocked.Read(ref pair.Value.Value),
        new KeyValuePair<string, object?>("kind", EventForms.NameOf(pair.Key))));
}
