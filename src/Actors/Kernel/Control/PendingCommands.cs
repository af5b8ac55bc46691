using System.Collections.Immutable;
using Akka.Actor;
using RsrActors.Actors.Journal;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Kernel.Control;

/// <summary>
/// Live commands that have arrived and are not acknowledged yet. It is no actor; only the
/// <see cref="RunControlActor"/> uses it.
/// </summary>
internal sealed class PendingCommands
{
    private readonly Queue<(LiveProtocol.Submit Request, IActorRef From)> _waiting = new();
    private readonly List<(LiveCommand Command, IActorRef From)> _stamped = [];

    /// <summary>When the last command takes effect. Each command takes effect later than the one before it.</summary>
    private VirtualTime _last = new(-1);

    /// <summary>Accepted since the scenario's start.</summary>
    public long Accepted { get; private set; }

    public bool HasWaiting => _waiting.Count > 0;

    /// <summary>Whether commands have a moment and are being stored.</summary>
    public bool IsStoring => _stamped.Count > 0;

    public void Restore(ImmutableArray<LiveCommand> commands)
    {
        Accepted = commands.Length;
        if (!commands.IsEmpty)
            _last = commands[^1].At;
    }

    public void Take(LiveProtocol.Submit request, IActorRef from) => _waiting.Enqueue((request, from));

    /// <summary>
    /// Gives all waiting commands a moment, in their order. Commands for which no moment is left before the end are
    /// rejected.
    /// </summary>
    /// <param name="earliest">The earliest moment that a command may get.</param>
    /// <returns>What is to be stored; nothing when no command is left.</returns>
    public ImmutableArray<LiveCommand> Stamp(VirtualTime earliest, VirtualTime end)
    {
        var number = Accepted;
        while (_waiting.TryPeek(out var next) && VirtualTime.Max(_last.Next(), earliest) is var at && at < end)
        {
            _waiting.Dequeue();
            _stamped.Add((new(++number, _last = at, next.Request.Command, next.Request.IssuedBy), next.From));
        }

        RejectWaiting(new LiveProtocol.Rejected("The scenario has ended."));
        return [.. _stamped.Select(one => one.Command)];
    }

    /// <summary>The commands that have a moment are stored, and are acknowledged to their senders.</summary>
    /// <returns>The commands.</returns>
    public ImmutableArray<LiveCommand> Acknowledge()
    {
        Accepted += _stamped.Count;
        foreach (var (command, from) in _stamped)
            from.Tell(new LiveProtocol.Accepted(command.Number, command.At));
        ImmutableArray<LiveCommand> stored = [.. _stamped.Select(one => one.Command)];
        _stamped.Clear();
        return stored;
    }

    /// <summary>The run stops: it is unknown whether the commands that are being stored will be stored.</summary>
    public void Abandon()
    {
        RejectWaiting(LiveProtocol.Rejected.Stopped);
        foreach (var (_, from) in _stamped)
            from.Tell(new LiveProtocol.Rejected(
                "The simulation stopped while the command was being stored: "
                + "the operator's history says whether it was."));
        _stamped.Clear();
    }

    /// <summary>Rejects all waiting commands.</summary>
    public void RejectWaiting(LiveProtocol.Rejected rejected)
    {
        while (_waiting.TryDequeue(out var next))
            next.From.Tell(rejected);
    }
}
