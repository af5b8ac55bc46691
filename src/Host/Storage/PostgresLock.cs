using Npgsql;
using RsrActors.Host.Executable;

namespace RsrActors.Host.Storage;

/// <summary>
/// Lets one writer into a run's schema. The server holds the lock for a connection and releases it when the connection
/// ends, for any reason. So a copied run directory does not make a second writer.
/// </summary>
internal sealed class PostgresLock : IDisposable
{
    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(2);

    private readonly NpgsqlConnection _connection;

    private PostgresLock(NpgsqlConnection connection) => _connection = connection;

    /// <param name="connection">Owned by the lock from here on.</param>
    /// <exception cref="HostException">Another process writes; the message names the holder.</exception>
    public static PostgresLock Take(NpgsqlConnection connection, string schema)
    {
        if (!TryLock(connection, schema))
            throw HostException.Refused($"{schema} is in use by {Holder(connection, schema)}.");
        return new(connection);
    }

    /// <summary>
    /// Waits for transactions of a killed writer: its last commit may reach the server after the process has ended.
    /// When this returns, they are over.
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
    /// Waits a moment for a holder that is ending: the server releases a lock shortly after its connection is closed,
    /// and the last holder may be this process itself.
    /// </summary>
    private static bool TryLock(NpgsqlConnection connection, string schema)
    {
        using var command = new NpgsqlCommand(
            $"SET lock_timeout = {(int)LockTimeout.TotalMilliseconds}; "
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

    /// <summary>The server stores the lock's number in two halves.</summary>
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
            : "a process that has just ended; try again";
    }
}
