using System.Collections.Frozen;
using System.Collections.Immutable;
using RsrActors.Model.Simulation;
using RsrActors.Pbm;
using RsrActors.Reports.Events;

namespace RsrActors.Host.Live;

/// <summary>
/// The watchers with equal filters. For all of them an event is tested once, kept once, and made into a line once for
/// each form (text or JSON).
/// </summary>
internal sealed class EventGroup(EventFilter filter, DateTimeOffset start)
{
    /// <summary>
    /// The number of events of one slice that are shown; the others are only counted. With ten slices a second that is
    /// more than a person can read, and a hundred clients cost a simulation at full speed little.
    /// </summary>
    public const int Capacity = 100;

    private readonly Lock _gate = new();
    private readonly FrozenSet<int> _devices = filter.Devices.ToFrozenSet();
    private readonly FrozenSet<Type> _events = EventForms.Called(filter.Events);
    private RecordedEvent[] _kept = new RecordedEvent[Capacity];
    private RecordedEvent[] _handedOut = new RecordedEvent[Capacity];
    private int _count;
    private long _more;

    public EventFilter Filter => filter;

    public ImmutableArray<EventWatch> Watches { get; set; } = [];

    /// <summary>Called by several threads of the simulation at the same time.</summary>
    public void Take(ImmutableArray<RecordedEvent> events)
    {
        var more = 0;
        foreach (ref readonly var happened in events.AsSpan())
        {
            if (IsSelected(happened) && !TryKeep(happened))
                more++;
        }

        if (more > 0)
            Interlocked.Add(ref _more, more);
    }

    /// <summary>Ends the slice and gives it to all watchers. Never called twice at the same time.</summary>
    /// <param name="watches">The present watchers.</param>
    /// <returns>How many lines the watchers together did not get.</returns>
    public long HandOut(ImmutableArray<EventWatch> watches)
    {
        var (slice, more) = Cut();
        if (slice.Count == 0 && more == 0)
            return 0;
        slice.AsSpan().Sort(RecordedEvent.HistoryOrder);
        foreach (var form in watches.GroupBy(watch => watch.WantsJson))
        {
            // A line is made only when a watcher has room for it.
            ImmutableArray<Func<ReplyLine>> lines = [.. slice.Select(
                happened => Once(() => EventLine.Of(happened, start, form.Key)))];
            foreach (var watch in form)
                watch.Hand(lines, more);
        }

        return more * watches.Length;
    }

    private bool IsFull => Volatile.Read(ref _count) == Capacity;

    private bool IsSelected(in RecordedEvent happened) =>
        happened.Entity.IsDevice
        && (_devices.Count == 0 || _devices.Contains(happened.Entity.Number))
        && (filter.Events.IsEmpty || _events.Contains(happened.Event.GetType()));

    private bool TryKeep(in RecordedEvent happened)
    {
        if (IsFull)
            return false;
        lock (_gate)
        {
            if (_count == Capacity)
                return false;
            _kept[_count] = happened;
            Volatile.Write(ref _count, _count + 1);
            return true;
        }
    }

    private (ArraySegment<RecordedEvent> Slice, long More) Cut()
    {
        lock (_gate)
        {
            var slice = new ArraySegment<RecordedEvent>(_kept, 0, _count);
            (_kept, _handedOut) = (_handedOut, _kept);
            Volatile.Write(ref _count, 0);
            return (slice, Interlocked.Exchange(ref _more, 0));
        }
    }

    private static Func<ReplyLine> Once(Func<ReplyLine> make)
    {
        ReplyLine? made = null;
        return () => made ??= make();
    }
}
