using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace RsrActors.Host.Storage;

/// <summary>
/// Opens a SQLite file in write-ahead mode to read it, with or without the permission to write. SQLite writes even when
/// it reads: the index of the log (<c>-shm</c>) is a file in the same folder.
/// </summary>
internal static class SqliteReading
{
    /// <summary>
    /// With the permission to write, SQLite recovers the log of a writer that was killed. Without it, the index that
    /// the writer left is used. Without an index and without a log, only the database file is read; without an index
    /// and with a log, the index is built in memory.
    /// </summary>
    /// <exception cref="SqliteException">The file cannot be read, or is not a database.</exception>
    public static SqliteConnection Open(string file) =>
        TryOpen(SqliteStorage.ConnectionString(file, SqliteOpenMode.ReadWrite))
        ?? TryOpen(SqliteStorage.ConnectionString(file, SqliteOpenMode.ReadOnly))
        ?? (HasLog(file)
            ? OpenAlone(SqliteStorage.ConnectionString(Uri(file, "vfs=unix-none"), SqliteOpenMode.ReadOnly))
            : Open(SqliteStorage.ConnectionString(Uri(file, "immutable=1"), SqliteOpenMode.ReadOnly), ""));

    /// <returns>Null when SQLite may not write its files.</returns>
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
    /// permission to write, so the file is opened without locks. No writer is disturbed: a writer would have an index.
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
