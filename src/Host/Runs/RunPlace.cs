using System.Security.Cryptography;
using RsrActors.Host.Executable;
using RsrActors.Host.Files;
using RsrActors.Host.Storage;

namespace RsrActors.Host.Runs;

/// <summary>
/// The place of a new run directory. A renaming takes the place: it is one step of the operating system, and of two
/// processes only one succeeds. A run that <c>--overwrite</c> replaces stays until the new one is complete.
/// </summary>
/// <param name="path">The run directory.</param>
/// <param name="overwrite">Whether a run that exists is replaced.</param>
/// <param name="connection">The connection string for the database of that run; null to use the configured one.</param>
internal sealed class RunPlace(string path, bool overwrite, string? connection)
{
    public string Path => path;

    /// <summary>A new name in the same folder that no other process uses.</summary>
    public static string SiblingOf(string path, string purpose) =>
        $"{System.IO.Path.TrimEndingDirectorySeparator(path)}.{purpose}-"
        + RandomNumberGenerator.GetHexString(8, lowercase: true);

    /// <summary>Checks whether a path of <c>--out</c> can be that of a directory.</summary>
    /// <exception cref="HostException">It cannot.</exception>
    public static void RequireDirectoryName(string path)
    {
        if (path.Length == 0)
            throw HostException.Refused("--out is empty; allowed is the name of a directory.");
        if (File.Exists(path))
            throw HostException.Refused($"{path} is a file; --out names a directory.");
    }

    /// <summary>Checks whether the place can be taken, before a run directory is made.</summary>
    /// <exception cref="HostException">The place is taken, or another process writes there.</exception>
    public void Require()
    {
        RequireDirectoryName(path);
        if (!Directory.Exists(path))
            return;
        using var held = HoldReplaced();
        ReplacedStorage()?.RequireUnused();
    }

    /// <summary>Moves a complete directory to the place.</summary>
    /// <returns>False when the place is taken and must not be overwritten.</returns>
    /// <exception cref="HostException">Another process writes there.</exception>
    public bool TryTake(string complete)
    {
        if (TryMove(complete))
            return true;
        if (!overwrite)
            return false;
        Replace(complete);
        return true;
    }

    /// <exception cref="HostException">The place is taken.</exception>
    public HostException Taken() =>
        HostException.Refused($"{path} exists. Give another --out, or --overwrite to replace it.");

    private bool TryMove(string complete)
    {
        try
        {
            Directory.Move(complete, path);
            return true;
        }
        catch (IOException) when (Directory.Exists(path))
        {
            return false; // A directory that is not empty is never replaced by a renaming.
        }
    }

    /// <summary>
    /// The lock of the replaced run is held until that run is deleted, so a second process that replaces it is refused.
    /// </summary>
    private void Replace(string complete)
    {
        using var held = HoldReplaced();
        var replaced = ReplacedStorage();
        var aside = SiblingOf(path, "replaced");
        Directory.Move(path, aside);
        if (!TryMove(complete))
        {
            StandardError.Say($"The run that was in {path} is kept in {aside}.");
            throw Taken();
        }

        try
        {
            // The schema first: only the directory names it.
            replaced?.Drop();
            Directory.Delete(aside, recursive: true);
        }
        catch (Exception e) when (e is HostException or IOException or UnauthorizedAccessException)
        {
            StandardError.Say($"The run that was in {path} is kept in {aside}: {e.Message}");
        }
    }

    private RunLock HoldReplaced()
    {
        if (!overwrite)
            throw Taken();
        if (Directory.EnumerateFileSystemEntries(path).Any()
            && !File.Exists(System.IO.Path.Combine(path, RunManifest.FileName)))
            throw HostException.Refused($"{path} is no run directory; --overwrite does not replace it.");
        return RunLock.Take(path);
    }

    private PostgresStorage? ReplacedStorage() => RunManifest.SchemaOf(path) is { } schema
        ? new PostgresStorage(
            PostgresConnection.Find(connection, $"The run in {path} is in PostgreSQL; dropping it"), schema, title: "",
            id: "")
        : null;
}
