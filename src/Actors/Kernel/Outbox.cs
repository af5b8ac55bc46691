using System.Collections.Immutable;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Kernel;

/// <summary>Collects what an entity sends within a window, counting its letters of each millisecond.</summary>
internal sealed class Outbox(EntityId from)
{
    private readonly List<Letter> _letters = [];
    private readonly Dictionary<VirtualTime, int> _counts = [];

    public void Post(VirtualTime now, EntityId to, TimeSpan delay, object body)
    {
        var index = _counts.GetValueOrDefault(now);
        _counts[now] = index + 1;
        _letters.Add(new Outgoing(to, delay, body).Stamp(from, now, index));
    }

    public ImmutableArray<Letter> Take()
    {
        ImmutableArray<Letter> letters = [.. _letters];
        _letters.Clear();
        _counts.Clear();
        return letters;
    }
}
