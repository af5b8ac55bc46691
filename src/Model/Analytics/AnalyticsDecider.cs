using System.Collections.Immutable;
using RsrActors.Model.Platforms;
using RsrActors.Model.Simulation;

namespace RsrActors.Model.Analytics;

/// <summary>
/// The rules of the crash-analytics service apart from counting: which responses are watched, what the daily rules
/// signal, and what is published.
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

    /// <summary>Applies the daily rules to one day and returns the signals that they have not given before.</summary>
    public static ImmutableArray<AnalyticsEvent> Look(AnalyticsState state, Surveillance surveillance, int day)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(surveillance);
        var signals = ImmutableArray.CreateBuilder<AnalyticsEvent>();
        for (var release = 1; release <= state.Releases.Length; release++)
        {
            if (!state.Releases[release - 1].IsWatched)
                continue;
            for (var application = 0; application < surveillance.Applications.Length; application++)
            {
                foreach (var platform in Enum.GetValues<Platform>())
                    Look(state, surveillance, release, application, platform, day, signals);
            }
        }

        return signals.ToImmutable();
    }

    /// <summary>
    /// A response's list of affected applications: all for which the scenario's rule has signalled so far.
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

    /// <summary>
    /// The counts of one application under one response on one platform, as the daily rules need them.
    /// </summary>
    internal static CrashView ViewOn(
        int day, AnalyticsState state, Surveillance surveillance, int release, int application, Platform platform,
        CellBaseline baseline)
    {
        var newKind = state.Cells[surveillance.CellOf(0, application, platform)].Total.Crashes == 0;
        return state.Cells[surveillance.CellOf(release, application, platform)]
            .ViewOn(day, baseline.PerHour, surveillance.PopulationOf(platform), newKind);
    }

    private static void Look(
        AnalyticsState state, Surveillance surveillance, int release, int application, Platform platform, int day,
        ImmutableArray<AnalyticsEvent>.Builder signals)
    {
        var watched = state.Releases[release - 1];
        var cell = state.Cells[surveillance.CellOf(release, application, platform)];
        var baseline = surveillance.BaselineOf(release, watched, application, platform);
        if (cell.Total.Reports == 0 || !baseline.CanBeTested)
            return;

        var view = ViewOn(day, state, surveillance, release, application, platform, baseline);
        for (var i = 0; i < DetectionRules.Daily.Length; i++)
        {
            if (!watched.HasSignalled(Surveillance.CellWithin(application, platform), rule: i + 1)
                && DetectionRules.Daily[i].Judge(view) is DetectionAdvice.Signal signal)
            {
                signals.Add(new AnalyticsEvent.RegressionDetected(
                    surveillance.NameOf(release), surveillance.Applications[application].Id, platform, signal.Rule,
                    cell.Total.Crashes, baseline.Expected(cell.Total), signal.Why)
                {
                    Counts = SignalCounts.Of(
                        cell.Total, state.Cells[surveillance.CellOf(0, application, platform)].Total),
                });
            }
        }
    }
}
