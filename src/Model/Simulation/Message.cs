namespace RsrActors.Model.Simulation;

/// <summary>
/// A message that arrives at a later moment of virtual time. The sender is an entity, and not the process that
/// simulates it, so that the number of cohorts changes no history.
/// </summary>
/// <param name="Index">
/// The number of the message among those that the sender sends at <paramref name="SentAt"/>, from 0.
/// </param>
/// <param name="Due">The moment at which it is handled.</param>
public sealed record Message(EntityId To, EntityId From, VirtualTime SentAt, int Index, VirtualTime Due, object Body);

/// <summary>A message that a decider sends. The caller of the decider makes a <see cref="Message"/> of it.</summary>
public readonly record struct Outgoing(EntityId To, TimeSpan Delay, object Body)
{
    public Message Stamp(EntityId from, VirtualTime now, int index) => new(To, from, now, index, now + Delay, Body);
}

/// <summary>
/// The order in which messages are handled: by due time, then by a seeded hash of sender, time and index. An order by
/// id alone would favour low ids at every busy service.
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
