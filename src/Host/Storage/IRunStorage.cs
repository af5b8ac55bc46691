using Akka.Configuration;

namespace RsrActors.Host.Storage;

/// <summary>The database that a run's rows and snapshots are stored in, for its one writer.</summary>
internal interface IRunStorage
{
    /// <summary>What Akka.Persistence.Sql is told of it.</summary>
    Config Configuration { get; }

    /// <summary>What is stored, for whoever reads.</summary>
    IRowSource Rows { get; }

    /// <summary>Finds out whether it could be made, and makes nothing.</summary>
    /// <exception cref="Executable.HostException">It could not.</exception>
    void Require();

    /// <summary>Makes it, without a row: all of it, or nothing.</summary>
    void Create();

    /// <summary>Takes it away again with all its rows, unless somebody is writing them.</summary>
    void Drop();

    /// <summary>
    /// Keeps every other writer out until it is disposed of; null where the run directory's lock is enough.
    /// </summary>
    /// <exception cref="Executable.HostException">Another process writes.</exception>
    IDisposable? Hold();

    /// <summary>What went wrong between program and database, for a person; null when it is something else.</summary>
    string? Explain(Exception cause);
}
