using System.Collections.Immutable;

namespace RsrActors.Host.Views;

/// <summary>A response or software update of a list.</summary>
internal sealed record ReleaseRow
{
    public required string Release { get; init; }

    /// <summary>draft, ramping, paused, superseded, or withdrawn.</summary>
    public required string Phase { get; init; }

    /// <summary>The share of the fleet to which it is offered, 0 to 100; null without a ramp.</summary>
    public required double? Percent { get; init; }

    /// <summary>rule or operator; null without a ramp.</summary>
    public required string? SetBy { get; init; }

    /// <summary>As 2023-07-10T17:00:15.000Z; null before the publication.</summary>
    public required string? PublishedAt { get; init; }

    /// <summary>Tickets issued.</summary>
    public required long Issued { get; init; }

    /// <summary>Requests for tickets that were refused.</summary>
    public required long Refused { get; init; }

    /// <summary>The number of builds that it changes.</summary>
    public required int Targets { get; init; }
}

/// <summary>A response or software update. Moments are text as 2023-07-10T17:00:15.000Z.</summary>
internal sealed record ReleaseView
{
    public required string Release { get; init; }

    /// <summary>The letter of a response; null for a software update.</summary>
    public required string? Letter { get; init; }

    /// <summary>The moment to which the answer applies.</summary>
    public required string At { get; init; }

    /// <summary>draft, ramping, paused, superseded, or withdrawn.</summary>
    public required string Phase { get; init; }

    /// <summary>The share of the fleet to which it is offered, 0 to 100; null without a ramp.</summary>
    public required double? Percent { get; init; }

    /// <summary>rule or operator; null without a ramp.</summary>
    public required string? SetBy { get; init; }

    /// <summary>The commands that would change something now.</summary>
    public required ImmutableArray<string> Allowed { get; init; }

    public required string? PublishedAt { get; init; }

    public required double? PublishedPercent { get; init; }

    public required string? RampedAt { get; init; }

    public required double? RampedPercent { get; init; }

    public required string? HeldAt { get; init; }

    public required string? HeldBy { get; init; }

    public required string? HeldBecause { get; init; }

    public required string? PausedAt { get; init; }

    public required string? PausedBecause { get; init; }

    public required string? ResumedAt { get; init; }

    public required string? ResumedBecause { get; init; }

    public required string? SupersededAt { get; init; }

    public required string? SupersededBy { get; init; }

    public required string? WithdrawnAt { get; init; }

    public required string? WithdrawnBecause { get; init; }

    public required bool RemovedFromDevices { get; init; }

    /// <summary>The name of its rollout rule.</summary>
    public required string Rule { get; init; }

    /// <summary>When the rule looks next; null when it does not.</summary>
    public required string? NextReviewAt { get; init; }

    /// <summary>Tickets issued.</summary>
    public required long Issued { get; init; }

    /// <summary>Requests for tickets that were refused.</summary>
    public required long Refused { get; init; }

    /// <summary>The vulnerabilities that it fixes.</summary>
    public required ImmutableArray<string> Fixes { get; init; }

    public required IEnumerable<TargetView> Targets { get; init; }

    /// <summary>The signals of crash analytics about it.</summary>
    public required IEnumerable<ReleaseRegressionView> Regressions { get; init; }
}

/// <summary>A build that a release changes.</summary>
internal sealed record TargetView
{
    public required string Platform { get; init; }

    public required string Version { get; init; }

    /// <summary>The build before.</summary>
    public required string PrerequisiteBuild { get; init; }

    /// <summary>The build after.</summary>
    public required string Build { get; init; }

    public required long DownloadBytes { get; init; }
}

/// <param name="FalseAlarm">The scenario has no such regression.</param>
/// <param name="Why">In a sentence.</param>
internal sealed record ReleaseRegressionView(
    string At, string Application, string Platform, bool FalseAlarm, string Why);

/// <summary>The devices that have a release, and those to which it is still to come.</summary>
internal sealed record HolderRow
{
    /// <summary>fleet, platform, model, or ring.</summary>
    public required string By { get; init; }

    /// <summary>The platform, model or ring; all for the fleet.</summary>
    public required string Name { get; init; }

    /// <summary>Devices that have it.</summary>
    public required int Having { get; init; }

    /// <summary>Devices to which it is still to come, in one of the following steps.</summary>
    public required int ToCome { get; init; }

    /// <summary>Of these, devices whose Safari runs it already.</summary>
    public required int InSafari { get; init; }

    public required int Offered { get; init; }

    public required int Downloading { get; init; }

    public required int AwaitingTicket { get; init; }

    public required int Preparing { get; init; }

    public required int Staged { get; init; }

    public required int PutOff { get; init; }

    public required int Restarting { get; init; }
}
