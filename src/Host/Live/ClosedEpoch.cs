using System.Collections.Immutable;
using System.Runtime.InteropServices;
using RsrActors.Model.Simulation;

namespace RsrActors.Host.Live;

/// <summary>A place between two epochs of the journal: everything up to it is read.</summary>
/// <param name="Ordering">The place of the row that closes the last epoch; 0 before the first one.</param>
internal readonly record struct EpochPlace(long Ordering)
{
    public static readonly EpochPlace Beginning = new(0);
}

/// <summary>A stored epoch.</summary>
internal sealed class ClosedEpoch(long epoch, VirtualTime end, ImmutableArray<RecordedEvent> events, EpochPlace after)
{
    private readonly Lazy<EventIndex<EntityId>> _byEntity = new(() => new(events, happened => happened.Entity));
    private readonly Lazy<EventIndex<Type>> _byType = new(() => new(events, happened => happened.Event.GetType()));

    public long Epoch => epoch;

    /// <summary>All its events are before this moment.</summary>
    public VirtualTime End => end;

    /// <summary>In history order.</summary>
    public ImmutableArray<RecordedEvent> Events => events;

    /// <summary>The place after it.</summary>
    public EpochPlace After => after;

    /// <summary>Made when it is asked for, and shared by all readers of the epoch.</summary>
    public EventIndex<EntityId> ByEntity => _byEntity.Value;

    /// <summary>Likewise.</summary>
    public EventIndex<Type> ByType => _byType.Value;

    /// <summary>The events of an epoch, whose parts have them in history order.</summary>
    public static ImmutableArray<RecordedEvent> InOrder(IReadOnlyCollection<ImmutableArray<RecordedEvent>> parts)
    {
        var events = new RecordedEvent[parts.Sum(part => part.Length)];
        var filled = 0;
        foreach (var part in parts)
        {
            part.CopyTo(events, filled);
            filled += part.Length;
        }

        SortByHistory(events);
        return ImmutableCollectionsMarshal.AsImmutableArray(events);
    }

    /// <summary>
    /// Numbers are sorted several times as fast as by a comparison, and few events have the same moment.
    /// </summary>
    private static void SortByHistory(RecordedEvent[] events)
    {
        var moments = Array.ConvertAll(events, happened => happened.At.Milliseconds);
        Array.Sort(moments, events);
        for (int first = 0, next; first < events.Length; first = next)
        {
            for (next = first + 1; next < events.Length && moments[next] == moments[first]; next++)
                continue;
            if (next - first > 1)
                events.AsSpan(first..next).Sort(RecordedEvent.HistoryOrder);
        }
    }
}
