using System.Data.Common;
using RsrActors.Host.Executable;

namespace RsrActors.Host.Storage;

/// <summary>
/// The table <c>run</c> of a journal and of a snapshot store: one row with the id of run.json. With this id a run
/// directory recognises its own rows.
/// </summary>
internal static class RunIdentity
{
    /// <summary>The file of a run directory that identifies the run.</summary>
    public const string FileName = "run.json";

    /// <summary>The statements that make the table, for SQLite and PostgreSQL alike.</summary>
    /// <param name="table">The table's name, with its schema where it needs one.</param>
    /// <param name="id">Hexadecimal digits, which need no quoting.</param>
    public static string Statements(string table, string id) =>
        $"CREATE TABLE {table} (id varchar(32) PRIMARY KEY); INSERT INTO {table} (id) VALUES ('{id}');";

    /// <param name="connection">A connection on which the table is named <c>run</c>; the table exists.</param>
    /// <param name="place">The place of the journal or of the snapshots, for messages.</param>
    /// <exception cref="HostException">The rows belong to another run.</exception>
    public static void Require(DbConnection connection, string id, string place)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT id FROM run";
        var found = command.ExecuteScalar() as string;
        if (found != id)
            throw Foreign(place, found is null ? "no run" : $"run {found}", id);
    }

    /// <exception cref="HostException">Always: the database has no table <c>run</c>.</exception>
    public static HostException Foreign(string place, string found, string id) => HostException.Refused(
        $"{place} does not belong to this run directory: it holds the rows of {found}, and {FileName} "
        + $"names run {id}. Put back the file or the name that belongs there.");
}
