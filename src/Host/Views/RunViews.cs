using System.Collections.Immutable;

namespace RsrActors.Host.Views;

/// <summary>
/// The status of the run. Moments are text as 2023-07-10T17:00:45.250Z, or milliseconds of virtual time since the
/// scenario's start (<c>…Ms</c>).
/// </summary>
internal sealed record RunView
{
    /// <summary>The scenario's name.</summary>
    public required string Scenario { get; init; }

    public required ulong Seed { get; init; }

    /// <summary>Devices of the fleet.</summary>
    public required int Devices { get; init; }

    /// <summary>The names of the fleet's rings, the first one first; empty without rings.</summary>
    public required ImmutableArray<string> Rings { get; init; }

    /// <summary>Whether the scenario has crash analytics.</summary>
    public required bool Analytics { get; init; }

    /// <summary>The run directory.</summary>
    public required string Directory { get; init; }

    /// <summary>The id of the run, as in its run.json: a run that is begun again has another one.</summary>
    public required string Id { get; init; }

    /// <summary>starting, running, paused, ended, or stopping.</summary>
    public required string Phase { get; init; }

    /// <summary>Seconds of virtual time in a second of wall time, or max.</summary>
    public required string Speed { get; init; }

    /// <summary>Virtual time now.</summary>
    public required string Clock { get; init; }

    public required long ClockMs { get; init; }

    /// <summary>Everything before it is simulated.</summary>
    public required string Settled { get; init; }

    public required long SettledMs { get; init; }

    /// <summary>The scenario's end.</summary>
    public required long EndMs { get; init; }

    /// <summary>The earliest moment at which anything is due; null when nothing is.</summary>
    public required string? NextDue { get; init; }

    public required long? NextDueMs { get; init; }

    /// <summary>Windows of this execution.</summary>
    public required long Windows { get; init; }

    /// <summary>Wall time for which the open window has been open, in seconds; null when none is.</summary>
    public required decimal? OpenSeconds { get; init; }

    /// <summary>The most wall time that a window of this execution took, in seconds.</summary>
    public required decimal LongestWindowSeconds { get; init; }

    /// <summary>The processes for which the open window waits.</summary>
    public required ImmutableArray<string> Unsettled { get; init; }

    /// <summary>Wakes of this execution.</summary>
    public required long Wakes { get; init; }

    /// <summary>The epoch that is being simulated; epochs count from 1.</summary>
    public required long Epoch { get; init; }

    /// <summary>The last stored epoch; 0 before the first one.</summary>
    public required long ClosedEpoch { get; init; }

    /// <summary>The end of the last stored epoch; null before the first one.</summary>
    public required string? ClosedEnd { get; init; }

    public required long? ClosedEndMs { get; init; }

    /// <summary>All events, also those that are not stored yet.</summary>
    public required long Events { get; init; }

    /// <summary>Events that are stored.</summary>
    public required long ClosedEvents { get; init; }

    /// <summary>Live commands accepted since the scenario's start.</summary>
    public required long Commands { get; init; }

    /// <summary>Rules that no history may break.</summary>
    public required int Invariants { get; init; }
}

/// <summary>What the open window waits for.</summary>
/// <param name="Process">A process of the run.</param>
/// <param name="WaitsFor">One of its entities, or itself.</param>
/// <param name="OpenSeconds">Wall time for which the window has been open, in seconds.</param>
internal sealed record SlowProcessRow(string Process, string WaitsFor, decimal OpenSeconds);

/// <summary>The history's hash at the end of the last stored epoch; equal histories have equal hashes.</summary>
/// <param name="Epoch">The epoch; 0 before the first one.</param>
/// <param name="End">Its end, as 2023-07-10T17:00:45.250Z.</param>
/// <param name="EndMs">The same in milliseconds of virtual time since the scenario's start.</param>
/// <param name="Events">All events up to it.</param>
/// <param name="Hash">Hexadecimal digits.</param>
internal sealed record HistoryHashView(long Epoch, string End, long EndMs, long Events, string Hash);

/// <summary>A rule that no history may break.</summary>
/// <param name="State">kept: a broken rule ends the run.</param>
internal sealed record InvariantRow(int Number, string Rule, string State);
