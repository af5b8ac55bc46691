using System.Collections.Immutable;
using RsrActors.Model.Platforms;
using RsrActors.Model.Simulation;
using RsrActors.Model.Statistics;

namespace RsrActors.Model.Analytics;

/// <summary>
/// How one application under one response on one platform stands: what is counted, what was expected, and what the
/// detection rules make of it. It is a look from outside; nothing follows from it.
/// </summary>
/// <param name="Use">Reported under the response.</param>
/// <param name="OnBase">Reported of the same application and platform without a response.</param>
/// <param name="Expected">
/// Crashes by the baseline in the same hours; not a number when there is nothing to measure against.
/// </param>
/// <param name="Interval">
/// Of <see cref="Ratio"/> at 95 %; not a number when there is nothing to measure against.
/// </param>
/// <param name="Rules">In the order of <see cref="DetectionRules.Names"/>.</param>
public sealed record CrashStanding(
    string Release, string Application, Platform Platform, ReportedUse Use, ReportedUse OnBase, double Expected,
    RatioInterval Interval, ImmutableArray<RuleStanding> Rules)
{
    /// <summary>Crashes as a multiple of what was expected.</summary>
    public double Ratio => Use.Crashes / Expected;

    /// <summary>
    /// Two-sided, of the exact comparison with all that was reported of the base; null when one of both was not used.
    /// </summary>
    public double? PValue => Use.Milliseconds == 0 || OnBase.Milliseconds == 0
        ? null
        : new PoissonComparison(CountOf(Use), CountOf(OnBase)).TwoSided;

    /// <summary>All of which anything is reported under a response that is watched, in the scenario's order.</summary>
    /// <param name="at">Everything reported before is in the state.</param>
    public static IEnumerable<CrashStanding> All(AnalyticsState state, Surveillance surveillance, VirtualTime at)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(surveillance);
        return
            from release in Enumerable.Range(1, state.Releases.Length)
            where state.Releases[release - 1].IsWatched
            from application in Enumerable.Range(0, surveillance.Applications.Length)
            from platform in Enum.GetValues<Platform>()
            where state.Cells[surveillance.CellOf(release, application, platform)].Total.Reports > 0
            select Of(state, surveillance, release, application, platform, surveillance.LatestDayBefore(at));
    }

    private static CrashStanding Of(
        AnalyticsState state, Surveillance surveillance, int release, int application, Platform platform, int day)
    {
        var watched = state.Releases[release - 1];
        var use = state.Cells[surveillance.CellOf(release, application, platform)].Total;
        var baseline = surveillance.BaselineOf(release, watched, application, platform);
        var cell = Surveillance.CellWithin(application, platform);
        var view = day < 0 || !baseline.CanBeTested
            ? null
            : AnalyticsDecider.ViewOn(day, state, surveillance, release, application, platform, baseline);
        return new(
            surveillance.NameOf(release), surveillance.Applications[application].Id, platform, use,
            state.Cells[surveillance.CellOf(0, application, platform)].Total, baseline.Expected(use),
            baseline.Interval(use),
            [
                Sequential(baseline, use, watched.HasSignalled(cell, rule: 0)),
                .. DetectionRules.Daily.Select((rule, i) => new RuleStanding(
                    rule.Name, watched.HasSignalled(cell, i + 1), view is null ? null : WhyOf(rule.Judge(view)),
                    Statistic: null, CriticalValue: null)),
            ]);
    }

    /// <summary>
    /// The critical value of a history can take long to compute, and says nothing while too little happens.
    /// </summary>
    private static RuleStanding Sequential(CellBaseline baseline, ReportedUse use, bool hasSignalled)
    {
        var isCheap = baseline is CellBaseline.Known;
        return new(
            DetectionRules.Sequential, hasSignalled, WhyOf(baseline.Judge(use)),
            baseline.CanBeTested ? baseline.LogLikelihoodRatio(use) : null,
            baseline.CanBeTested && (isCheap || use.Crashes > baseline.Expected(use)) ? baseline.CriticalValue : null);
    }

    private static string? WhyOf(DetectionAdvice advice) => (advice as DetectionAdvice.Signal)?.Why;

    private static CountOver CountOf(ReportedUse use) => new(checked((int)use.Crashes), use.Hours);
}

/// <summary>What one detection rule says.</summary>
/// <param name="HasSignalled">It did once, whatever it says now.</param>
/// <param name="Says">Why it would signal now; null when it would not, or cannot look.</param>
/// <param name="Statistic">The log likelihood ratio; only the sequential test has one.</param>
/// <param name="CriticalValue">At which it signals.</param>
public sealed record RuleStanding(
    string Name, bool HasSignalled, string? Says, double? Statistic, double? CriticalValue);
