using System.Collections.Immutable;
using System.Runtime.InteropServices;
using RsrActors.Model.Simulation;

namespace RsrActors.Host.Live;

/// <summary>
/// The events of the last closed epochs as the simulation has them in memory, so that those who follow the run need
/// not decode them from the journal. Few epochs are kept, until a reader takes them, and none while there is no reader.
/// May be used from any thread.
/// </summary>
internal sealed class RecentEpochs
{
    /// <summary>A reader that is further behind reads the journal.</summary>
    public const int Kept = 3;

    private readonly Lock _lock = new();
    private readonly Dictionary<long, List<ImmutableArray<RecordedEvent>>> _parts = [];
    private readonly Dictionary<long, List<ImmutableArray<RecordedEvent>>> _closed = [];
    private (long Epoch, long Events) _last;
    private int _unread = Kept;

    /// <summary>Whether an epoch was asked for while the last few were stored.</summary>
    public bool AreWanted => Volatile.Read(ref _unread) < Kept;

    /// <summary>The part of one process; a process that has none for an epoch need not say so.</summary>
    public void Add(long epoch, ImmutableArray<RecordedEvent> events)
    {
        lock (_lock)
        {
            ref var parts = ref CollectionsMarshal.GetValueRefOrAddDefault(_parts, epoch, out _);
            (parts ??= []).Add(events);
        }
    }

    /// <summary>An epoch is stored.</summary>
    /// <param name="events">Of the run until its end. It tells whether all parts are here.</param>
    public void Close(long epoch, long events)
    {
        lock (_lock)
        {
            if (!_parts.Remove(epoch, out var parts))
                parts = [];
            if (epoch == _last.Epoch + 1 && parts.Sum(part => part.Length) == events - _last.Events)
                _closed[epoch] = parts;
            _last = (epoch, events);
            _unread++;
            Forget(AreWanted ? epoch - Kept : epoch);
        }
    }

    /// <summary>
    /// The events of a closed epoch, in history order; null when they are in the journal only, as those that were taken
    /// before.
    /// </summary>
    public ImmutableArray<RecordedEvent>? Take(long epoch)
    {
        List<ImmutableArray<RecordedEvent>>? parts;
        lock (_lock)
        {
            _unread = 0;
            if (!_closed.Remove(epoch, out parts))
                return null;
        }

        return ClosedEpoch.InOrder(parts);
    }

    private void Forget(long until)
    {
        foreach (var epoch in _closed.Keys.Where(epoch => epoch <= until).ToList())
            _closed.Remove(epoch);
    }
}
