using Akka.Configuration;
using Microsoft.Data.Sqlite;
using RsrActors.Host.Executable;
using RsrActors.Host.Storage;
using RsrActors.Scenarios.Hocon;

namespace RsrActors.Host.Experiments;

/// <summary>The journal of an experiment: one SQLite file, with a row for each run that has ended.</summary>
internal sealed class ExperimentJournal(string directory)
{
    /// <summary>Akka.Persistence.Sql makes it with the first row.</summary>
    private const string Table = "journal";

    private readonly string _file = Path.Combine(directory, SqliteRows.JournalFile);

    /// <summary>The configuration for Akka.Persistence.Sql.</summary>
    public Config Configuration => ConfigurationFactory.ParseString(
        $"""
        akka.persistence.journal.sql.connection-string = {QuotedText.Of(SqliteStorage.ConnectionString(_file, SqliteOpenMode.ReadWrite))}
        akka.persistence.snapshot-store.plugin = "akka.persistence.no-snapshot-store"
        """).WithFallback(HostConfiguration.Read("sqlite.hocon"));

    /// <summary>Makes the file, without rows.</summary>
    public void Create() => SqliteStorage.CreateFile(_file, "");

    /// <summary>Akka would try for minutes to read a file that is no database.</summary>
    /// <exception cref="HostException">The file is missing, empty, or no database.</exception>
    public void Require()
    {
        SqliteRows.RequireNoDirectory(_file);
        if (!File.Exists(_file))
            throw HostException.Failed($"{_file} is missing.");
        if (Count("sqlite_master") == 0 && new FileInfo(_file).Length == 0)
            throw HostException.Failed($"{_file} is an empty file; the rows that were in it are lost.");
    }

    /// <summary>Whether a run has a row.</summary>
    /// <exception cref="HostException">The file cannot be read.</exception>
    public bool HasRows() =>
        Count($"sqlite_master WHERE type = 'table' AND name = '{Table}'") > 0 && Count(Table) > 0;

    private long Count(string from)
    {
        try
        {
            using var connection = SqliteReading.Open(_file);
            using var command = connection.CreateCommand();
            command.CommandText = $"SELECT count(*) FROM {from}";
            return (long)command.ExecuteScalar()!;
        }
        catch (SqliteException e)
        {
            throw HostException.Failed($"{_file} cannot be read: {e.Message}");
        }
    }

    /// <summary>Explains a failure of the database, for a user; null for any other failure.</summary>
    public string? Explain(Exception cause) => SqliteStorage.Explain(cause, _file);
}
