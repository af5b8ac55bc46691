using Microsoft.Data.Sqlite;
using RsrActors.Actors.Journal;
using RsrActors.Model.Simulation;

namespace RsrActors.Host.Runs;

/// <summary>
/// Reads a run's journal, row by row and without writing a byte. What it reads is what a resumed run would fold: the
/// closed epochs, and nothing behind them.
/// </summary>
internal sealed class StoredRun : IStoredRun, IDisposable
{
    private const string Timekeeper = "timekeeper";

    private readonly RunStorage _storage;
    private readonly PayloadFormat _format;
    private readonly RowFormat _rows;
    private readonly SqliteConnection _journal;
    private readonly SqliteConnection? _snapshots;

    /// <exception cref="HostException">The journal is not there, or SQLite cannot read it.</exception>
    public StoredRun(RunStorage storage, PayloadFormat format)
    {
        _storage = storage;
        _format = format;
        _rows = new RowFormat(format);
        _journal = Open(storage.Journal);
        _snapshots = File.Exists(storage.Snapshots) ? Open(storage.Snapshots) : null;
        HasRows = Guard(() => HasTable(_journal, "journal"));
    }

    public bool HasRows { get; }

    /// <summary>Set when the run is known to have reached its end.</summary>
    public bool IsComplete { get; init; }

    /// <summary>The last closed epoch: they count from 1, and each has one row that closes it.</summary>
    public long ClosedEpochs => HasRows
        ? Guard(() => Scalar("SELECT COUNT(*) FROM journal WHERE persistence_id = 'timekeeper' AND manifest = 'closed-1'"))
        : 0;

    public long Rows => HasRows ? Guard(() => Scalar("SELECT COUNT(*) FROM journal")) : 0;

    /// <summary>The row that closed the last epoch; null when none is closed.</summary>
    public EpochClosed? LastClosed()
    {
        if (!HasRows)
            return null;
        return Guard(() =>
        {
            using var command = _journal.CreateCommand();
            command.CommandText =
                "SELECT sequence_number, manifest, message FROM journal WHERE persistence_id = 'timekeeper' AND manifest = 'closed-1' ORDER BY sequence_number DESC LIMIT 1";
            using var reader = command.ExecuteReader();
            return reader.Read() ? (EpochClosed)Decode(Timekeeper, reader.GetInt64(0), reader.GetString(1), (byte[])reader[2]) : null;
        });
    }

    /// <summary>All events of the closed epochs, in history order; one epoch at a time is in memory.</summary>
    /// <param name="process">Only this process's events; null for all.</param>
    public IEnumerable<RecordedEvent> Events(string? process = null)
    {
        if (!HasRows)
            yield break;

        var closed = ClosedEpochs;
        var epoch = new List<RecordedEvent>();
        var current = 0L;
        foreach (var row in EpochRows(process))
        {
            if (row.Epoch > closed)
                continue;
            if (row.Epoch != current)
            {
                foreach (var happened in Sorted(epoch))
                    yield return happened;
                epoch.Clear();
                current = row.Epoch;
            }

            epoch.AddRange(EventBlock.Decode(row.Events, row.Count, _format));
        }

        foreach (var happened in Sorted(epoch))
            yield return happened;
    }

    public StoredRow? Row(string persistenceId, long sequenceNr) => Find(
        _journal, "SELECT manifest, message FROM journal WHERE persistence_id = $id AND sequence_number = $nr", persistenceId, sequenceNr);

    public StoredRow? Snapshot(string persistenceId, long sequenceNr) =>
        _snapshots is null || !Guard(() => HasTable(_snapshots, "snapshot"))
            ? null
            : Find(
                _snapshots, "SELECT manifest, snapshot FROM snapshot WHERE persistence_id = $id AND sequence_number = $nr",
                persistenceId, sequenceNr);

    /// <summary>Reads every snapshot: none is damaged.</summary>
    /// <exception cref="HostException">One is; the message names it.</exception>
    public void CheckSnapshots()
    {
        if (_snapshots is null || !Guard(() => HasTable(_snapshots, "snapshot")))
            return;
        using var command = _snapshots.CreateCommand();
        command.CommandText = "SELECT persistence_id, sequence_number, manifest, snapshot FROM snapshot ORDER BY persistence_id, sequence_number";
        using var reader = Guard(command.ExecuteReader);
        while (Guard(reader.Read))
        {
            var (process, row) = Guard(() => (reader.GetString(0), reader.GetInt64(1)));
            try
            {
                _rows.FromBytes(Guard(() => (byte[])reader[3]), reader.GetString(2));
            }
            catch (Exception e) when (e is DamagedRowException or UnknownPayloadException)
            {
                throw HostException.Failed(
                    $"The snapshot of {process} at row {row} in {_storage.Snapshots} is damaged: {e.Message}");
            }
        }
    }

    public void Dispose()
    {
        _journal.Dispose();
        _snapshots?.Dispose();
    }

    private IEnumerable<EpochCommitted> EpochRows(string? process)
    {
        using var command = _journal.CreateCommand();
        command.CommandText = process is null
            ? "SELECT persistence_id, sequence_number, manifest, message FROM journal WHERE manifest = 'epoch-1' ORDER BY ordering"
            : "SELECT persistence_id, sequence_number, manifest, message FROM journal WHERE persistence_id = $id AND manifest = 'epoch-1' ORDER BY sequence_number";
        command.Parameters.AddWithValue("$id", process ?? "");
        using var reader = Guard(command.ExecuteReader);
        while (Guard(reader.Read))
        {
            yield return Guard(() => (EpochCommitted)Decode(
                reader.GetString(0), reader.GetInt64(1), reader.GetString(2), (byte[])reader[3]));
        }
    }

    private static List<RecordedEvent> Sorted(List<RecordedEvent> events)
    {
        events.Sort(RecordedEvent.HistoryOrder);
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
            throw HostException.Failed($"Row {sequenceNr} of {persistenceId} in {_storage.Journal} is damaged: {e.Message}");
        }
    }

    private StoredRow? Find(SqliteConnection connection, string query, string persistenceId, long sequenceNr)
    {
        // The journal and the snapshot store ask from threads of their own.
        lock (connection)
        {
            return Guard<StoredRow?>(() =>
            {
                using var command = connection.CreateCommand();
                command.CommandText = query;
                command.Parameters.AddWithValue("$id", persistenceId);
                command.Parameters.AddWithValue("$nr", sequenceNr);
                using var reader = command.ExecuteReader();
                return reader.Read() ? new StoredRow(reader.GetString(0), (byte[])reader[1]) : null;
            });
        }
    }

    private long Scalar(string query)
    {
        using var command = _journal.CreateCommand();
        command.CommandText = query;
        return (long)command.ExecuteScalar()!;
    }

    private static bool HasTable(SqliteConnection connection, string table)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = $table";
        command.Parameters.AddWithValue("$table", table);
        return (long)command.ExecuteScalar()! > 0;
    }

    private SqliteConnection Open(string file)
    {
        if (!File.Exists(file))
            throw HostException.Failed($"{file} is missing.");
        return Guard(() =>
        {
            // Read-write, though nothing is written: a journal whose writer was killed has a log to take in first.
            var connection = new SqliteConnection(RunStorage.ConnectionString(file, SqliteOpenMode.ReadWrite));
            connection.Open();
            return connection;
        });
    }

    private T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (SqliteException e)
        {
            throw HostException.Failed($"SQLite cannot read {_storage.Journal} or its snapshots: {e.Message}");
        }
        catch (InvalidCastException e)
        {
            throw HostException.Failed($"{_storage.Journal} holds something other than rows: {e.Message}");
        }
    }
}
