using System.Data.Common;
using Npgsql;
using RsrActors.Host.Executable;

namespace RsrActors.Host.Storage;

/// <summary>A run's rows in its schema of a PostgreSQL database.</summary>
/// <param name="id">The run's id, as in run.json.</param>
internal sealed class PostgresRows(PostgresConnection connection, string schema, string id) : IRowSource
{
    public string Journal => $"{schema}.journal of {connection.Database}";

    public string Snapshots => $"{schema}.snapshot of {connection.Database}";

    public DbConnection? OpenJournal() => Open();

    public DbConnection? OpenSnapshots() => Open();

    public HostException CannotRead(DbException cause) =>
        HostException.Failed($"{connection.Server} cannot read {schema}: {PostgresFault.Of(cause)!.Sentence}");

    /// <summary>The tables are made with the schema.</summary>
    private NpgsqlConnection Open()
    {
        var opened = connection.Open("reader", schema, ExitCode.Failed);
        try
        {
            if (!PostgresSchema.Exists(opened, schema))
                throw PostgresStorage.Missing(connection, schema);
            RunIdentity.Require(opened, id, $"{schema} of {connection.Database}");
            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }
}
