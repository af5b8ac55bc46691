using Akka.Configuration;

namespace RsrActors.Host.Storage;

/// <summary>The database of a run's rows and snapshots, for its only writer.</summary>
internal interface IRunStorage
{
    /// <summary>The configuration for Akka.Persistence.Sql.</summary>
    Config Configuration { get; }

    /// <summary>The stored rows, for reading.</summary>
    IRowSource Rows { get; }

    /// <summary>Checks whether the storage can be made, and makes nothing.</summary>
    /// <exception cref="Executable.HostException">It cannot be made.</exception>
    void Require();

    /// <summary>Makes the storage, without rows: all of it, or nothing.</summary>
    void Create();

    /// <summary>Deletes the storage with all its rows, unless a writer uses it.</summary>
    void Drop();

    /// <summary>
    /// Keeps every other writer out until it is disposed of; null where the run directory's lock is enough.
    /// </summary>
    /// <exception cref="Executable.HostException">Another process writes.</exception>
    IDisposable? Hold();

    /// <summary>Explains a failure between program and database, for a user; null for any other failure.</summary>
    string? Explain(Exception cause);
}
