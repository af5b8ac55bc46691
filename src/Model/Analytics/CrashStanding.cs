using RsrActors.Model.Platforms;
using RsrActors.Model.Statistics;

namespace RsrActors.Model.Analytics;

/// <summary>
/// The counts of one application under one response on one platform, what was expected, and what the sequential test
/// says. It is computed for queries only; no decision depends on it.
/// </summary>
/// <param name="Use">Reported under the response.</param>
/// <param name="OnBase">Reported of the same application and platform without a response.</param>
/// <param name="Expected">Crashes that the baseline expects in the same hours of use; NaN without a baseline.</param>
/// <param name="Interval">The 95 % interval of <see cref="Ratio"/>; NaN without a baseline.</param>
/// <param name="Says">
/// The reason for which the test would signal now; null when it would not, or cannot be applied.
/// </param>
/// <param name="Statistic">The log likelihood ratio; null without a baseline.</param>
/// <param name="CriticalValue">
/// The value of the statistic at which the test signals; null without a baseline. With an estimated rate it can take
/// long to compute, and is null while there are no more crashes than expected, because the test cannot signal then.
/// </param>
public sealed record CrashStanding(
    string Release, string Application, Platform Platform, ReportedUse Use, ReportedUse OnBase, double Expected,
    RatioInterval Interval, string? Says, double? Statistic, double? CriticalValue)
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
    public static IEnumerable<CrashStanding> All(AnalyticsState state, Surveillance surveillance)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(surveillance);
        return
            from release in Enumerable.Range(1, state.Releases.Length)
            where state.Releases[release - 1].IsWatched
            from application in Enumerable.Range(0, surveillance.Applications.Length)
            from platform in Enum.GetValues<Platform>()
            where state.Cells[surveillance.CellOf(release, application, platform)].Total.Reports > 0
            select Of(state, surveillance, release, application, platform);
    }

    private static CrashStanding Of(
        AnalyticsState state, Surveillance surveillance, int release, int application, Platform platform)
    {
        var use = state.Cells[surveillance.CellOf(release, application, platform)].Total;
        var baseline = surveillance.BaselineOf(release, state.Releases[release - 1], application, platform);
        var isCheap = baseline is CellBaseline.Known;
        return new(
            surveillance.NameOf(release), surveillance.Applications[application].Id, platform, use,
            state.Cells[surveillance.CellOf(0, application, platform)].Total, baseline.Expected(use),
            baseline.Interval(use), baseline.Judge(use),
            baseline.CanBeTested ? baseline.LogLikelihoodRatio(use) : null,
            baseline.CanBeTested && (isCheap || use.Crashes > baseline.Expected(use)) ? baseline.CriticalValue : null);
    }

    private static CountOver CountOf(ReportedUse use) => new(checked((int)use.Crashes), use.Hours);
}
