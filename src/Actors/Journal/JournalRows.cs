using System.Collections.Immutable;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;

namespace RsrActors.Actors.Journal;

/// <summary>What <see cref="JournalSerializer"/> turns into bytes: rows of the journal, and snapshots.</summary>
public interface IStored;

/// <summary>A row or snapshot of an epoch; when it is computed again after a kill, it is the same.</summary>
public interface IEpochRow : IStored
{
    long Epoch { get; }
}

/// <summary>
/// A command that was given to the operator while the run went on. It is stored before any window that contains its
/// moment opens. Like the scenario, it is given and not computed.
/// </summary>
/// <param name="Number">Live commands count from 1.</param>
/// <param name="Key">Null when the client gave no key.</param>
public sealed record LiveCommand(
    long Number, VirtualTime At, OperatorCommand Command, string IssuedBy, OrderKey? Key = null) : IStored
{
    /// <summary>The persistence id under which live commands are stored.</summary>
    public const string Log = "live-commands";
}

/// <summary>
/// The key under which a client may repeat a command: the repeated command is the same one. It is stored in the row of
/// the command, and in no event, so it changes no history.
/// </summary>
/// <param name="Text">The client's own; unique within a run.</param>
/// <param name="Digest">SHA-256 of the client's request, in hexadecimal digits.</param>
/// <param name="Note">The note of the first answer; null without one.</param>
public sealed record OrderKey(string Text, string Digest, string? Note);

/// <summary>The timekeeper's row that fixes an epoch's end before any process writes its part of it.</summary>
public sealed record EpochEnded(long Epoch, VirtualTime End) : IEpochRow;

/// <summary>One process's part of an epoch: one row for any number of events.</summary>
/// <param name="Events">Encoded by <see cref="EventBlock"/>.</param>
/// <param name="Working">Encoded by <see cref="PayloadFormat"/>; empty when there is nothing or nothing new.</param>
/// <param name="Sum">Over all events of this process since the start.</param>
/// <param name="EventsSoFar">Of this process, this row's included.</param>
public sealed record EpochCommitted(
    long Epoch, int Count, ReadOnlyMemory<byte> Events, ReadOnlyMemory<byte> Working, HistoryHash Sum, long EventsSoFar)
    : IEpochRow;

/// <summary>
/// The timekeeper's row after all processes have stored theirs: a run that was killed resumes from it. It is also
/// the timekeeper's snapshot, because it contains the timekeeper's whole stored state.
/// </summary>
/// <param name="InFlight">The messages in flight at the epoch's end.</param>
/// <param name="Sum">Over all events of the run.</param>
/// <param name="Findings">State of the monitors over all processes.</param>
public sealed record EpochClosed(
    long Epoch, VirtualTime End, ImmutableArray<Message> InFlight, HistoryHash Sum, long Events, object? Findings)
    : IEpochRow;

/// <summary>A process's state at the boundary of a closed epoch.</summary>
public sealed record ProcessSnapshot(
    long Epoch, object State, HistoryHash Sum, long Events, ReadOnlyMemory<byte> Working) : IEpochRow;
