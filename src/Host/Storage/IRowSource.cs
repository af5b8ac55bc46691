using System.Data.Common;
using RsrActors.Host.Executable;

namespace RsrActors.Host.Storage;

/// <summary>
/// The two tables of a run, for whoever reads them: <c>journal</c> and <c>snapshot</c>, the same in every database.
/// </summary>
internal interface IRowSource
{
    /// <summary>What a person calls the place of the journal.</summary>
    string Journal { get; }

    /// <summary>What a person calls the place of the snapshots.</summary>
    string Snapshots { get; }

    /// <summary>An open connection that sees the journal under its name; null when it has not been made yet.</summary>
    DbConnection? OpenJournal();

    /// <summary>An open connection that sees the snapshots under their name; null when there are none yet.</summary>
    DbConnection? OpenSnapshots();

    /// <summary>Says for a person that the database failed while it was read.</summary>
    HostException CannotRead(DbException cause);
}
