using Microsoft.Data.Sqlite;
using RsrActors.Host.Storage;

namespace RsrActors.Host.Tests.Commands;

/// <summary>Another process, such as a database browser, holds the lock of a run's journal.</summary>
public sealed class LockedDatabaseTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void A_row_that_cannot_be_written_to_a_locked_journal_names_the_file_and_the_remedy()
    {
        var storage = new SqliteStorage(_place.Path, "a-run");
        storage.Create();
        using var other = Open();
        Execute(other, "BEGIN IMMEDIATE; CREATE TABLE taken (id)");
        using var writer = Open();

        var locked = Assert.Throws<SqliteException>(() => Execute(writer, "CREATE TABLE rows (id)"));

        // The exception of the journal has that of the database as its cause.
        Assert.Equal(
            $"{_place["journal.db"]} or its snapshots cannot be written: another process holds the database's lock. "
            + "End it.",
            storage.Explain(new InvalidOperationException("Row 3 of cohort-000 could not be stored.", locked)));
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={_place["journal.db"]};Pooling=False;Default Timeout=1");
        connection.Open();
        return connection;
    }

    private static void Execute(SqliteConnection connection, string statements)
    {
        using var command = connection.CreateCommand();
        command.CommandText = statements;
        command.ExecuteNonQuery();
    }
}
