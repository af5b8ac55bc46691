namespace RsrActors.Model.Simulation;

/// <summary>Something that happened, in the past tense. Events are what a run stores, hashes and exports.</summary>
public interface IEvent;

/// <summary>
/// An event in its place: whose it is, which of that entity's it is (from 1, without a gap), and when.
/// </summary>
public readonly record struct RecordedEvent(EntityId Entity, int Seq, VirtualTime At, IEvent Event)
{
    /// <summary>The order of a history: time, then entity by its text, then the entity's own counting.</summary>
    public static readonly Comparison<RecordedEvent> HistoryOrder = static (x, y) =>
    {
        var byTime = x.At.CompareTo(y.At);
        if (byTime != 0)
            return byTime;
        var byEntity = x.Entity.CompareTo(y.Entity);
        return byEntity != 0 ? byEntity : x.Seq.CompareTo(y.Seq);
    };
}
