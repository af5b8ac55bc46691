using Akka.Configuration;
using Microsoft.Data.Sqlite;

namespace RsrActors.Host.Runs;

/// <summary>Where a run's journal and snapshots are, as Akka.Persistence.Sql is told of it.</summary>
public sealed class RunStorage(string directory)
{
    public const string JournalFile = "journal.db";
    public const string SnapshotFile = "snapshots.db";

    public string Journal { get; } = Path.Combine(directory, JournalFile);

    public string Snapshots { get; } = Path.Combine(directory, SnapshotFile);

    /// <summary>
    /// Makes both files, in write-ahead mode: a reader never waits for the writer, and a commit is one write. The mode
    /// stays with the file.
    /// </summary>
    public void Create()
    {
        foreach (var file in (string[])[Journal, Snapshots])
        {
            using var connection = new SqliteConnection(ConnectionString(file, SqliteOpenMode.ReadWriteCreate));
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA journal_mode = WAL";
            command.ExecuteNonQuery();
        }
    }

    public Config Configuration => ConfigurationFactory.ParseString(
        $$"""
        akka.persistence.journal.sql.connection-string = "{{Escape(ConnectionString(Journal, SqliteOpenMode.ReadWrite))}}"
        akka.persistence.snapshot-store.sql.connection-string = "{{Escape(ConnectionString(Snapshots, SqliteOpenMode.ReadWrite))}}"
        """);

    internal static string ConnectionString(string file, SqliteOpenMode mode) => new SqliteConnectionStringBuilder
    {
        DataSource = file,
        Mode = mode,
    }.ToString();

    private static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}
