using System.Collections.Immutable;
using RsrActors.Model.Platforms;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Analytics;

/// <summary>
/// The rules of the crash-analytics service apart from counting: which responses are watched, and what is published.
/// </summary>
public static class AnalyticsDecider
{
    /// <summary>
    /// Starts the surveillance of a response that is published. What was reported of the base until now becomes the
    /// response's history. The state stays the same when the response is watched already.
    /// </summary>
    public static AnalyticsState Watch(AnalyticsState state, Surveillance surveillance, string release, VirtualTime at)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(surveillance);
        var place = surveillance.ReleaseOf(release);
        if (state.Releases[place - 1].IsWatched)
            return state;
        var history = ImmutableArray.CreateBuilder<ReportedUse>(surveillance.CellsPerRelease);
        for (var application = 0; application < surveillance.Applications.Length; application++)
        {
            foreach (var platform in Enum.GetValues<Platform>())
                history.Add(state.Cells[surveillance.CellOf(0, application, platform)].Total);
        }

        return state.With(place, watched => watched with { Since = at, History = history.MoveToImmutable() });
    }

    /// <summary>
    /// A response's list of affected applications: all for which the test has signalled so far.
    /// </summary>
    public static AnalyticsEvent.AffectedApplicationsPublished Publish(
        AnalyticsState state, Surveillance surveillance, int release)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(surveillance);
        var watched = state.Releases[release - 1];
        ImmutableArray<string> applications =
            [.. surveillance.Applications.Select(one => one.Id).Where(
                id => watched.Findings.Any(finding => finding.Detected.Application == id))];
        return new(
            surveillance.NameOf(release), applications, CrashEvidence.Of(watched, surveillance, applications));
    }
}
