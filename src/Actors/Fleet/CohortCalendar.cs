using System.Collections.Immutable;
using System.Runtime.InteropServices;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Fleet;

/// <summary>
/// When each device of a cohort is due: by itself, or because a message is. One owner, no actor: the cohort keeps it.
/// Devices are counted from 0 within the cohort.
/// </summary>
internal sealed class CohortCalendar
{
    private readonly VirtualTime[] _nextDue;
    private readonly Dictionary<int, Queue<Message>> _mail = [];

    /// <summary>May hold a device more than once: only the entry at the moment when it is due counts.</summary>
    private readonly PriorityQueue<int, VirtualTime> _entries = new();

    public CohortCalendar(int count)
    {
        _nextDue = new VirtualTime[count];
        Array.Fill(_nextDue, VirtualTime.Never);
    }

    /// <summary>When each device is due by itself, without messages.</summary>
    public IReadOnlyList<VirtualTime> NextDue => _nextDue;

    /// <summary>The earliest moment at which any device is due.</summary>
    public VirtualTime EarliestDue()
    {
        while (_entries.TryPeek(out var device, out var due))
        {
            if (due == Due(device))
                return due;
            _entries.Dequeue(); // The device is due earlier now, or a new document has changed its moment.
        }

        return VirtualTime.Never;
    }

    /// <summary>When a device is due, by itself or because of a message.</summary>
    public VirtualTime Due(int device) => _mail.TryGetValue(device, out var queue)
        ? VirtualTime.Min(queue.Peek().Due, _nextDue[device])
        : _nextDue[device];

    public void Add(int device, Message message)
    {
        ref var queue = ref CollectionsMarshal.GetValueRefOrAddDefault(_mail, device, out _);
        (queue ??= new()).Enqueue(message);
        _entries.Enqueue(device, message.Due);
    }

    /// <summary>Sets when a device is due by itself; <see cref="Enter"/> makes it count.</summary>
    public void Set(int device, VirtualTime due) => _nextDue[device] = due;

    /// <summary>Sets when a device that is not awake is due by itself, and enters it.</summary>
    public void Schedule(int device, VirtualTime due)
    {
        if (_nextDue[device] == due)
            return;
        _nextDue[device] = due;
        if (!due.IsNever)
            _entries.Enqueue(device, due);
    }

    /// <summary>Enters a device at the moment when it is due; never for not at all.</summary>
    public void Enter(int device, VirtualTime due)
    {
        if (!due.IsNever)
            _entries.Enqueue(device, due);
    }

    /// <summary>Takes the next entry before a moment. The device may be due at another moment by now.</summary>
    public bool TryTake(VirtualTime before, out int device, out VirtualTime due)
    {
        if (!_entries.TryPeek(out device, out due) || due >= before)
            return false;
        _entries.Dequeue();
        return true;
    }

    /// <summary>Takes a device's messages that are due at a moment or before, in order.</summary>
    public ImmutableArray<Message> TakeMail(int device, VirtualTime at)
    {
        if (!_mail.TryGetValue(device, out var queue))
            return [];
        var messages = ImmutableArray.CreateBuilder<Message>(1);
        while (queue.TryPeek(out var message) && message.Due <= at)
            messages.Add(queue.Dequeue());
        if (queue.Count == 0)
            _mail.Remove(device);
        return messages.DrainToImmutable();
    }
}
