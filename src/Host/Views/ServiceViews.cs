using RsrActors.Model.Signing;

namespace RsrActors.Host.Views;

/// <summary>The signing service. Durations are in seconds of virtual time.</summary>
internal sealed record SigningStatusView
{
    /// <summary>The moment to which the answer applies.</summary>
    public required string At { get; init; }

    /// <summary>Whether no request reaches it.</summary>
    public required bool Outage { get; init; }

    /// <summary>Null without an outage.</summary>
    public required string? OutageSince { get; init; }

    /// <summary>Requests that are served at the same time.</summary>
    public required int Servers { get; init; }

    /// <summary>Servers at work.</summary>
    public required int Busy { get; init; }

    /// <summary>Until when each of these is at work.</summary>
    public required IEnumerable<string> BusyUntil { get; init; }

    /// <summary>How long a request would wait now.</summary>
    public required double WaitSeconds { get; init; }

    /// <summary>A request that would wait longer is rejected.</summary>
    public required double LongestQueueSeconds { get; init; }

    /// <summary>The mean time to serve a request.</summary>
    public required double ServiceTimeSeconds { get; init; }

    /// <summary>The least and the most time of a message each way.</summary>
    public required double[] LatencySeconds { get; init; }

    public required string Algorithm { get; init; }

    /// <summary>The tickets of each response.</summary>
    public required IEnumerable<SigningTally> Releases { get; init; }

    /// <summary>The boot tickets of each software update.</summary>
    public required IEnumerable<SigningTally> Updates { get; init; }
}

/// <summary>How a request for a release's ticket is answered now.</summary>
/// <param name="Issued">Tickets issued.</param>
/// <param name="Refused">Requests refused.</param>
/// <param name="Status">The service's status number; null for a ticket.</param>
internal sealed record EligibilityRow(
    string Release, bool Eligible, long Issued, long Refused, int? Status, string Answer);

/// <summary>Where the journal is, how large it is, and how far it goes.</summary>
internal sealed record JournalView
{
    /// <summary>sqlite or postgres.</summary>
    public required string Journal { get; init; }

    public required string Place { get; init; }

    /// <summary>Null for PostgreSQL.</summary>
    public required long? JournalBytes { get; init; }

    /// <summary>Null for PostgreSQL.</summary>
    public required long? SnapshotBytes { get; init; }

    public required long Rows { get; init; }

    public required long ClosedEpochs { get; init; }

    /// <summary>Events that are stored.</summary>
    public required long Events { get; init; }

    /// <summary>Events that are not stored yet.</summary>
    public required long NotStored { get; init; }

    public required long LiveCommands { get; init; }

    /// <summary>The end of the last stored epoch.</summary>
    public required string End { get; init; }

    /// <summary>The same in milliseconds of virtual time since the scenario's start.</summary>
    public required long EndMs { get; init; }

    /// <summary>Of the history up to it, in hexadecimal digits.</summary>
    public required string Hash { get; init; }
}

/// <summary>An entry of the process's log.</summary>
/// <param name="At">Wall time.</param>
/// <param name="Level">trace, debug, information, warning, error, or critical.</param>
/// <param name="Fault">The type of an exception and the first line of its message; null without one.</param>
internal sealed record LogRow(string At, string Level, string Category, string Message, string? Fault);

/// <summary>An actor of the process.</summary>
/// <param name="Children">How many it has.</param>
/// <param name="Depth">Levels below the first one of the list.</param>
internal sealed record ActorRow(string Path, int Children, int Depth);

/// <summary>The actor system.</summary>
/// <param name="Started">Wall time.</param>
internal sealed record ActorSystemView(string Address, string Started, long UptimeSeconds);
