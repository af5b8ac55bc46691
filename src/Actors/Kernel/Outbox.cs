using System.Collections.Immutable;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Kernel;

/// <summary>Collects what an entity sends within a window, and numbers its messages of each millisecond.</summary>
internal sealed class Outbox(EntityId from)
{
    private readonly List<Message> _messages = [];
    private readonly Dictionary<VirtualTime, int> _counts = [];

    public void Post(VirtualTime now, EntityId to, TimeSpan delay, object body)
    {
        var index = _counts.GetValueOrDefault(now);
        _counts[now] = index + 1;
        _messages.Add(new Outgoing(to, delay, body).Stamp(from, now, index));
    }

    public ImmutableArray<Message> Take()
    {
        ImmutableArray<Message> messages = [.. _messages];
        _messages.Clear();
        _counts.Clear();
        return messages;
    }
}
