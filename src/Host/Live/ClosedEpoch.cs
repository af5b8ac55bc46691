using System.Collections.Immutable;
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
}
