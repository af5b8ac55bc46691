using System.Data.Common;
using Microsoft.Data.Sqlite;
using RsrActors.Host.Executable;

namespace RsrActors.Host.Storage;

/// <summary>A run's rows in the SQLite files of its directory.</summary>
/// <param name="id">The run's id, as in run.json.</param>
internal sealed class SqliteRows(string directory, string id) : IRowSource
{
    public const string JournalFile = "journal.db";
    public const string SnapshotFile = "snapshots.db";

    public string Journal { get; } = Path.Combine(directory, JournalFile);

    public string Snapshots { get; } = Path.Combine(directory, SnapshotFile);

    public DbConnection? OpenJournal()
    {
        RequireNoDirectory(Journal);
        return File.Exists(Journal) ? Open(Journal, "journal") : throw HostException.Failed($"{Journal} is missing.");
    }

    public DbConnection? OpenSnapshots()
    {
        RequireNoDirectory(Snapshots);
        return File.Exists(Snapshots) ? Open(Snapshots, "snapshot") : null;
    }

    public HostException CannotRead(DbException cause) =>
        HostException.Failed($"SQLite cannot read {Journal} or its snapshots: {cause.Message}");

    /// <summary>Akka would wait for such a file until its time is over.</summary>
    /// <exception cref="HostException">A directory is in the place of the file.</exception>
    internal static void RequireNoDirectory(string file)
    {
        foreach (var path in (string[])[file, $"{file}-wal", $"{file}-shm", $"{file}-journal"])
        {
            if (Directory.Exists(path))
                throw HostException.Failed($"{path} is a directory; SQLite needs a file there, or nothing.");
        }
    }

    /// <returns>Null when the file has no rows yet: Akka makes its table with the first row.</returns>
    private SqliteConnection? Open(string file, string table)
    {
        var connection = SqliteReading.Open(file);
        try
        {
            if (!HasTable(connection, "run"))
                throw RunIdentity.Foreign(file, "no run", id);
            RunIdentity.Require(connection, id, file);
            if (HasTable(connection, table))
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

    private static bool HasTable(SqliteConnection connection, string table)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = @table";
        command.Parameters.AddWithValue("@table", table);
        return (long)command.ExecuteScalar()! > 0;
    }
}
