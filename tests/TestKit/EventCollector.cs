using System.Collections.Immutable;
using RsrActors.Actors.Kernel;
using RsrActors.Model.Simulation;

namespace RsrActors.TestKit;

/// <summary>Keeps all that happens until the test looks. Unlike a feed for people it drops nothing.</summary>
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

    /// <summary>What has happened since the last time, in history order.</summary>
    public List<RecordedEvent> Take()
    {
        List<RecordedEvent> taken;
        lock (_lock)
            (taken, _collected) = (_collected, []);
        taken.Sort(RecordedEvent.HistoryOrder);
        return taken;
    }
}
