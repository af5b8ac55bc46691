using System.Collections.Immutable;
using RsrActors.Model.Platforms;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Analytics;

/// <summary>The report of one day, from a device that shares analytics to the crash-analytics service.</summary>
/// <param name="Day">A day of the device's own calendar. Sender and day identify a report.</param>
public sealed record CrashReport(int Day, Platform Platform, string Model, ImmutableArray<CrashTotal> Totals);

/// <summary>
/// A person's answer to a recommendation, from a device that shares analytics to the crash-analytics service.
/// </summary>
public sealed record RecommendationReport(string Release, string Application, bool Accepted);

/// <summary>
/// A response is published, and its surveillance starts now: from the update service to the crash-analytics service.
/// </summary>
public sealed record SurveillanceStarts(string Release);

/// <summary>A response does harm: from the crash-analytics service to the update service.</summary>
public sealed record RegressionAlarm(string Release, ImmutableArray<string> Applications, string Evidence);

/// <summary>
/// The whole list of affected applications, as the crash-analytics service publishes it each time it grows. A device
/// uses an entry from its first automatic poll at or after <see cref="AffectedApplication.EffectiveAt"/>.
/// </summary>
/// <param name="Version">The number of changes so far; 0 before the first one is published.</param>
/// <param name="Entries">Entries are added and never removed.</param>
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

/// <param name="EffectiveAt">The moment from which on the entry reaches devices.</param>
public sealed record AffectedApplication(string Release, string Application, VirtualTime EffectiveAt);
