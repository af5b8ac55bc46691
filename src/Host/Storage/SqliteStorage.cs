using Akka.Configuration;
using Microsoft.Data.Sqlite;
using RsrActors.Host.Executable;
using RsrActors.Scenarios.Hocon;
using static SQLitePCL.raw;

namespace RsrActors.Host.Storage;

/// <summary>Two files of a run directory: the journal and the snapshots.</summary>
/// <param name="id">The run's id, as in run.json.</param>
internal sealed class SqliteStorage(string directory, string id) : IRunStorage
{
    private readonly SqliteRows _rows = new(directory, id);

    public IRowSource Rows => _rows;

    public Config Configuration => ConfigurationFactory.ParseString(
        $"""
        akka.persistence.journal.sql.connection-string = {QuotedText.Of(ConnectionString(_rows.Journal, SqliteOpenMode.ReadWrite))}
        akka.persistence.snapshot-store.sql.connection-string = {QuotedText.Of(ConnectionString(_rows.Snapshots, SqliteOpenMode.ReadWrite))}
        """).WithFallback(HostConfiguration.Read("sqlite.hocon"));

    /// <summary>Nothing to check: the files can be made when their directory can.</summary>
    public void Require()
    {
    }

    /// <summary>
    /// Makes both files, in write-ahead mode: a reader never waits for the writer, and a commit is one write. The mode
    /// is stored in the file.
    /// </summary>
    public void Create()
    {
        foreach (var file in (string[])[_rows.Journal, _rows.Snapshots])
            CreateFile(file, RunIdentity.Statements("run", id));
    }

    /// <summary>Nothing to do: the files are deleted with their directory.</summary>
    public void Drop()
    {
    }

    /// <summary>Null: the lock of the run directory covers its files.</summary>
    public IDisposable? Hold() => null;

    public string? Explain(Exception cause) => Explain(cause, $"{_rows.Journal} or its snapshots");

    /// <summary>Makes a file in write-ahead mode, with the tables of some statements.</summary>
    internal static void CreateFile(string file, string statements)
    {
        // Not pooled: the file is renamed soon, and a pooled connection would keep the old name.
        using var connection = new SqliteConnection(
            $"{ConnectionString(file, SqliteOpenMode.ReadWriteCreate)};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA journal_mode = WAL; {statements}";
        command.ExecuteNonQuery();
    }

    /// <summary>Explains a failure of SQLite, for a user; null for any other failure.</summary>
    /// <param name="files">What cannot be written, as the beginning of a sentence.</param>
    internal static string? Explain(Exception cause, string files)
    {
        for (var e = cause; e is not null; e = e.InnerException)
        {
            if (e is SqliteException { SqliteErrorCode: var code })
                return $"{files} cannot be written: {Reason(code, e.Message)}";
        }

        return null;
    }

    private static string Reason(int code, string message) => code switch
    {
        SQLITE_FULL => "the disk is full. Make room.",
        SQLITE_BUSY or SQLITE_LOCKED => "another process holds the database's lock. End it.",
        SQLITE_READONLY or SQLITE_CANTOPEN or SQLITE_PERM =>
            $"they or their directory may not be written to ({message}). Give this user the permission to write.",
        SQLITE_IOERR => $"the file system failed ({message}). The disk may be full, or a quota reached.",
        _ => message,
    };

    internal static string ConnectionString(string file, SqliteOpenMode mode) => new SqliteConnectionStringBuilder
    {
        DataSource = file,
        Mode = mode,
    }.ToString();
}
