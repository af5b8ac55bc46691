using System.Data.Common;
using RsrActors.Host.Executable;

namespace RsrActors.Host.Storage;

/// <summary>
/// The two tables of a run, for reading: <c>journal</c> and <c>snapshot</c>, the same in every database.
/// </summary>
internal interface IRowSource
{
    /// <summary>The place of the journal, for messages.</summary>
    string Journal { get; }

    /// <summary>The place of the snapshots, for messages.</summary>
    string Snapshots { get; }

    /// <summary>
    /// An open connection on which the table is named <c>journal</c>; null when the table does not exist yet.
    /// </summary>
    DbConnection? OpenJournal();

    /// <summary>
    /// An open connection on which the table is named <c>snapshot</c>; null when there are no snapshots yet.
    /// </summary>
    DbConnection? OpenSnapshots();

    /// <summary>The message for a failure of the database during reading.</summary>
    HostException CannotRead(DbException cause);
}
