using Akka.Configuration;
using Microsoft.Data.Sqlite;
using RsrActors.Host.Runs;
using static RsrActors.Host.Scenarios.ScenarioWords;

namespace RsrActors.Host.Storage;

/// <summary>Two files of a run directory: the journal and the snapshots.</summary>
internal sealed class SqliteStorage(string directory) : IRunStorage
{
    private readonly SqliteRows _rows = new(directory);

    public IRowSource Rows => _rows;

    public Config Configuration => ConfigurationFactory.ParseString(
        $"""
        akka.persistence.journal.sql.connection-string = {Quote(ConnectionString(_rows.Journal, SqliteOpenMode.ReadWrite))}
        akka.persistence.snapshot-store.sql.connection-string = {Quote(ConnectionString(_rows.Snapshots, SqliteOpenMode.ReadWrite))}
        """).WithFallback(HostConfiguration.Read("sqlite.hocon"));

    /// <summary>Where a directory can be made, its files can.</summary>
    public void Require()
    {
    }

    /// <summary>
    /// Makes both files, in write-ahead mode: a reader never waits for the writer, and a commit is one write. The mode
    /// stays with the file.
    /// </summary>
    public void Create()
    {
        foreach (var file in (string[])[_rows.Journal, _rows.Snapshots])
        {
            using var connection = new SqliteConnection(ConnectionString(file, SqliteOpenMode.ReadWriteCreate));
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA journal_mode = WAL";
            command.ExecuteNonQuery();
        }
    }

    /// <summary>The files go with their directory.</summary>
    public void Drop()
    {
    }

    /// <summary>Whoever holds the run directory holds its files.</summary>
    public IDisposable? Hold() => null;

    public string? Explain(Exception cause) => null;

    internal static string ConnectionString(string file, SqliteOpenMode mode) => new SqliteConnectionStringBuilder
    {
        DataSource = file,
        Mode = mode,
    }.ToString();
}
