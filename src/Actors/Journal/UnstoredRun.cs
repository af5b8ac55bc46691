using System.Collections.Immutable;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Persistence;
using Akka.Persistence.Journal;
using Akka.Persistence.Snapshot;

namespace RsrActors.Actors.Journal;

/// <summary>Gets every row and every snapshot at the moment at which it would be stored.</summary>
public interface IRowListener
{
    /// <returns>Why the row is not accepted, which ends the run; null when it is accepted.</returns>
    Exception? OnRow(string persistenceId, long sequenceNr, IStored row);

    /// <returns>Why the snapshot is not accepted, which ends the run; null when it is accepted.</returns>
    Exception? OnSnapshot(string persistenceId, long sequenceNr, IStored snapshot);

    /// <summary>The run's live commands, which are given to it like its scenario.</summary>
    ImmutableArray<LiveCommand> Commands { get; }
}

/// <summary>A run of which nothing is stored: it starts at the beginning, and a listener gets its rows.</summary>
public sealed class UnstoredRun(IRowListener listener) : Setup
{
    /// <summary>Makes journal and snapshot store pass rows to the listener instead of storing them.</summary>
    public static Config Configuration { get; } = ConfigurationFactory.ParseString(
        $$"""
        akka.persistence.journal.plugin = "rsr.unstored.journal"
        akka.persistence.snapshot-store.plugin = "rsr.unstored.snapshots"
        rsr.unstored.journal.class = "{{typeof(ListeningJournal).AssemblyQualifiedName}}"
        rsr.unstored.snapshots.class = "{{typeof(ListeningSnapshotStore).AssemblyQualifiedName}}"
        """);

    internal IRowListener Listener { get; } = listener;
}

/// <summary>A journal that has only live commands at the start. It stores no rows: the listener gets them.</summary>
internal sealed class ListeningJournal : AsyncWriteJournal
{
    private readonly IRowListener _listener = Context.System.Settings.Setup.Get<UnstoredRun>().Value.Listener;

    public override Task ReplayMessagesAsync(
        IActorContext context, string persistenceId, long fromSequenceNr, long toSequenceNr, long max,
        Action<IPersistentRepresentation> recoveryCallback)
    {
        if (persistenceId == LiveCommand.Log)
        {
            foreach (var command in _listener.Commands)
                recoveryCallback(new Persistent(command, command.Number, persistenceId, RowFormat.Manifest(command)));
        }

        return Task.CompletedTask;
    }

    public override Task<long> ReadHighestSequenceNrAsync(
        string persistenceId, long fromSequenceNr, CancellationToken cancellationToken) =>
        Task.FromResult(persistenceId == LiveCommand.Log ? _listener.Commands.Length : 0L);

    protected override Task<IImmutableList<Exception>?> WriteMessagesAsync(
        IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken)
    {
        var outcomes = messages.Select(Tell).ToImmutableList();
        return Task.FromResult<IImmutableList<Exception>?>(outcomes!);
    }

    protected override Task DeleteMessagesToAsync(
        string persistenceId, long toSequenceNr, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    private Exception? Tell(AtomicWrite write) =>
        ((IImmutableList<IPersistentRepresentation>)write.Payload)
            .Select(row => _listener.OnRow(row.PersistenceId, row.SequenceNr, (IStored)row.Payload))
            .FirstOrDefault(refusal => refusal is not null);
}

/// <summary>A snapshot store that is always empty: the listener gets the snapshots.</summary>
internal sealed class ListeningSnapshotStore : SnapshotStore
{
    private readonly IRowListener _listener = Context.System.Settings.Setup.Get<UnstoredRun>().Value.Listener;

    protected override Task<SelectedSnapshot?> LoadAsync(
        string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken) =>
        Task.FromResult<SelectedSnapshot?>(null);

    protected override Task SaveAsync(
        SnapshotMetadata metadata, object snapshot, CancellationToken cancellationToken) =>
        _listener.OnSnapshot(metadata.PersistenceId, metadata.SequenceNr, (IStored)snapshot) is { } refusal
            ? Task.FromException(refusal)
            : Task.CompletedTask;

    protected override Task DeleteAsync(SnapshotMetadata metadata, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    protected override Task DeleteAsync(
        string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken) =>
        Task.CompletedTask;
}
