using System.Collections.Immutable;
using RsrActors.Actors.Kernel;
using RsrActors.Model.Simulation;
using RsrActors.Pbm;

namespace RsrActors.Host.Live;

/// <summary>
/// Gives events to watchers as they happen. The simulation never waits for them: events that do not fit into a slice of
/// wall time are only counted. A slice is sorted in history order. When two slices share a window, each one is sorted
/// by itself.
/// </summary>
/// <param name="start">The start of the scenario.</param>
internal sealed class EventFeed(DateTimeOffset start, IWallClock clock) : IEventFeed
{
    /// <summary>How long events are collected before they are shown.</summary>
    public static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private volatile EventGroup[] _groups = [];
    private bool _isTicking;

    /// <summary>What clients are doing.</summary>
    public ClientGauges Clients { get; } = new();

    /// <summary>Tells when an epoch is stored.</summary>
    public EpochSignal Closings { get; } = new();

    /// <summary>The last epochs, for those who follow the run.</summary>
    public RecentEpochs Recent { get; } = new();

    public bool IsWatched => _groups.Length > 0;

    public bool WantsEpochs => Recent.AreWanted;

    public void Happened(ImmutableArray<RecordedEvent> events)
    {
        foreach (var group in _groups)
            group.Take(events);
    }

    public void Ended(long epoch, ImmutableArray<RecordedEvent> events) => Recent.Add(epoch, events);

    public void Closed(long epoch, long events)
    {
        Recent.Close(epoch, events);
        Closings.Set();
    }

    /// <summary>
    /// May be called from any thread. Lines are offered to the reply; a slow one loses lines and gets their number.
    /// </summary>
    public EventWatch Watch(EventFilter filter, IReply reply)
    {
        lock (_gate)
        {
            var group = _groups.FirstOrDefault(group => group.Filter == filter);
            if (group is null)
                _groups = [.. _groups, group = new(filter, start)];
            var watch = new EventWatch(reply, leaving => Leave(group, leaving));
            group.Watches = group.Watches.Add(watch);
            if (!_isTicking)
                Tick();
            return watch;
        }
    }

    private void Leave(EventGroup group, EventWatch watch)
    {
        lock (_gate)
        {
            group.Watches = group.Watches.Remove(watch);
            if (group.Watches.IsEmpty)
                _groups = [.. _groups.Where(one => one != group)];
        }
    }

    /// <summary>One slice after the other, as long as there is a watcher.</summary>
    private void Tick()
    {
        _isTicking = true;
        clock.CallAfter(Slice, HandOut);
    }

    private void HandOut()
    {
        ImmutableArray<(EventGroup Group, ImmutableArray<EventWatch> Watches)> all;
        lock (_gate)
            all = [.. _groups.Select(group => (group, group.Watches))];
        foreach (var (group, watches) in all)
            Clients.LeaveOut(group.HandOut(watches));
        lock (_gate)
        {
            _isTicking = false;
            if (IsWatched)
                Tick();
        }
    }
}
