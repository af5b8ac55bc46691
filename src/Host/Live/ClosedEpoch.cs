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
/// <param name="End">All its events are before this moment.</param>
/// <param name="Events">In history order.</param>
/// <param name="After">The place after it.</param>
internal sealed record ClosedEpoch(long Epoch, VirtualTime End, ImmutableArray<RecordedEvent> Events, EpochPlace After);
