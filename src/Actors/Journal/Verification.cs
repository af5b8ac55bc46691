using System.Collections.Immutable;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Persistence;
using Akka.Persistence.Journal;
using Akka.Persistence.Snapshot;
using RsrActors.Actors.Kernel;

namespace RsrActors.Actors.Journal;

/// <summary>What is stored of a run that is to be verified.</summary>
public interface IStoredRun
{
    /// <summary>A row of the journal; null when there is none.</summary>
    StoredRow? Row(string persistenceId, long sequenceNr);

    /// <summary>A snapshot taken at a row; null when there is none.</summary>
    StoredRow? Snapshot(string persistenceId, long sequenceNr);

    /// <summary>Whether a row that comes out anew but is not stored is an error: the run had reached its end.</summary>
    bool IsComplete { get; }
}

public readonly record struct StoredRow(string Manifest, ReadOnlyMemory<byte> Bytes);

/// <summary>
/// Verifies a run by computing it again: where it would be stored, every row and every snapshot is compared with what
/// is stored. It is the same code that computes; only the journal is another.
/// </summary>
public sealed class Verification(IStoredRun stored, PayloadFormat format) : Setup
{
    private readonly RowFormat _rows = new(format);
    private long _compared;

    /// <summary>Rows compared so far, snapshots excluded.</summary>
    public long Compared => Volatile.Read(ref _compared);

    /// <summary>Makes journal and snapshot store compare instead of store.</summary>
    public static Config Configuration { get; } = ConfigurationFactory.ParseString(
        $$"""
        akka.persistence.journal.plugin = "rsr.verification.journal"
        akka.persistence.snapshot-store.plugin = "rsr.verification.snapshots"
        rsr.verification.journal.class = "{{typeof(ComparingJournal).AssemblyQualifiedName}}"
        rsr.verification.snapshots.class = "{{typeof(ComparingSnapshotStore).AssemblyQualifiedName}}"
        """);

    internal Exception? CompareRow(string persistenceId, long sequenceNr, IStored computed)
    {
        Interlocked.Increment(ref _compared);
        return stored.Row(persistenceId, sequenceNr) is { } row
            ? Compare($"Row {sequenceNr} of {persistenceId}", row, computed)
            : stored.IsComplete
                ? new DivergedException($"Row {sequenceNr} of {persistenceId} is missing.")
                : null;
    }

    /// <summary>
    /// A missing snapshot is no error: it only makes a resume slower. Nor is one of a later epoch: where a process had
    /// nothing to store in between, its next snapshot took the place of this one.
    /// </summary>
    internal Exception? CompareSnapshot(string persistenceId, long sequenceNr, IStored computed)
    {
        if (stored.Snapshot(persistenceId, sequenceNr) is not { } row)
            return null;
        var difference = Compare($"The snapshot of {persistenceId} at row {sequenceNr}", row, computed);
        return difference is not null && EpochOf(row) > computed.Epoch ? null : difference;
    }

    private long? EpochOf(StoredRow row)
    {
        try
        {
            return _rows.FromBytes(row.Bytes.Span, row.Manifest).Epoch;
        }
        catch (Exception damaged) when (damaged is DamagedRowException or UnknownPayloadException)
        {
            return null;
        }
    }

    private DivergedException? Compare(string name, StoredRow row, IStored computed)
    {
        if (row.Bytes.Span.SequenceEqual(_rows.ToBytes(computed)) && row.Manifest == RowFormat.Manifest(computed))
            return null;
        try
        {
            return _rows.FromBytes(row.Bytes.Span, row.Manifest) is EpochCommitted was && computed is EpochCommitted now
                && RowComparison.Difference(was, now, format) is { } difference
                ? new($"{name}, epoch {was.Epoch}: {difference}")
                : new($"{name} is not what comes out when it is computed again.");
        }
        catch (Exception damaged) when (damaged is DamagedRowException or UnknownPayloadException)
        {
            return new($"{name} is damaged: {damaged.Message}");
        }
    }
}

/// <summary>A journal that starts empty and stores nothing: it compares.</summary>
internal sealed class ComparingJournal : AsyncWriteJournal
{
    private readonly Verification _verification = Context.System.Settings.Setup.Get<Verification>().Value;

    public override Task ReplayMessagesAsync(
        IActorContext context, string persistenceId, long fromSequenceNr, long toSequenceNr, long max,
        Action<IPersistentRepresentation> recoveryCallback) => Task.CompletedTask;

    public override Task<long> ReadHighestSequenceNrAsync(
        string persistenceId, long fromSequenceNr, CancellationToken cancellationToken) => Task.FromResult(0L);

    protected override Task<IImmutableList<Exception>?> WriteMessagesAsync(
        IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken)
    {
        var outcomes = messages.Select(Compare).ToImmutableList();
        return Task.FromResult<IImmutableList<Exception>?>(outcomes!);
    }

    protected override Task DeleteMessagesToAsync(string persistenceId, long toSequenceNr, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    private Exception? Compare(AtomicWrite write) =>
        ((IImmutableList<IPersistentRepresentation>)write.Payload)
            .Select(row => _verification.CompareRow(row.PersistenceId, row.SequenceNr, (IStored)row.Payload))
            .FirstOrDefault(difference => difference is not null);
}

/// <summary>A snapshot store that starts empty and stores nothing: it compares.</summary>
internal sealed class ComparingSnapshotStore : SnapshotStore
{
    private readonly Verification _verification = Context.System.Settings.Setup.Get<Verification>().Value;

    protected override Task<SelectedSnapshot?> LoadAsync(
        string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken) =>
        Task.FromResult<SelectedSnapshot?>(null);

    protected override Task SaveAsync(SnapshotMetadata metadata, object snapshot, CancellationToken cancellationToken) =>
        _verification.CompareSnapshot(metadata.PersistenceId, metadata.SequenceNr, (IStored)snapshot) is { } difference
            ? Task.FromException(difference)
            : Task.CompletedTask;

    protected override Task DeleteAsync(SnapshotMetadata metadata, CancellationToken cancellationToken) => Task.CompletedTask;

    protected override Task DeleteAsync(
        string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken) => Task.CompletedTask;
}
