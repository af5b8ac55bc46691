using System.Collections.Immutable;
using System.Data;
using System.Data.Common;
using RsrActors.Actors.Journal;
using RsrActors.Host.Executable;
using RsrActors.Host.Storage;
using RsrActors.Model.Simulation;

namespace RsrActors.Host.Runs;

/// <summary>
/// Reads a run's journal row by row, without writing. It reads what a resumed run would fold: the closed epochs, and
/// nothing after them.
/// </summary>
internal sealed class StoredRun : IStoredRun, IDisposable
{
    private const string Timekeeper = "timekeeper";
    private const int EpochsAhead = 2;

    private readonly IRowSource _source;
    private readonly PayloadFormat _format;
    private readonly RowFormat _rows;
    private readonly DbConnection? _journal;
    private readonly DbConnection? _snapshots;

    /// <exception cref="HostException">The journal is missing, or cannot be read.</exception>
    public StoredRun(IRowSource source, PayloadFormat format)
    {
        _source = source;
        _format = format;
        _rows = new RowFormat(format);
        _journal = Guard(source.OpenJournal);
        try
        {
            _snapshots = Guard(source.OpenSnapshots);
        }
        catch
        {
            _journal?.Dispose();
            throw;
        }
    }

    /// <summary>Set when the run is known to have reached its end.</summary>
    public bool IsComplete { get; init; }

    /// <summary>
    /// The number of the last closed epoch: epochs count from 1, and each has one row that closes it.
    /// </summary>
    public long ClosedEpochs =>
        Count("SELECT COUNT(*) FROM journal WHERE persistence_id = 'timekeeper' AND manifest = 'closed-1'");

    public long Rows => Count("SELECT COUNT(*) FROM journal");

    /// <summary>The row that closed the last epoch; null when none is closed.</summary>
    public EpochClosed? LastClosed()
    {
        if (_journal is null)
            return null;
        return Guard(() =>
        {
            using var command = Command(
                _journal,
                "SELECT sequence_number, manifest, message FROM journal "
                + "WHERE persistence_id = 'timekeeper' AND manifest = 'closed-1' "
                + "ORDER BY sequence_number DESC LIMIT 1");
            using var reader = command.ExecuteReader();
            return reader.Read()
                ? (EpochClosed)Decode(
                    Timekeeper, reader.GetInt64(0), reader.GetString(1), reader.GetFieldValue<byte[]>(2))
                : null;
        });
    }

    /// <summary>The live commands, in the order in which they were accepted.</summary>
    public ImmutableArray<LiveCommand> Commands => [.. RowsOf<LiveCommand>("live-1", LiveCommand.Log)];

    /// <summary>The ends of the closed epochs.</summary>
    public ImmutableArray<VirtualTime> Ends =>
        [.. RowsOf<EpochEnded>("ended-1", Timekeeper).Select(ended => ended.End)];

    /// <summary>All events of the closed epochs, in history order; a few epochs at a time are in memory.</summary>
    /// <param name="process">Only this process's events; null for all.</param>
    /// <param name="before">Only of epochs before this one.</param>
    /// <param name="after">Only of epochs after this one.</param>
    public IEnumerable<RecordedEvent> Events(string? process = null, long before = long.MaxValue, long after = 0)
    {
        // The next epochs are decoded while the caller works.
        var ahead = new Queue<Task<RecordedEvent[]>>();
        foreach (var epoch in Epochs(process, before, after))
        {
            ahead.Enqueue(Task.Run(() => InOrder(epoch)));
            if (ahead.Count <= EpochsAhead)
                continue;
            foreach (var happened in ahead.Dequeue().GetAwaiter().GetResult())
                yield return happened;
        }

        while (ahead.TryDequeue(out var last))
        {
            foreach (var happened in last.GetAwaiter().GetResult())
                yield return happened;
        }
    }

    public StoredRow? Row(string persistenceId, long sequenceNr) => Find(
        _journal, "SELECT manifest, message FROM journal WHERE persistence_id = @id AND sequence_number = @nr",
        persistenceId, sequenceNr);

    public StoredRow? Snapshot(string persistenceId, long sequenceNr) => Find(
        _snapshots, "SELECT manifest, snapshot FROM snapshot WHERE persistence_id = @id AND sequence_number = @nr",
        persistenceId, sequenceNr);

    /// <summary>Reads every snapshot, to find damaged ones.</summary>
    /// <exception cref="HostException">A snapshot is damaged; the message names it.</exception>
    public void CheckSnapshots()
    {
        if (_snapshots is null)
            return;
        using var command = Command(
            _snapshots,
            "SELECT persistence_id, sequence_number, manifest, snapshot FROM snapshot "
            + "ORDER BY persistence_id, sequence_number");
        foreach (var reader in Stream(command))
        {
            var (process, row, manifest) = Guard(() => (reader.GetString(0), reader.GetInt64(1), reader.GetString(2)));
            try
            {
                _rows.FromBytes(Guard(() => reader.GetFieldValue<byte[]>(3)), manifest);
            }
            catch (Exception e) when (e is DamagedRowException or UnknownPayloadException)
            {
                throw HostException.Failed(
                    $"The snapshot of {process} at row {row} in {_source.Snapshots} is damaged: {e.Message}");
            }
        }
    }

    public void Dispose()
    {
        _journal?.Dispose();
        _snapshots?.Dispose();
    }

    private IEnumerable<EpochCommitted> EpochRows(string? process) => RowsOf<EpochCommitted>("epoch-1", process);

    private IEnumerable<T> RowsOf<T>(string manifest, string? process) where T : class, IStored
    {
        if (_journal is null)
            yield break;
        const string Columns = "SELECT persistence_id, sequence_number, manifest, message FROM journal";
        using var command = process is null
            ? Command(_journal, $"{Columns} WHERE manifest = @manifest ORDER BY ordering", ("@manifest", manifest))
            : Command(
                _journal, $"{Columns} WHERE persistence_id = @id AND manifest = @manifest ORDER BY sequence_number",
                ("@id", process), ("@manifest", manifest));
        foreach (var reader in Stream(command))
        {
            yield return Guard(() => (T)Decode(
                reader.GetString(0), reader.GetInt64(1), reader.GetString(2), reader.GetFieldValue<byte[]>(3)));
        }
    }

    /// <summary>One row after the other, with its columns in order: only one row is in memory.</summary>
    private IEnumerable<DbDataReader> Stream(DbCommand command)
    {
        using var reader = Guard(
            () => command.ExecuteReader(CommandBehavior.SequentialAccess | CommandBehavior.SingleResult));
        var left = false;
        try
        {
            while (Guard(reader.Read))
            {
                left = true;
                yield return reader;
                left = false;
            }
        }
        finally
        {
            // The caller has stopped reading: do not wait for the remaining rows.
            if (left)
                command.Cancel();
        }
    }

    /// <summary>
    /// The rows of each closed epoch: all rows of an epoch are stored before the rows of the next one.
    /// </summary>
    private IEnumerable<List<EpochCommitted>> Epochs(string? process, long before, long after)
    {
        var closed = Math.Min(ClosedEpochs, before - 1);
        var rows = new List<EpochCommitted>();
        foreach (var row in EpochRows(process))
        {
            if (row.Epoch > closed || row.Epoch <= after)
                continue;
            if (rows.Count > 0 && rows[0].Epoch != row.Epoch)
            {
                yield return rows;
                rows = [];
            }

            rows.Add(row);
        }

        if (rows.Count > 0)
            yield return rows;
    }

    private RecordedEvent[] InOrder(List<EpochCommitted> rows)
    {
        var events = new RecordedEvent[rows.Sum(row => row.Count)];
        var filled = 0;
        foreach (var row in rows)
        {
            EventBlock.Decode(row.Events, row.Count, _format).CopyTo(events, filled);
            filled += row.Count;
        }

        Array.Sort(events, RecordedEvent.HistoryOrder);
        return events;
    }

    private IStored Decode(string persistenceId, long sequenceNr, string manifest, byte[] bytes)
    {
        try
        {
            return _rows.FromBytes(bytes, manifest);
        }
        catch (Exception e) when (e is DamagedRowException or UnknownPayloadException)
        {
            throw HostException.Failed(
                $"Row {sequenceNr} of {persistenceId} in {_source.Journal} is damaged: {e.Message}");
        }
    }

    private StoredRow? Find(DbConnection? connection, string query, string persistenceId, long sequenceNr)
    {
        if (connection is null)
            return null;

        // The journal and the snapshot store call from different threads.
        lock (connection)
        {
            return Guard<StoredRow?>(() =>
            {
                using var command = Command(connection, query, ("@id", persistenceId), ("@nr", sequenceNr));
                using var reader = command.ExecuteReader();
                return reader.Read() ? new StoredRow(reader.GetString(0), reader.GetFieldValue<byte[]>(1)) : null;
            });
        }
    }

    private long Count(string query)
    {
        if (_journal is null)
            return 0;
        return Guard(() =>
        {
            using var command = Command(_journal, query);
            return (long)command.ExecuteScalar()!;
        });
    }

    private static DbCommand Command(
        DbConnection connection, string query, params ReadOnlySpan<(string Name, object Value)> values)
    {
        var command = connection.CreateCommand();
        command.CommandText = query;
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (DbException e)
        {
            throw _source.CannotRead(e);
        }
        catch (InvalidCastException e)
        {
            throw HostException.Failed($"{_source.Journal} holds something other than rows: {e.Message}");
        }
    }
}
