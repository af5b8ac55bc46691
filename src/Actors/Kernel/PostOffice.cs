using System.Collections.Immutable;
using System.Runtime.InteropServices;
using RsrActors.Actors.Journal;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Kernel;

/// <summary>
/// Mail on its way between processes, and when each process is due next. One owner, no actor: the
/// <see cref="Timekeeper"/> keeps it.
/// </summary>
internal sealed class PostOffice
{
    private readonly LetterOrder _order;
    private readonly Route _route;
    private readonly PriorityQueue<Letter, Letter>[] _mail;
    private readonly VirtualTime[] _nextDue;

    public PostOffice(int processes, ulong seed, Route route)
    {
        _order = new LetterOrder(seed);
        _route = route;
        _nextDue = new VirtualTime[processes];
        Array.Fill(_nextDue, VirtualTime.Never);
        _mail = new PriorityQueue<Letter, Letter>[processes];
        for (var i = 0; i < processes; i++)
            _mail[i] = new(_order);
    }

    /// <summary>What the process itself waits for; mail comes on top.</summary>
    public void Expect(int process, VirtualTime nextDue) => _nextDue[process] = nextDue;

    /// <summary>Puts a letter on its way, to every process that the route names.</summary>
    public void Post(Letter letter)
    {
        var (from, to) = _route(letter.To);
        for (var process = from; process < to; process++)
            _mail[process].Enqueue(letter, letter);
    }

    /// <summary>The earliest moment anything is due at the process.</summary>
    public VirtualTime Due(int process) => _mail[process].TryPeek(out var letter, out _)
        ? VirtualTime.Min(letter.Due, _nextDue[process])
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
    public ImmutableArray<Letter> Collect(int process, VirtualTime end)
    {
        var queue = _mail[process];
        if (!queue.TryPeek(out var first, out _) || first.Due >= end)
            return [];

        var letters = new List<Letter>();
        while (queue.TryPeek(out var letter, out _) && letter.Due < end)
            letters.Add(queue.Dequeue());
        return ImmutableCollectionsMarshal.AsImmutableArray(letters.ToArray());
    }

    /// <summary>
    /// Every letter on its way, once each however many processes it is for, in order; but for live commands, which
    /// are stored already.
    /// </summary>
    public ImmutableArray<Letter> InFlight()
    {
        var letters = new List<Letter>();
        for (var process = 0; process < _mail.Length; process++)
        {
            foreach (var (letter, _) in _mail[process].UnorderedItems)
            {
                if (_route(letter.To).From == process && letter.Body is not LiveCommand)
                    letters.Add(letter);
            }
        }

        letters.Sort(_order);
        return ImmutableCollectionsMarshal.AsImmutableArray(letters.ToArray());
    }
}

/// <summary>The processes that serve an entity: from the first, up to but without the second.</summary>
public delegate (int From, int To) Route(EntityId entity);
