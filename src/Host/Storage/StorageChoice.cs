using RsrActors.Host.Executable;

namespace RsrActors.Host.Storage;

/// <summary>The database in which a new run is stored.</summary>
/// <param name="Connection">
/// A connection string from the command line; null to use the configured one when one is needed.
/// </param>
internal sealed record StorageChoice(string Journal, string? Connection)
{
    public const string Sqlite = "sqlite";
    public const string Postgres = "postgres";

    /// <summary>A new schema for a run in PostgreSQL; null for SQLite, whose files are in the run directory.</summary>
    public string? NewSchema() => Journal == Postgres ? PostgresSchema.NewName() : null;

    /// <exception cref="HostException">There is no such choice, or it takes no connection string.</exception>
    public StorageChoice Require()
    {
        if (Journal is not (Sqlite or Postgres))
            throw HostException.Refused($"--journal is '{Journal}'; it may be {Sqlite} or {Postgres}.");
        RefuseConnectionToFiles(Journal, Connection);
        return this;
    }

    /// <exception cref="HostException">A run in files has no connection string.</exception>
    public static void RefuseConnectionToFiles(string journal, string? connection)
    {
        if (journal == Sqlite && connection is not null)
            throw HostException.Refused(
                "--connection is for runs in PostgreSQL, but this one is stored in SQLite, in its run directory.");
    }
}
