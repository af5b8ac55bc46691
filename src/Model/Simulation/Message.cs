namespace RsrActors.Model.Simulation;

/// <summary>
/// A message that takes virtual time to arrive. The sender is an entity, never the process that computes it, so
/// that the way the fleet is grouped shows nowhere.
/// </summary>
/// <param name="Index">Counts the sender's messages within <paramref name="SentAt"/>, from 0.</param>
/// <param name="Due">When it is handled.</param>
public sealed record Message(EntityId To, EntityId From, VirtualTime SentAt, int Index, VirtualTime Due, object Body);

/// <summary>What a decider wants sent: stamped into a <see cref="Message"/> by whoever runs the decider.</summary>
public readonly record struct Outgoing(EntityId To, TimeSpan Delay, object Body)
{
    public Message Stamp(EntityId from, VirtualTime now, int index) => new(To, from, now, index, now + Delay, Body);
}

/// <summary>
/// The order in which mail is handled: by due time, then by a seeded mix of sender, time and index. A bare id as
/// tie-break would favour low ids at every busy service.
/// </summary>
public sealed class MessageOrder(ulong seed) : IComparer<Message>
{
    public int Compare(Message? x, Message? y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        var byDue = x.Due.CompareTo(y.Due);
        if (byDue != 0)
            return byDue;
        var byChance = Mix(x).CompareTo(Mix(y));
        if (byChance != 0)
            return byChance;
        var bySender = x.From.CompareTo(y.From);
        if (bySender != 0)
            return bySender;
        var byTime = x.SentAt.CompareTo(y.SentAt);
        return byTime != 0 ? byTime : x.Index.CompareTo(y.Index);
    }

    private ulong Mix(Message message) => SplitMix64.Mix(
        SplitMix64.Mix(SplitMix64.Mix(seed ^ message.From.Key) + unchecked((ulong)message.SentAt.Milliseconds))
        + (ulong)message.Index);
}
