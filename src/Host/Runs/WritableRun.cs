using System.Data.Common;
using RsrActors.Host.Executable;
using RsrActors.Host.Storage;
using RsrActors.Model.Cryptexes;
using RsrActors.Scenarios;

namespace RsrActors.Host.Runs;

/// <summary>
/// A run directory of which this process is the only writer, until it disposes of this object. The locks are taken
/// before the directory gets its name, so another process always finds it locked.
/// </summary>
internal sealed class WritableRun : IDisposable
{
    private readonly RunLock _lock;
    private readonly IDisposable? _rows;

    private WritableRun(RunDirectory directory, RunLock held, IDisposable? rows)
    {
        Directory = directory;
        _lock = held;
        _rows = rows;
    }

    public RunDirectory Directory { get; }

    /// <summary>Opens a run that exists.</summary>
    /// <param name="connection">A connection string from the command line, for a run in PostgreSQL.</param>
    /// <exception cref="HostException">
    /// It is not a run directory of this version, or another process writes to it.
    /// </exception>
    public static WritableRun Open(string path, string? connection)
    {
        RunDirectory.RequireRun(path); // Only a run directory gets a lock file.
        var held = RunLock.Take(path);
        try
        {
            var directory = RunDirectory.Open(path, connection);
            directory.RequireOwnRows();
            return new(directory, held, directory.Storage.Hold());
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Makes a run directory with another name, and renames it when it is complete. So a directory with the run's name
    /// can be resumed.
    /// </summary>
    /// <param name="wanted">
    /// The run directory; null for the first free one of runs/NAME-SEED, runs/NAME-SEED-2, …
    /// </param>
    /// <exception cref="HostException">The place is taken, or the directory cannot be made.</exception>
    public static WritableRun Create(
        string? wanted, bool overwrite, StorageChoice choice, ScenarioReading.Accepted reading, ResponseLibrary library)
    {
        var places = wanted is null
            ? RunDirectory.DefaultPaths(reading.Scenario).Select(path => new RunPlace(path, overwrite: false, null))
            : [new RunPlace(wanted, overwrite, choice.Connection)];
        var first = places.First(place => wanted is not null || !Path.Exists(place.Path));
        first.Require();
        var partial = RunPlace.SiblingOf(first.Path, "partial");
        var manifest = RunManifest.Of(reading, choice);
        var storage = manifest.Storage(partial, choice.Connection);
        storage.Require();
        RunLock? held = null;
        try
        {
            System.IO.Directory.CreateDirectory(partial);
            held = RunLock.Take(partial);
            RunDirectory.Fill(partial, manifest, reading, library);
            var (place, rows) = Complete(partial, storage, places);
            return new(new(place.Path, manifest, reading.Scenario, choice.Connection), held, rows);
        }
        catch (Exception e)
        {
            held?.Dispose();
            if (e is IOException or UnauthorizedAccessException or ArgumentException or DbException)
                throw HostException.Refused($"The run directory {first.Path} cannot be made: {e.Message}");
            throw;
        }
        finally
        {
            if (System.IO.Directory.Exists(partial))
                System.IO.Directory.Delete(partial, recursive: true);
        }
    }

    /// <summary>
    /// The storage is made last: run.json names it by then, so there is never a schema that no directory names.
    /// </summary>
    private static (RunPlace Place, IDisposable? Rows) Complete(
        string partial, IRunStorage storage, IEnumerable<RunPlace> places)
    {
        storage.Create();
        IDisposable? rows = null;
        try
        {
            rows = storage.Hold();
            return (places.FirstOrDefault(place => place.TryTake(partial)) ?? throw places.First().Taken(), rows);
        }
        catch
        {
            rows?.Dispose();
            storage.Drop();
            throw;
        }
    }

    public void Dispose()
    {
        _rows?.Dispose();
        _lock.Dispose();
    }
}
