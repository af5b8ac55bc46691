using System.Collections.Immutable;
using RsrActors.Actors.Journal;
using RsrActors.Model.Simulation;
using static RsrActors.Actors.Kernel.LogicalProcessProtocol;

namespace RsrActors.Actors.Kernel.Windows;

/// <summary>
/// What each process has contributed to the epoch that is being simulated, and to the one that is being stored.
/// </summary>
internal sealed class EpochLedger(int processes)
{
    private readonly HistoryHash[] _sums = new HistoryHash[processes];
    private readonly long[] _events = new long[processes];
    private readonly int[] _waiting = new int[processes];
    private readonly int[] _leaving = new int[processes];
    private readonly bool[] _isTouched = new bool[processes];
    private readonly HashSet<int> _storing = [];
    private readonly object?[] _findings = new object?[processes];
    private VirtualTime _start;
    private long _beingStored;
    private int _processesWithEvents;
    private int _largest;

    /// <summary>The epoch that is being simulated; they count from 1.</summary>
    public long Epoch { get; private set; }

    /// <summary>Of all events in stored epochs.</summary>
    public HistoryHash Sum => _sums.Aggregate(HistoryHash.Empty, (sum, next) => sum + next);

    /// <summary>Events in stored epochs.</summary>
    public long Events { get; private set; }

    /// <summary>Events of the epoch that is being simulated.</summary>
    public long Waiting { get; private set; }

    /// <summary>All events: in stored epochs, in the one that is being stored, and since.</summary>
    public long AllEvents => Events + _beingStored + Waiting;

    /// <summary>What the processes found in the epoch that was stored last, in their order.</summary>
    public ImmutableArray<object> Findings => [.. _findings.OfType<object>()];

    public void Recovered(int process, HistoryHash sum, long events) => Account(process, sum, events);

    public void Begin(long epoch, VirtualTime start) => (Epoch, _start) = (epoch, start);

    /// <param name="eventsWaiting">
    /// All events of the process in this epoch so far, so that they only become more until the epoch ends.
    /// </param>
    public void Settled(int process, int eventsWaiting)
    {
        _isTouched[process] = true;
        if (_waiting[process] == 0 && eventsWaiting > 0)
            _processesWithEvents++;
        _largest = Math.Max(_largest, eventsWaiting);
        Waiting += eventsWaiting - _waiting[process];
        _waiting[process] = eventsWaiting;
    }

    public bool Ends(EpochPolicy policy, VirtualTime now) =>
        policy.Ends(_start, now, Waiting, _processesWithEvents, _largest);

    /// <summary>The processes that may have something to store.</summary>
    public IReadOnlyCollection<int> End(bool everyone)
    {
        _storing.Clear();
        _storing.UnionWith(Enumerable.Range(0, _sums.Length).Where(process => everyone || _isTouched[process]));
        _beingStored = Waiting;
        _waiting.CopyTo(_leaving);
        Array.Clear(_isTouched);
        Array.Clear(_waiting);
        Array.Clear(_findings);
        (Waiting, _processesWithEvents, _largest) = (0, 0, 0);
        return [.. _storing];
    }

    /// <summary>A process has stored its part of the epoch. True when it was the last one.</summary>
    public bool Stored(EpochStored stored)
    {
        Account(stored.Process, stored.Sum, stored.Events);
        _beingStored -= _leaving[stored.Process];
        _findings[stored.Process] = stored.Findings;
        return _storing.Remove(stored.Process) && _storing.Count == 0;
    }

    /// <summary>The count is kept, because every window reads it; the sum is only read when an epoch closes.</summary>
    private void Account(int process, HistoryHash sum, long events)
    {
        Events += events - _events[process];
        (_sums[process], _events[process]) = (sum, events);
    }
}
