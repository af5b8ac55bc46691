using System.Collections.Immutable;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Signing;

/// <summary>
/// The servers of a queueing system with one queue, first come first served: who comes is served by the server that is
/// free first. Only the moments at which the servers become free matter; idle servers are all alike.
/// </summary>
public sealed class ServerPool
{
    private readonly PriorityQueue<long, long> _busyUntil;

    /// <param name="busyUntil">As <see cref="BusyUntil"/> gave it; empty for servers that are all idle.</param>
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

    /// <summary>How long somebody who comes now would wait.</summary>
    public TimeSpan Wait(VirtualTime now) =>
        TimeSpan.FromMilliseconds(Math.Max(0, _busyUntil.Peek() - now.Milliseconds));

    /// <summary>Takes a place in the queue; returns when the service ends.</summary>
    public VirtualTime Serve(VirtualTime now, TimeSpan service)
    {
        var end = Math.Max(now.Milliseconds, _busyUntil.Peek()) + (long)service.TotalMilliseconds;
        _busyUntil.DequeueEnqueue(end, end);
        return new(end);
    }

    /// <summary>The servers that are busy after a moment, ascending: all that the future depends on.</summary>
    public ImmutableArray<VirtualTime> BusyUntil(VirtualTime now) =>
        [.. _busyUntil.UnorderedItems.Select(item => item.Element).Where(until => until > now.Milliseconds).Order()
            .Select(until => new VirtualTime(until))];
}
