namespace RsrActors.Model.Simulation;

/// <summary>A record in the past tense of what happened. A run stores, hashes and exports events.</summary>
public interface IEvent;

/// <summary>
/// An event with its entity, its number in that entity's history (from 1, without a gap), and its moment.
/// </summary>
public readonly record struct RecordedEvent(EntityId Entity, int Seq, VirtualTime At, IEvent Event)
{
    /// <summary>The order of a history: by moment, then by the entity's text, then by number.</summary>
    public static readonly Comparison<RecordedEvent> HistoryOrder = static (x, y) =>
    {
        var byTime = x.At.CompareTo(y.At);
        if (byTime != 0)
            return byTime;
        var byEntity = x.Entity.CompareTo(y.Entity);
        return byEntity != 0 ? byEntity : x.Seq.CompareTo(y.Seq);
    };
}
