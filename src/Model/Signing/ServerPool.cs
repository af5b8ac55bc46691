using System.Collections.Immutable;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Signing;

/// <summary>
/// The servers of a queueing system with one queue, first come first served. The server that is free first serves the
/// next request. Only the moments at which the servers become free matter, because idle servers are all alike.
/// </summary>
public sealed class ServerPool
{
    private readonly PriorityQueue<long, long> _busyUntil;

    /// <param name="busyUntil">The result of <see cref="BusyUntil"/>; empty when all servers are idle.</param>
    public ServerPool(int servers, ImmutableArray<VirtualTime> busyUntil)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(servers, 1);
        _busyUntil = new(servers);
        for (var i = 0; i < servers; i++)
        {
            var until = i < busyUntil.Length ? busyUntil[i].Milliseconds : 0;
            _busyUntil.Enqueue(until, until);
        }
    }

    /// <summary>How long a request that arrives now would wait.</summary>
    public TimeSpan Wait(VirtualTime now) =>
        TimeSpan.FromMilliseconds(Math.Max(0, _busyUntil.Peek() - now.Milliseconds));

    /// <summary>Adds a request to the queue; returns the moment at which its service ends.</summary>
    public VirtualTime Serve(VirtualTime now, TimeSpan service)
    {
        var end = Math.Max(now.Milliseconds, _busyUntil.Peek()) + (long)service.TotalMilliseconds;
        _busyUntil.DequeueEnqueue(end, end);
        return new(end);
    }

    /// <summary>
    /// When the servers that are busy after a moment become free, ascending. This is the whole state of the pool.
    /// </summary>
    public ImmutableArray<VirtualTime> BusyUntil(VirtualTime now) =>
        [.. _busyUntil.UnorderedItems.Select(item => item.Element).Where(until => until > now.Milliseconds).Order()
            .Select(until => new VirtualTime(until))];
}
