using System.Collections.Immutable;
using RsrActors.Model.Platforms;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Analytics;

/// <summary>A device that shares analytics tells the crash-analytics service of one of its days.</summary>
/// <param name="Day">Of the device's own calendar; with the sender it tells one report from another.</param>
public sealed record CrashReport(int Day, Platform Platform, string Model, ImmutableArray<CrashTotal> Totals);

/// <summary>A device that shares analytics tells the service what its person made of a recommendation.</summary>
public sealed record RecommendationReport(string Release, string Application, bool Accepted);

/// <summary>
/// The update service tells the crash-analytics service that a response is published: from now on it is watched.
/// </summary>
public sealed record SurveillanceStarts(string Release);

/// <summary>The crash-analytics service tells the update service that a response does harm.</summary>
public sealed record RegressionAlarm(string Release, ImmutableArray<string> Applications, string Evidence);

/// <summary>
/// The list of affected applications, whole, as the crash-analytics service publishes it each time it grows. A device
/// sees an entry from its first automatic poll on at which the entry is there.
/// </summary>
/// <param name="Version">Counts the changes, from 1; 0 before anything is published.</param>
/// <param name="Entries">Nothing is ever taken off.</param>
public sealed record AffectedApplications(int Version, ImmutableArray<AffectedApplication> Entries)
{
    public static readonly AffectedApplications None = new(0, []);

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

/// <param name="EffectiveAt">From when on it reaches devices.</param>
public sealed record AffectedApplication(string Release, string Application, VirtualTime EffectiveAt);
