using System.Collections.Immutable;
using Akka.Actor;
using RsrActors.Actors.Journal;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Kernel.Control;

/// <summary>
/// Live commands that have arrived and are not acknowledged yet, and the keys of all commands. It is no actor; only
/// the <see cref="RunControlActor"/> uses it.
/// </summary>
internal sealed class PendingCommands
{
    private readonly Queue<(LiveProtocol.Submit Request, IActorRef From)> _waiting = new();
    private readonly List<LiveCommand> _stamped = [];

    /// <summary>The senders of the stamped commands, also those that repeat one.</summary>
    private readonly List<(LiveCommand Command, IActorRef From)> _senders = [];

    /// <summary>The commands with a key, stored or being stored.</summary>
    private readonly Dictionary<string, LiveCommand> _keyed = new(StringComparer.Ordinal);

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
        foreach (var command in commands)
            Remember(command);
    }

    public void Take(LiveProtocol.Submit request, IActorRef from) => _waiting.Enqueue((request, from));

    /// <summary>
    /// Gives all waiting commands a moment, in their order. Commands for which no moment is left before the end are
    /// rejected. A command with the key of an earlier one gets no moment: it is answered as the earlier one is.
    /// </summary>
    /// <param name="earliest">The earliest moment that a command may get.</param>
    /// <returns>What is to be stored; nothing when no command is left.</returns>
    public ImmutableArray<LiveCommand> Stamp(VirtualTime earliest, VirtualTime end)
    {
        while (_waiting.TryPeek(out var next))
        {
            var (request, from) = next;
            if (request.Key is { } key && _keyed.TryGetValue(key.Text, out var earlier))
            {
                AnswerRepeated(key, earlier, from);
            }
            else
            {
                var at = VirtualTime.Max(_last.Next(), earliest);
                if (at >= end)
                    break;
                LiveCommand command =
                    new(Accepted + _stamped.Count + 1, at, request.Command, request.IssuedBy, request.Key);
                Remember(command);
                _stamped.Add(command);
                _senders.Add((command, from));
            }

            _waiting.Dequeue();
        }

        RejectWaiting(new LiveProtocol.Rejected("The scenario has ended."));
        return [.. _stamped];
    }

    /// <summary>The commands that have a moment are stored, and are acknowledged to their senders.</summary>
    /// <returns>The commands.</returns>
    public ImmutableArray<LiveCommand> Acknowledge()
    {
        Accepted += _stamped.Count;
        foreach (var (command, from) in _senders)
            from.Tell(AnswerTo(command));
        ImmutableArray<LiveCommand> stored = [.. _stamped];
        Clear();
        return stored;
    }

    /// <summary>The run stops: it is unknown whether the commands that are being stored will be stored.</summary>
    public void Abandon()
    {
        RejectWaiting(LiveProtocol.Rejected.Stopped);
        foreach (var (_, from) in _senders)
            from.Tell(new LiveProtocol.Rejected(
                "The simulation stopped while the command was being stored: "
                + "the operator's history says whether it was."));
        Clear();
    }

    /// <summary>Rejects all waiting commands.</summary>
    public void RejectWaiting(LiveProtocol.Rejected rejected)
    {
        while (_waiting.TryDequeue(out var next))
            next.From.Tell(rejected);
    }

    private void AnswerRepeated(OrderKey key, LiveCommand earlier, IActorRef from)
    {
        if (key.Digest != earlier.Key!.Digest)
        {
            from.Tell(new LiveProtocol.Rejected(
                $"The key '{key.Text}' belongs to live command {earlier.Number}, which is a different one."));
        }
        else if (earlier.Number <= Accepted)
        {
            from.Tell(AnswerTo(earlier));
        }
        else
        {
            _senders.Add((earlier, from));
        }
    }

    private void Remember(LiveCommand command)
    {
        _last = command.At;
        if (command.Key is { } key)
            _keyed[key.Text] = command;
    }

    private void Clear()
    {
        _stamped.Clear();
        _senders.Clear();
    }

    private static LiveProtocol.Accepted AnswerTo(LiveCommand command) => new(command.Number, command.At, command.Key);
}
