using System.Collections.Immutable;

namespace RsrActors.Actors.Journal;

/// <summary>What is stored of a run that is to be verified.</summary>
public interface IStoredRun
{
    /// <summary>A row of the journal; null when there is none.</summary>
    StoredRow? Row(string persistenceId, long sequenceNr);

    /// <summary>A snapshot taken at a row; null when there is none.</summary>
    StoredRow? Snapshot(string persistenceId, long sequenceNr);

    /// <summary>The live commands of the run, which are given and not computed.</summary>
    ImmutableArray<LiveCommand> Commands { get; }

    /// <summary>Whether the run reached its end. If so, a computed row that is not stored is an error.</summary>
    bool IsComplete { get; }
}

public readonly record struct StoredRow(string Manifest, ReadOnlyMemory<byte> Bytes);

/// <summary>
/// Verifies a run by computing it again. Every row and every snapshot is compared with the stored one, instead of
/// being stored. The code that computes is the same; only the journal differs.
/// </summary>
public sealed class Verification(IStoredRun stored, PayloadFormat format) : IRowListener
{
    public ImmutableArray<LiveCommand> Commands { get; } = stored.Commands;

    private readonly RowFormat _rows = new(format);
    private long _compared;

    /// <summary>Rows compared so far, snapshots excluded.</summary>
    public long Compared => Volatile.Read(ref _compared);

    public Exception? OnRow(string persistenceId, long sequenceNr, IStored row)
    {
        Interlocked.Increment(ref _compared);
        return stored.Row(persistenceId, sequenceNr) is { } was
            ? Compare($"Row {sequenceNr} of {persistenceId}", was, row)
            : stored.IsComplete
                ? new DivergedException($"Row {sequenceNr} of {persistenceId} is missing.")
                : null;
    }

    /// <summary>
    /// A missing snapshot is no error: it only makes a resume slower. A snapshot of another epoch is no error, either:
    /// if a process stored no row between two snapshots, both have the same sequence number, and the later one replaces
    /// the earlier.
    /// </summary>
    public Exception? OnSnapshot(string persistenceId, long sequenceNr, IStored snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        if (stored.Snapshot(persistenceId, sequenceNr) is not { } was)
            return null;
        var difference = Compare($"The snapshot of {persistenceId} at row {sequenceNr}", was, snapshot);
        return difference is not null && EpochOf(was) is { } epoch && epoch != ((IEpochRow)snapshot).Epoch
            ? null
            : difference;
    }

    private long? EpochOf(StoredRow row)
    {
        try
        {
            return (_rows.FromBytes(row.Bytes.Span, row.Manifest) as IEpochRow)?.Epoch;
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
                : new($"{name} differs from what is computed again.");
        }
        catch (Exception damaged) when (damaged is DamagedRowException or UnknownPayloadException)
        {
            return new($"{name} is damaged: {damaged.Message}");
        }
    }
}
