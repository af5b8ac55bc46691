using System.Collections.Immutable;
using Akka.Actor;
using Akka.Persistence;
using RsrActors.Actors.Journal;

namespace RsrActors.Actors.Kernel;

/// <summary>
/// Stores live commands before they take effect. They are input, so they have their own persistence id; a run that is
/// computed again reads them first.
/// </summary>
public sealed class CommandLog : ReceivePersistentActor
{
    private readonly ImmutableArray<LiveCommand>.Builder _commands = ImmutableArray.CreateBuilder<LiveCommand>();

    public CommandLog(IActorRef timekeeper, LiveRun? live)
    {
        Recover<LiveCommand>(OnStored);
        Recover<RecoveryCompleted>(_ => timekeeper.Tell(new Restored(_commands.DrainToImmutable())));
        Command<Append>(append =>
        {
            var asker = Sender;
            var left = append.Commands.Length;
            var given = live?.Clock.Elapsed ?? TimeSpan.Zero;
            PersistAll(append.Commands, _ =>
            {
                if (--left > 0)
                    return;
                live?.Meter.RowStored(JournalRow.LiveCommand, live.Clock.Elapsed - given);
                asker.Tell(new Appended());
            });
        });
    }

    public override string PersistenceId => LiveCommand.Log;

    /// <summary>To the timekeeper, after recovery: all live commands, in their order.</summary>
    internal sealed record Restored(ImmutableArray<LiveCommand> Commands);

    /// <summary>Store these. Answered by <see cref="Appended"/>.</summary>
    internal sealed record Append(ImmutableArray<LiveCommand> Commands);

    internal sealed record Appended;

    /// <param name="live">Null for a run that takes no commands.</param>
    public static Props Props(IActorRef timekeeper, LiveRun? live) =>
        Akka.Actor.Props.Create(() => new CommandLog(timekeeper, live));

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) =>
        Context.Parent.Tell(JournalOutcome.WriteFailed(PersistenceId, sequenceNr, cause));

    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr) =>
        Context.Parent.Tell(JournalOutcome.WriteFailed(PersistenceId, sequenceNr, cause));

    protected override void OnRecoveryFailure(Exception reason, object? message = null) =>
        Context.Parent.Tell(JournalOutcome.ReadFailed(PersistenceId, LastSequenceNr, reason));

    private void OnStored(LiveCommand command)
    {
        if (command.Number != _commands.Count + 1)
            throw new DivergedException(
                $"Live command {_commands.Count + 1} is missing: its row has number {command.Number}.");
        _commands.Add(command);
    }
}
