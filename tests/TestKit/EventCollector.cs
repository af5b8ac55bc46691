using System.Collections.Immutable;
using RsrActors.Actors.Kernel;
using RsrActors.Model.Simulation;

namespace RsrActors.TestKit;

/// <summary>Keeps all events until the test reads them. Unlike a feed for people it drops none.</summary>
internal sealed class EventCollector : IEventFeed
{
    private readonly Lock _lock = new();
    private List<RecordedEvent> _collected = [];

    public bool IsWatched => true;

    public void Happened(ImmutableArray<RecordedEvent> events)
    {
        lock (_lock)
            _collected.AddRange(events);
    }

    public bool WantsEpochs => false;

    public void Ended(long epoch, ImmutableArray<RecordedEvent> events)
    {
    }

    public void Closed(long epoch, long events)
    {
    }

    /// <summary>The events since the last call, in the order of history.</summary>
    public List<RecordedEvent> Take()
    {
        List<RecordedEvent> taken;
        lock (_lock)
            (taken, _collected) = (_collected, []);
        taken.Sort(RecordedEvent.HistoryOrder);
        return taken;
    }
}
