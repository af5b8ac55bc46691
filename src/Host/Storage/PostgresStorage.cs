using Akka.Configuration;
using Npgsql;
using RsrActors.Host.Executable;

namespace RsrActors.Host.Storage;

/// <summary>A schema of a PostgreSQL database, made for one run.</summary>
/// <param name="title">The run in one line, for a list of the database's schemas.</param>
/// <param name="id">The run's id, as in run.json.</param>
internal sealed class PostgresStorage(
    PostgresConnection connection, string schema, string title, string id) : IRunStorage
{
    public Config Configuration => connection.Configuration(schema);

    public IRowSource Rows { get; } = new PostgresRows(connection, schema, id);

    public void Require() => Ask("writer", ExitCode.Refused, opened =>
    {
        using var command = new NpgsqlCommand("SELECT has_database_privilege(current_database(), 'CREATE')", opened);
        if (!(bool)command.ExecuteScalar()!)
        {
            throw HostException.Refused(
                $"{connection.Server} does not let {connection.User} make a schema in {connection.Database}. "
                + "The owner of the database can allow it with: "
                + $"GRANT CREATE ON DATABASE {connection.Database} TO {connection.User}");
        }
    });

    public void Create() => Ask("writer", ExitCode.Refused, opened => PostgresSchema.Create(opened, schema, title, id));

    public void Drop() => Ask("dropper", ExitCode.Failed, opened =>
    {
        PostgresLock.Take(opened, schema);
        PostgresSchema.Drop(opened, schema);
    });

    /// <exception cref="HostException">A writer uses the schema, or the server cannot be asked.</exception>
    public void RequireUnused() => Ask("dropper", ExitCode.Refused, opened => PostgresLock.Take(opened, schema));

    public IDisposable Hold()
    {
        var opened = connection.Open("writer", schema, ExitCode.Failed);
        try
        {
            if (!PostgresSchema.Exists(opened, schema))
                throw Missing(connection, schema);
            var held = PostgresLock.Take(opened, schema);
            held.AwaitFormerWriters();
            return held;
        }
        catch (Exception e)
        {
            opened.Dispose();
            if (e is NpgsqlException && PostgresFault.Of(e) is { } fault)
                throw HostException.Failed($"{connection.Server} cannot lock {schema}: {fault.Sentence}");
            throw;
        }
    }

    public string? Explain(Exception cause) => PostgresFault.Of(cause) switch
    {
        null => null,
        { IsSilence: true } fault => $"the connection to {connection.Server} was lost ({fault.Reason}).",
        { State: "23505" } => $"another process writes into {schema} of {connection.Database}.",
        var fault => $"{connection.Server} no longer reads or writes rows: {fault.Sentence}",
    };

    internal static HostException Missing(PostgresConnection connection, string schema) => HostException.Failed(
        $"{connection.Server} has no {schema} in {connection.Database}: the run is in another database, "
        + $"or it was dropped. The connection string is in {connection.Place}.");

    private void Ask(string role, int silence, Action<NpgsqlConnection> ask)
    {
        using var opened = connection.Open(role, schema, silence);
        try
        {
            ask(opened);
        }
        catch (NpgsqlException e) when (PostgresFault.Of(e) is { } fault)
        {
            throw fault.OnOpening(connection, silence);
        }
    }
}
