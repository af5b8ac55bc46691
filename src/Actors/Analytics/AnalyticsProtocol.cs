using System.Collections.Immutable;
using RsrActors.Model.Analytics;

namespace RsrActors.Actors.Analytics;

/// <summary>The Akka messages between the crash-analytics service and its counters.</summary>
public static class AnalyticsProtocol
{
    /// <summary>Count these reports. Answered by <see cref="Counted"/>, unless the counter dies.</summary>
    /// <param name="Reports">Of several applications, each with its cells: a counter keeps no state.</param>
    /// <param name="Deadly">The counter dies of this request, once.</param>
    public sealed record Count(
        ImmutableArray<ApplicationReports> Reports, ImmutableArray<WatchedRelease> Releases, bool Deadly);

    public sealed record Counted(ImmutableArray<ApplicationCounts> Counts);

    /// <summary>A restarted counter asks for its request again.</summary>
    public sealed record Ready;
}
