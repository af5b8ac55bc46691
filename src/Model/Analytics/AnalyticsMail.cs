using System.Collections.Immutable;
using RsrActors.Model.Platforms;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Analytics;

/// <summary>The report of one day, from a device that shares analytics to the crash-analytics service.</summary>
/// <param name="Day">A day of the device's own calendar. Sender and day identify a report.</param>
public sealed record CrashReport(int Day, Platform Platform, string Model, ImmutableArray<CrashTotal> Totals)
{
    /// <summary>
    /// The software update whose build is the base when the report is sent; null when no rollout rule reads it, and
    /// before the first update.
    /// </summary>
    public string? OnUpdate { get; init; }

    /// <summary>The ring of the device; empty when no rollout rule reads it.</summary>
    public string Ring { get; init; } = "";
}

/// <summary>
/// A release is published whose rollout rule reads use and crashes: from the update service to crash analytics.
/// </summary>
public sealed record RolloutStarts(string Release);

/// <summary>
/// A person's answer to a recommendation, from a device that shares analytics to the crash-analytics service.
/// </summary>
public sealed record RecommendationReport(string Release, string Application, bool Accepted);

/// <summary>
/// A response is published, and its surveillance starts now: from the update service to the crash-analytics service.
/// </summary>
public sealed record SurveillanceStarts(string Release);

/// <summary>
/// The list of the applications that a response affects has grown: from the crash-analytics service to the update
/// service.
/// </summary>
public sealed record ListPublished(string Release, ImmutableArray<string> Applications);

/// <summary>
/// The whole list of affected applications, as the crash-analytics service publishes it each time it grows. The answer
/// to a device's query has the entries whose <see cref="AffectedApplication.EffectiveAt"/> was not after the query.
/// </summary>
/// <param name="Version">The number of changes so far; 0 before the first one is published.</param>
/// <param name="Entries">Entries are added and never removed.</param>
public sealed record AffectedApplications(int Version, ImmutableArray<AffectedApplication> Entries)
{
    public static readonly AffectedApplications None = new(0, []);

    /// <summary>The version that a query at a moment is answered with.</summary>
    public int VersionAt(VirtualTime at)
    {
        // One publication adds entries of one response, and each publication is one version.
        var later = 0;
        var counted = (Release: "", VirtualTime.Never);
        foreach (var entry in Entries)
        {
            if (entry.EffectiveAt <= at || (entry.Release, entry.EffectiveAt) == counted)
                continue;
            counted = (entry.Release, entry.EffectiveAt);
            later++;
        }

        return Math.Max(0, Version - later);
    }

    /// <summary>The moment from which on a query is answered with a version above this one; never for none.</summary>
    public VirtualTime NewerThan(int version)
    {
        if (version >= Version)
            return VirtualTime.Never;
        foreach (var entry in Entries)
        {
            if (VersionAt(entry.EffectiveAt) > version)
                return entry.EffectiveAt;
        }

        return VirtualTime.Never;
    }

    /// <summary>Whether a version of the list names an application of a response.</summary>
    public bool Names(string release, string application, int version) =>
        Find(release, application) is { } entry && VersionAt(entry.EffectiveAt) <= version;

    public AffectedApplication? Find(string release, string application)
    {
        foreach (var entry in Entries)
        {
            if (entry.Release == release && entry.Application == application)
                return entry;
        }

        return null;
    }
}

/// <param name="EffectiveAt">The moment from which on the entry reaches devices.</param>
public sealed record AffectedApplication(string Release, string Application, VirtualTime EffectiveAt);
