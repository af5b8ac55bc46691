using System.Collections.Immutable;

namespace RsrActors.Actors.Journal;

/// <summary>What is stored of a run that is to be verified.</summary>
public interface IStoredRun
{
    /// <summary>A row of the journal; null when there is none.</summary>
    StoredRow? Row(string persistenceId, long sequenceNr);

    /// <summary>A snapshot taken at a row; null when there is none.</summary>
    StoredRow? Snapshot(string persistenceId, long sequenceNr);

    /// <summary>What is given, and not computed.</summary>
    ImmutableArray<LiveCommand> Commands { get; }

    /// <summary>Whether a row that comes out anew but is not stored is an error: the run had reached its end.</summary>
    bool IsComplete { get; }
}

public readonly record struct StoredRow(string Manifest, ReadOnlyMemory<byte> Bytes);

/// <summary>
/// Verifies a run by computing it again: where it would be stored, every row and every snapshot is compared with what
/// is stored. It is the same code that computes; only the journal is another.
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
    /// A missing snapshot is no error: it only makes a resume slower. Nor is one of another epoch: where a process had
    /// nothing to store in between, its snapshots have one place, and whichever was written last has it.
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
                : new($"{name} is not what comes out when it is computed again.");
        }
        catch (Exception damaged) when (damaged is DamagedRowException or UnknownPayloadException)
        {
            return new($"{name} is damaged: {damaged.Message}");
        }
    }
}
