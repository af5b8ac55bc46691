using Microsoft.Data.Sqlite;

namespace RsrActors.Host.Benchmarks;

/// <summary>A temporary folder for a measurement; it is deleted when the measurement is over.</summary>
internal sealed class ScratchFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rsr-bench-");

    public string Path => _folder.FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        SqliteConnection.ClearAllPools(); // A closed connection keeps its file open until then.
        _folder.Delete(recursive: true);
    }
}
