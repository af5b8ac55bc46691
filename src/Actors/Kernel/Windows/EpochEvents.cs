using System.Collections.Immutable;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Kernel.Windows;

/// <summary>
/// The events of one process that are not in the journal, or not certainly: those of the epoch that is being simulated
/// and, in a live run, those of the epoch before, whose row may still be written. One owner, no actor.
/// </summary>
/// <param name="firstEpoch">The epoch that is simulated first.</param>
internal sealed class EpochEvents(long firstEpoch, bool isLive)
{
    private List<RecordedEvent> _events = [];
    private List<RecordedEvent> _before = [];
    private long _from = firstEpoch;

    /// <summary>The events of the epoch that is being simulated.</summary>
    public int Count => _events.Count;

    public void Add(ImmutableArray<RecordedEvent> events) => _events.AddRange(events);

    /// <summary>The events of the epoch, in no particular order.</summary>
    public IReadOnlyList<RecordedEvent> All => _events;

    /// <summary>The events of the epoch, in the order of a history.</summary>
    public List<RecordedEvent> InOrder()
    {
        _events.Sort(RecordedEvent.HistoryOrder);
        return _events;
    }

    /// <summary>The epoch ends, and its row is being written.</summary>
    public void End(long epoch)
    {
        if (isLive)
        {
            (_before, _events) = (_events, _before);
            _from = epoch;
        }

        _events.Clear();
    }

    /// <summary>All of them, or those of one entity.</summary>
    public LiveProtocol.RecentEvents Of(EntityId? entity)
    {
        List<RecordedEvent> recent = [.. _before.Concat(_events).Where(
            happened => entity is null || happened.Entity == entity)];
        recent.Sort(RecordedEvent.HistoryOrder);
        return new(_from, [.. recent]);
    }
}
