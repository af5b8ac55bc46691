using System.Data.Common;
using RsrActors.Host.Executable;
using RsrActors.Host.Runs;

namespace RsrActors.Host.Experiments;

/// <summary>The directory of a new experiment or calibration, whose rows are stored in a journal.</summary>
internal static class NewDirectory
{
    /// <summary>Makes all of it, or nothing.</summary>
    /// <param name="manifest">A file that only such a directory has.</param>
    /// <param name="begun">What to tell the user where one has begun.</param>
    /// <param name="fill">Writes the files beside the journal into a folder.</param>
    /// <exception cref="HostException">The place is taken, or cannot be written.</exception>
    public static void Create(string path, string manifest, string begun, Action<string> fill)
    {
        RequirePlace(path, manifest, begun);
        var partial = RunPlace.SiblingOf(path, "partial");
        try
        {
            Directory.CreateDirectory(partial);
            fill(partial);
            new ExperimentJournal(partial).Create();
            if (Directory.Exists(path))
                Directory.Delete(path);
            Directory.Move(partial, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or DbException)
        {
            throw HostException.Refused($"{path} cannot be written: {e.Message}");
        }
        finally
        {
            if (Directory.Exists(partial))
                Directory.Delete(partial, recursive: true);
        }
    }

    private static void RequirePlace(string path, string manifest, string begun)
    {
        RunPlace.RequireDirectoryName(path);
        if (RunDirectory.Around(path) is { } run)
        {
            throw HostException.Refused(
                $"{path} is in the run directory {run}, which holds the run's own files only; give another --out.");
        }

        if (File.Exists(Path.Combine(path, manifest)))
            throw HostException.Refused($"{path} is {begun}, or give another --out.");
        if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())
            throw HostException.Refused($"{path} exists and is not empty. Give another --out.");
    }
}
