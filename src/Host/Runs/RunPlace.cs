using RsrActors.Host.Storage;

namespace RsrActors.Host.Runs;

/// <summary>
/// Where a new run directory is to be. A run that is there makes room when the new one is complete, and not before;
/// what is left of it goes last.
/// </summary>
internal sealed class RunPlace
{
    private readonly PostgresStorage? _replaced;

    private RunPlace(string path, PostgresStorage? replaced)
    {
        Path = path;
        _replaced = replaced;
    }

    public string Path { get; }

    /// <param name="connection">
    /// How the database of a run that is to be replaced is reached; null to look for it.
    /// </param>
    /// <exception cref="HostException">The place is taken, or somebody is at work in it.</exception>
    public static RunPlace Require(string path, bool overwrite, string? connection)
    {
        if (File.Exists(path))
            throw HostException.Refused($"{path} is a file.");
        if (!Directory.Exists(path))
            return new(path, null);
        if (!overwrite)
            throw HostException.Refused($"{path} exists. Give another --out, or --overwrite to replace it.");
        if (Directory.EnumerateFileSystemEntries(path).Any()
            && !File.Exists(System.IO.Path.Combine(path, RunManifest.FileName)))
            throw HostException.Refused($"{path} is no run directory; --overwrite does not replace it.");

        // A writer that is at work in it is not to lose the ground under its feet.
        RunLock.Take(path).Dispose();
        if (RunManifest.SchemaOf(path) is not { } schema)
            return new(path, null);
        var replaced = new PostgresStorage(
            PostgresConnection.Find(connection, $"The run in {path} is in PostgreSQL; dropping it"), schema, "");
        replaced.RequireUnused();
        return new(path, replaced);
    }

    /// <summary>Puts a complete directory there.</summary>
    public void Take(string complete)
    {
        if (!Directory.Exists(Path))
        {
            Directory.Move(complete, Path);
            return;
        }

        var aside = $"{System.IO.Path.TrimEndingDirectorySeparator(Path)}.replaced-{Environment.ProcessId}";
        Directory.Move(Path, aside);
        try
        {
            Directory.Move(complete, Path);
        }
        catch
        {
            Directory.Move(aside, Path);
            throw;
        }

        LetGo(aside);
    }

    /// <summary>Its schema first: the directory is all that tells of it.</summary>
    private void LetGo(string aside)
    {
        try
        {
            _replaced?.Drop();
            Directory.Delete(aside, recursive: true);
        }
        catch (Exception e) when (e is HostException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"The run that was in {Path} is kept in {aside}: {e.Message}");
        }
    }
}
