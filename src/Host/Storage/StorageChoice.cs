using RsrActors.Host.Executable;

namespace RsrActors.Host.Storage;

/// <summary>Which database a new run is to be stored in.</summary>
/// <param name="Connection">
/// A connection string from the command line; null to look for one elsewhere when one is needed.
/// </param>
internal sealed record StorageChoice(string Journal, string? Connection)
{
    public const string Sqlite = "sqlite";
    public const string Postgres = "postgres";

    /// <summary>A schema of its own for a run in PostgreSQL; SQLite needs none, it has the run directory.</summary>
    public string? NewSchema() => Journal == Postgres ? PostgresSchema.NewName() : null;

    /// <exception cref="HostException">There is no such database, or it cannot be reached that way.</exception>
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
