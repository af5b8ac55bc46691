using System.Collections.Immutable;
using System.Runtime.InteropServices;
using RsrActors.Actors.Journal;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Kernel;

/// <summary>
/// Mail on its way between processes, and when each process is due next. One owner, no actor: the
/// <see cref="Timekeeper"/> keeps it.
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

    /// <summary>What the process itself waits for; mail comes on top.</summary>
    public void Expect(int process, VirtualTime nextDue) => _nextDue[process] = nextDue;

    /// <summary>Puts a message on its way, to every process that the route names.</summary>
    public void Post(Message message)
    {
        var (from, to) = _route(message.To);
        for (var process = from; process < to; process++)
            _mail[process].Enqueue(message, message);
    }

    /// <summary>The earliest moment anything is due at the process.</summary>
    public VirtualTime Due(int process) => _mail[process].TryPeek(out var message, out _)
        ? VirtualTime.Min(message.Due, _nextDue[process])
        : _nextDue[process];

    /// <summary>The earliest moment anything is due anywhere.</summary>
    public VirtualTime EarliestDue()
    {
        var earliest = VirtualTime.Never;
        for (var process = 0; process < _nextDue.Length; process++)
            earliest = VirtualTime.Min(earliest, Due(process));
        return earliest;
    }

    /// <summary>Hands over the process's mail due before <paramref name="end"/>, in order.</summary>
    public ImmutableArray<Message> Collect(int process, VirtualTime end)
    {
        var queue = _mail[process];
        if (!queue.TryPeek(out var first, out _) || first.Due >= end)
            return [];

        var messages = new List<Message>();
        while (queue.TryPeek(out var message, out _) && message.Due < end)
            messages.Add(queue.Dequeue());
        return ImmutableCollectionsMarshal.AsImmutableArray(messages.ToArray());
    }

    /// <summary>
    /// Every message on its way, once each however many processes it is for, in order; but for live commands, which
    /// are stored already.
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

/// <summary>The processes that serve an entity: from the first, up to but without the second.</summary>
public delegate (int From, int To) Route(EntityId entity);
