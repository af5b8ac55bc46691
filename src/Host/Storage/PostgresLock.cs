using Npgsql;
using RsrActors.Host.Executable;

namespace RsrActors.Host.Storage;

/// <summary>
/// Lets one writer into a run's schema. The server holds the lock for a connection and lets go of it with the
/// connection, however that ends; so a copied run directory does not make a second writer.
/// </summary>
internal sealed class PostgresLock : IDisposable
{
    private static readonly TimeSpan Going = TimeSpan.FromSeconds(2);

    private readonly NpgsqlConnection _connection;

    private PostgresLock(NpgsqlConnection connection) => _connection = connection;

    /// <param name="connection">Its own from here on.</param>
    /// <exception cref="HostException">Another process writes; the message names the holder.</exception>
    public static PostgresLock Take(NpgsqlConnection connection, string schema)
    {
        if (!TryLock(connection, schema))
            throw HostException.Refused($"{schema} is in use by {Holder(connection, schema)}.");
        return new(connection);
    }

    /// <summary>
    /// What a killed writer had under way is over when this returns: a commit that was on its way to the server may
    /// still arrive after its sender is gone.
    /// </summary>
    public void AwaitFormerWriters()
    {
        using var transaction = _connection.BeginTransaction();
        using var command = new NpgsqlCommand("LOCK TABLE journal, snapshot IN SHARE MODE", _connection);
        command.ExecuteNonQuery();
        transaction.Commit();
    }

    public void Dispose() => _connection.Dispose();

    /// <summary>
    /// Waits a moment for a holder that is going: the server releases a lock shortly after its connection is closed, and
    /// the last holder may have been this process itself.
    /// </summary>
    private static bool TryLock(NpgsqlConnection connection, string schema)
    {
        using var command = new NpgsqlCommand(
            $"SET lock_timeout = {(int)Going.TotalMilliseconds}; "
            + "SELECT pg_advisory_lock(hashtextextended(@schema, 0)); RESET lock_timeout",
            connection);
        command.Parameters.AddWithValue("schema", schema);
        try
        {
            command.ExecuteNonQuery();
            return true;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            return false;
        }
    }

    /// <summary>The server keeps the lock's number in two halves.</summary>
    private static string Holder(NpgsqlConnection connection, string schema)
    {
        using var command = new NpgsqlCommand(
            """
            SELECT held.pid, session.application_name
            FROM pg_locks AS held JOIN pg_stat_activity AS session USING (pid)
            WHERE held.locktype = 'advisory' AND held.granted AND held.objsubid = 1
              AND held.database = (SELECT oid FROM pg_database WHERE datname = current_database())
              AND ((held.classid::bigint << 32) | held.objid::bigint) = hashtextextended(@schema, 0)
            """,
            connection);
        command.Parameters.AddWithValue("schema", schema);
        using var reader = command.ExecuteReader();
        return reader.Read()
            ? $"'{reader.GetString(1)}'; on the server it is process {reader.GetInt32(0)}"
            : "somebody who has just gone; try again";
    }
}
