using System.Collections.Immutable;
using System.Runtime.InteropServices;
using RsrActors.Actors.Journal;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Kernel.Windows;

/// <summary>
/// The messages in flight between processes, and when each process is due next. It is no actor; only the
/// <see cref="Timekeeper"/> uses it.
/// </summary>
internal sealed class MessageQueues
{
    private readonly MessageOrder _order;
    private readonly Route _route;
    private readonly PriorityQueue<Message, Message>[] _mail;
    private readonly VirtualTime[] _nextDue;

    public MessageQueues(int processes, ulong seed, Route route)
    {
        _order = new MessageOrder(seed);
        _route = route;
        _nextDue = new VirtualTime[processes];
        Array.Fill(_nextDue, VirtualTime.Never);
        _mail = new PriorityQueue<Message, Message>[processes];
        for (var i = 0; i < processes; i++)
            _mail[i] = new(_order);
    }

    /// <summary>Messages that are not handled yet; one for each process that a message is for.</summary>
    public int Count { get; private set; }

    /// <summary>When the process is due next by itself; its messages are not considered.</summary>
    public void Expect(int process, VirtualTime nextDue) => _nextDue[process] = nextDue;

    /// <summary>Queues a message for every process that the route names.</summary>
    public void Post(Message message)
    {
        var (from, to) = _route(message.To);
        for (var process = from; process < to; process++)
            _mail[process].Enqueue(message, message);
        Count += to - from;
    }

    /// <summary>The earliest moment at which anything is due at the process.</summary>
    public VirtualTime Due(int process) => _mail[process].TryPeek(out var message, out _)
        ? VirtualTime.Min(message.Due, _nextDue[process])
        : _nextDue[process];

    /// <summary>The earliest moment at which anything is due at any process.</summary>
    public VirtualTime EarliestDue()
    {
        var earliest = VirtualTime.Never;
        for (var process = 0; process < _nextDue.Length; process++)
            earliest = VirtualTime.Min(earliest, Due(process));
        return earliest;
    }

    /// <summary>Takes out the process's messages that are due before <paramref name="end"/>, in order.</summary>
    public ImmutableArray<Message> Collect(int process, VirtualTime end)
    {
        var queue = _mail[process];
        if (!queue.TryPeek(out var first, out _) || first.Due >= end)
            return [];

        var messages = new List<Message>();
        while (queue.TryPeek(out var message, out _) && message.Due < end)
            messages.Add(queue.Dequeue());
        Count -= messages.Count;
        return ImmutableCollectionsMarshal.AsImmutableArray(messages.ToArray());
    }

    /// <summary>
    /// All messages in flight, in order. A message for several processes is included once. Live commands are left out,
    /// because they are stored already.
    /// </summary>
    public ImmutableArray<Message> InFlight()
    {
        var messages = new List<Message>();
        for (var process = 0; process < _mail.Length; process++)
        {
            foreach (var (message, _) in _mail[process].UnorderedItems)
            {
                if (_route(message.To).From == process && message.Body is not LiveCommand)
                    messages.Add(message);
            }
        }

        messages.Sort(_order);
        return ImmutableCollectionsMarshal.AsImmutableArray(messages.ToArray());
    }
}
