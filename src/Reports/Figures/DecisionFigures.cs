using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace RsrActors.Reports.Figures;

/// <summary>
/// What happened to a rollout, in the order of time: what an operator ordered, what a rule decided, what crash
/// analytics found out, and what followed from it.
/// </summary>
public sealed record DecisionFigures
{
    /// <summary>From the scenario's start.</summary>
    public required decimal Seconds { get; init; }

    /// <summary>
    /// The release's id, or the software update's version; else <c>fleet</c> or <c>signing-service</c>.
    /// </summary>
    public required string About { get; init; }

    /// <summary>The word of <see cref="DecisionKind"/>.</summary>
    public required string What { get; init; }

    /// <summary>
    /// What decided: <c>rule</c>, <c>operator</c>, <c>crash-analytics</c>, the name of a rule and of its part, or what
    /// issued an order, such as <c>script</c> or <c>page</c>; null where the event does not say it.
    /// </summary>
    public required string? By { get; init; }

    /// <summary>The reason as a sentence; null without one.</summary>
    public required string? Why { get; init; }

    /// <summary>
    /// The share of the fleet that the ramp admits from then on, in percent; absent for everything else.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Percent { get; init; }

    /// <summary>The ring that was promoted or held; absent for everything else.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Ring { get; init; }

    /// <summary>What a rollout rule decided on evidence, such as <c>halt</c>; absent for everything else.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Decision { get; init; }

    /// <summary>Whether a withdrawal removes the release from devices; absent for everything else.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? RemovesFromDevices { get; init; }

    /// <summary>The figures that a decision or an alarm saw, by name; absent when it saw none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableSortedDictionary<string, decimal>? Evidence { get; init; }
}

/// <summary>The kinds of rows in the timeline of a rollout.</summary>
public enum DecisionKind
{
    /// <summary>An operator gave a command about a release, the signing service or all managed devices.</summary>
    Ordered,

    /// <summary>The release is offered.</summary>
    Published,

    /// <summary>The ramp admits another share of the fleet.</summary>
    Ramped,

    /// <summary>The rollout rule keeps the ramp where it is.</summary>
    Held,

    /// <summary>The rollout rule decided something on evidence.</summary>
    Decided,

    /// <summary>The release is offered to a ring.</summary>
    RingPromoted,

    /// <summary>The release is no longer offered to a ring.</summary>
    RingHeld,

    /// <summary>The release is not offered until it is resumed.</summary>
    Paused,

    /// <summary>The release is offered again.</summary>
    Resumed,

    /// <summary>The release is offered no longer, for good.</summary>
    Withdrawn,

    /// <summary>Another release takes its place.</summary>
    Superseded,

    /// <summary>The sequential test of crash analytics signals, rightly or not.</summary>
    Alarm,

    /// <summary>Crash analytics publishes the applications that the release affects.</summary>
    Listed,

    /// <summary>The signing service cannot be reached.</summary>
    OutageStarted,

    /// <summary>The signing service can be reached again.</summary>
    OutageEnded,
}
