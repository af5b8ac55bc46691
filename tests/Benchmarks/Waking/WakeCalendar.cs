using RsrActors.Model.Simulation;

namespace RsrActors.Benchmarks.Waking;

/// <summary>
/// The due times of all entities, in windows like those of the kernel. Entities of one window may be woken in any
/// order. The coordinators of all contenders use it. It has one owner.
/// </summary>
internal sealed class WakeCalendar
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(60);

    private readonly PriorityQueue<int, VirtualTime> _queue;
    private VirtualTime _end = VirtualTime.Zero;

    public WakeCalendar(int entities)
    {
        _queue = new(entities);
        for (var i = 0; i < entities; i++)
            _queue.Enqueue(i, VirtualTime.Zero);
    }

    public long Wakes { get; private set; }

    /// <summary>Entities that were woken and have not answered yet.</summary>
    public int Awake { get; private set; }

    /// <summary>
    /// Opens the next window; false when no entity is due any more. The first window is the first moment alone, in
    /// which all entities start.
    /// </summary>
    public bool OpenNext()
    {
        if (!_queue.TryPeek(out _, out var earliest))
            return false;
        _end = earliest == VirtualTime.Zero ? earliest.Next() : earliest + Window;
        return true;
    }

    /// <summary>The next entity to wake in this window.</summary>
    public bool TryTake(out int entity)
    {
        if (!_queue.TryPeek(out entity, out var due) || due >= _end)
            return false;
        _queue.Dequeue();
        Awake++;
        return true;
    }

    /// <summary>An entity has answered with its next due time, which may be in the same window.</summary>
    public void FellAsleep(int entity, VirtualTime due)
    {
        Awake--;
        Wakes++;
        if (!due.IsNever)
            _queue.Enqueue(entity, due);
    }
}
