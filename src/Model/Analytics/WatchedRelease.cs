using System.Collections.Immutable;
using RsrActors.Model.Platforms;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Analytics;

/// <summary>What the crash-analytics service stores of one response, apart from the counts.</summary>
/// <param name="Since">When its surveillance started; never, before it is published.</param>
/// <param name="History">
/// What was reported of the base until then, by <see cref="Surveillance.CellWithin"/>; empty before.
/// </param>
/// <param name="Findings">Its signals in their order, one at most for each application and platform.</param>
/// <param name="Listed">Applications on the published list, in the scenario's order.</param>
/// <param name="ListDue">When the list is published next; never, when it holds every finding.</param>
/// <param name="Recommendations">The answers that devices reported, by application.</param>
public sealed record WatchedRelease(
    VirtualTime Since,
    ImmutableArray<ReportedUse> History,
    ImmutableArray<RegressionSignal> Findings,
    ImmutableArray<string> Listed,
    VirtualTime ListDue,
    ImmutableArray<RecommendationCount> Recommendations)
{
    public bool IsWatched => !Since.IsNever;

    public static WatchedRelease Unwatched(Surveillance surveillance)
    {
        ArgumentNullException.ThrowIfNull(surveillance);
        return new(
            VirtualTime.Never, [], [], [], VirtualTime.Never,
            [.. new RecommendationCount[surveillance.Applications.Length]]);
    }

    public bool HasSignalled(string application, Platform platform) => Findings.Any(
        finding => finding.Detected.Application == application && finding.Detected.Platform == platform);
}

/// <summary>A signal, with its moment.</summary>
public sealed record RegressionSignal(VirtualTime At, AnalyticsEvent.RegressionDetected Detected);

/// <summary>How people answered the recommendation to remove a response.</summary>
public readonly record struct RecommendationCount(int Accepted, int Declined)
{
    public RecommendationCount With(bool accepted) =>
        accepted ? this with { Accepted = Accepted + 1 } : this with { Declined = Declined + 1 };
}
