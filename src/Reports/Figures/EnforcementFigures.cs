using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace RsrActors.Reports.Figures;

/// <summary>An order to managed devices to install a release by a deadline.</summary>
public sealed record EnforcementFigures
{
    /// <summary>The release's id, or the software update's version.</summary>
    public required string Release { get; init; }

    /// <summary>From the scenario's start until the order was in force.</summary>
    public required decimal OrderedSeconds { get; init; }

    /// <summary>From the scenario's start to the deadline.</summary>
    public required decimal DeadlineSeconds { get; init; }

    /// <summary>What ended the order by its deadline: removal or later-enforcement; null for nothing.</summary>
    public required string? EndedBy { get; init; }

    /// <summary>
    /// Eligible managed devices: those on a prerequisite build at the deadline, with the release or without it; of a
    /// software update also those on its build. Null when the run ends before the deadline.
    /// </summary>
    public required long? Devices { get; init; }

    /// <summary>Those of them that have the fixes of the release just before the deadline.</summary>
    public required long? Before { get; init; }

    /// <summary>Those of them that have the fixes an hour after it; null when the run ends before that.</summary>
    public required long? HourAfter { get; init; }

    /// <summary>
    /// Null when the deadline is the same moment for all devices, or when the run ends before the last of the deadlines
    /// by local time.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public LocalDeadlineFigures? Local { get; init; }

    /// <summary>
    /// Those of the devices that were in contact at the start, as in <see cref="ContactReachFigures"/>. Absent when
    /// the run ends before the deadline, in a fleet that is drawn by shares, and where all devices of the inventory
    /// were in contact.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public EnforcedFigures? InContact { get; init; }

    /// <summary>
    /// The same by platform; a platform without such devices has no row. Absent when the run ends before the deadline,
    /// and in a fleet that is drawn by shares.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<EnforcedPlatformFigures>? Platforms { get; init; }
}

/// <summary>How many devices of an enforcement had the release around its deadline.</summary>
/// <param name="Devices">
/// Eligible managed devices: those on a prerequisite build at the deadline, with the release or without it; of a
/// software update also those on its build.
/// </param>
/// <param name="Before">Those of them that have the fixes of the release just before the deadline.</param>
/// <param name="HourAfter">
/// Those of them that have the fixes an hour after it; null when the run ends before that.
/// </param>
public sealed record EnforcedFigures(long Devices, long Before, long? HourAfter);

/// <summary>The devices of an enforcement on one platform.</summary>
/// <param name="Platform">The name of the platform.</param>
/// <param name="All">All of them.</param>
public sealed record EnforcedPlatformFigures(string Platform, EnforcedFigures All)
{
    /// <summary>Those that were in contact at the start; absent as in <see cref="EnforcementFigures"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public EnforcedFigures? InContact { get; init; }
}

/// <summary>How the devices of an enforcement kept a deadline by their local time.</summary>
/// <param name="Kept">They had it before, or restarted into it within a minute after the deadline.</param>
/// <param name="Late">They restarted into it later.</param>
/// <param name="NotYet">They have not.</param>
public sealed record LocalDeadlineFigures(long Kept, long Late, long NotYet);
