using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace RsrActors.Host.Storage;

/// <summary>
/// Opens a SQLite file in write-ahead mode to read it, with and without the permission to write. SQLite wants to write
/// even for reading: the index of the log (<c>-shm</c>) is a file beside the database.
/// </summary>
internal static class SqliteReading
{
    /// <summary>
    /// With the permission to write, the log of a writer that was killed is taken in. Without it, the index that the
    /// writer left is used. Without an index, the file is read as it stands when there is no log; with a log, the index
    /// is built in memory.
    /// </summary>
    /// <exception cref="SqliteException">The file cannot be read, or is no database.</exception>
    public static SqliteConnection Open(string file) =>
        TryOpen(SqliteStorage.ConnectionString(file, SqliteOpenMode.ReadWrite))
        ?? TryOpen(SqliteStorage.ConnectionString(file, SqliteOpenMode.ReadOnly))
        ?? (HasLog(file)
            ? OpenAlone(SqliteStorage.ConnectionString(Uri(file, "vfs=unix-none"), SqliteOpenMode.ReadOnly))
            : Open(SqliteStorage.ConnectionString(Uri(file, "immutable=1"), SqliteOpenMode.ReadOnly), ""));

    /// <returns>Null when SQLite may not write what it wants to.</returns>
    private static SqliteConnection? TryOpen(string connectionString)
    {
        try
        {
            return Open(connectionString, "");
        }
        catch (SqliteException e) when (e.SqliteErrorCode is SQLITE_READONLY or SQLITE_CANTOPEN)
        {
            return null;
        }
    }

    /// <summary>
    /// In exclusive mode the index of the log is in memory. The mode takes a lock on the file, which needs the
    /// permission to write, so the file is opened without locks. There is no writer to disturb: it would have an index.
    /// </summary>
    private static SqliteConnection OpenAlone(string connectionString) =>
        Open(connectionString, "PRAGMA locking_mode = EXCLUSIVE;");

    private static SqliteConnection Open(string connectionString, string first)
    {
        var connection = new SqliteConnection(connectionString);
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = $"{first} SELECT COUNT(*) FROM sqlite_master";
            command.ExecuteScalar();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static bool HasLog(string file) => new FileInfo($"{file}-wal") is { Exists: true, Length: > 0 };

    private static string Uri(string file, string option) =>
        $"file:{string.Join('/', Path.GetFullPath(file).Split('/').Select(System.Uri.EscapeDataString))}?{option}";
}
