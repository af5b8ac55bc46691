using System.Collections.Immutable;
using RsrActors.Model.Platforms;
using RsrActors.Model.Simulation;
using RsrActors.Model.Statistics;

namespace RsrActors.Model.Analytics;

/// <summary>
/// The counts of one application under one response on one platform, what was expected, and what each detection rule
/// says. It is computed for queries only; no decision depends on it.
/// </summary>
/// <param name="Use">Reported under the response.</param>
/// <param name="OnBase">Reported of the same application and platform without a response.</param>
/// <param name="Expected">Crashes that the baseline expects in the same hours of use; NaN without a baseline.</param>
/// <param name="Interval">The 95 % interval of <see cref="Ratio"/>; NaN without a baseline.</param>
/// <param name="Rules">In the order of <see cref="DetectionRules.Names"/>.</param>
public sealed record CrashStanding(
    string Release, string Application, Platform Platform, ReportedUse Use, ReportedUse OnBase, double Expected,
    RatioInterval Interval, ImmutableArray<RuleStanding> Rules)
{
    /// <summary>Crashes divided by the expected crashes.</summary>
    public double Ratio => Use.Crashes / Expected;

    /// <summary>
    /// The two-sided p-value of the exact comparison with all that was reported of the base; null when the response or
    /// the base has no use.
    /// </summary>
    public double? PValue => Use.Milliseconds == 0 || OnBase.Milliseconds == 0
        ? null
        : new PoissonComparison(CountOf(Use), CountOf(OnBase)).TwoSided;

    /// <summary>All of them for which anything is reported under a watched response, in the scenario's order.</summary>
    /// <param name="at">Everything reported before this moment is in the state.</param>
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
    /// With an estimated rate the critical value can take long to compute. It is left out while there are no more
    /// crashes than expected, because the test cannot signal then.
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
/// <param name="HasSignalled">The rule has signalled before, whatever it says now.</param>
/// <param name="Says">
/// The reason for which the rule would signal now; null when it would not, or cannot be applied yet.
/// </param>
/// <param name="Statistic">The log likelihood ratio; only the sequential test has one.</param>
/// <param name="CriticalValue">The statistic's value at which the test signals.</param>
public sealed record RuleStanding(
    string Name, bool HasSignalled, string? Says, double? Statistic, double? CriticalValue);
