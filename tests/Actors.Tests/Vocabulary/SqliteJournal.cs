using Microsoft.Data.Sqlite;

namespace RsrActors.Actors.Tests.Vocabulary;

/// <summary>A journal and a snapshot store on SQLite, in a temporary directory that is deleted with them.</summary>
public sealed class SqliteJournal : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("rsr-story-");

    /// <summary>As the host creates them: in write-ahead mode, which is stored in the files.</summary>
    public SqliteJournal()
    {
        foreach (var file in (string[])["journal.db", "snapshots.db"])
        {
            using var connection = Open(file);
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA journal_mode = WAL";
            command.ExecuteNonQuery();
        }
    }

    /// <summary>The main settings with which the host configures it.</summary>
    public string Configuration => $$"""
        akka.persistence {
          journal {
            plugin = "akka.persistence.journal.sql"
            sql {
              class = "Akka.Persistence.Sql.Journal.SqlWriteJournal, Akka.Persistence.Sql"
              connection-string = "{{ConnectionString("journal.db")}}"
              provider-name = "SQLite.MS"
              auto-initialize = on
              parallelism = 1
              tag-write-mode = Csv
              delete-compatibility-mode = off
            }
          }
          snapshot-store {
            plugin = "akka.persistence.snapshot-store.sql"
            sql {
              class = "Akka.Persistence.Sql.Snapshot.SqlSnapshotStore, Akka.Persistence.Sql"
              connection-string = "{{ConnectionString("snapshots.db")}}"
              provider-name = "SQLite.MS"
              auto-initialize = on
              parallelism = 1
            }
          }
        }
        """;

    public int RowsOf(string process) => Query($"SELECT COUNT(*) FROM journal WHERE persistence_id = '{process}'");

    /// <summary>The state after a kill: the last row of a process was not stored.</summary>
    public void LoseLastRowOf(string process) => Execute(
        "journal.db",
        $"""
        DELETE FROM journal WHERE persistence_id = '{process}'
        AND sequence_number = (SELECT MAX(sequence_number) FROM journal WHERE persistence_id = '{process}')
        """);

    /// <summary>Flips a bit in the last row of a process.</summary>
    public void DamageLastRowOf(string process)
    {
        using var connection = Open("journal.db");
        using var read = connection.CreateCommand();
        read.CommandText =
            $"SELECT message FROM journal WHERE persistence_id = '{process}' ORDER BY sequence_number DESC LIMIT 1";
        var message = (byte[])read.ExecuteScalar()!;
        message[message.Length / 2] ^= 1;
        using var write = connection.CreateCommand();
        write.CommandText =
            $"""
            UPDATE journal SET message = @message WHERE persistence_id = '{process}'
            AND sequence_number = (SELECT MAX(sequence_number) FROM journal WHERE persistence_id = '{process}')
            """;
        write.Parameters.AddWithValue("@message", message);
        write.ExecuteNonQuery();
    }

    /// <summary>Deletes all rows that a snapshot covers, and returns how many.</summary>
    public int ForgetWhatSnapshotsCover()
    {
        using var connection = Open("journal.db");
        using var command = connection.CreateCommand();
        command.CommandText =
            $"""
            ATTACH '{Path.Combine(_directory.FullName, "snapshots.db")}' AS snapshots;
            DELETE FROM journal WHERE sequence_number <= (
              SELECT MAX(sequence_number) FROM snapshots.snapshot WHERE snapshots.snapshot.persistence_id = journal.persistence_id);
            DETACH snapshots
            """;
        return command.ExecuteNonQuery();
    }

    /// <summary>The most snapshots that any one process has.</summary>
    public int MostSnapshots()
    {
        using var connection = Open("snapshots.db");
        using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT MAX(kept) FROM (SELECT COUNT(*) AS kept FROM snapshot GROUP BY persistence_id)";
        return Convert.ToInt32(command.ExecuteScalar());
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _directory.Delete(recursive: true);
    }

    private int Query(string sql)
    {
        using var connection = Open("journal.db");
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt32(command.ExecuteScalar());
    }

    private void Execute(string file, string sql)
    {
        using var connection = Open(file);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        Assert.Equal(1, command.ExecuteNonQuery());
    }

    private SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection(ConnectionString(file));
        connection.Open();
        return connection;
    }

    private string ConnectionString(string file) => $"Data Source={Path.Combine(_directory.FullName, file)}";
}
