using System.Data.Common;
using Microsoft.Data.Sqlite;
using RsrActors.Host.Runs;

namespace RsrActors.Host.Storage;

/// <summary>A run's rows in the SQLite files of its directory.</summary>
internal sealed class SqliteRows(string directory) : IRowSource
{
    public const string JournalFile = "journal.db";
    public const string SnapshotFile = "snapshots.db";

    public string Journal { get; } = Path.Combine(directory, JournalFile);

    public string Snapshots { get; } = Path.Combine(directory, SnapshotFile);

    public DbConnection? OpenJournal() => File.Exists(Journal)
        ? Open(Journal, "journal")
        : throw HostException.Failed($"{Journal} is missing.");

    public DbConnection? OpenSnapshots() => File.Exists(Snapshots) ? Open(Snapshots, "snapshot") : null;

    public HostException CannotRead(DbException cause) =>
        HostException.Failed($"SQLite cannot read {Journal} or its snapshots: {cause.Message}");

    /// <summary>
    /// Read-write, though nothing is written: a journal whose writer was killed has a log to take in first.
    /// </summary>
    private static SqliteConnection? Open(string file, string table)
    {
        var connection = new SqliteConnection(SqliteStorage.ConnectionString(file, SqliteOpenMode.ReadWrite));
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = @table";
            command.Parameters.AddWithValue("@table", table);
            if ((long)command.ExecuteScalar()! > 0)
                return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }

        connection.Dispose();
        return null;
    }
}
