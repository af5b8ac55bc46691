using System.Collections.Immutable;
using RsrActors.Model.Devices;

namespace RsrActors.Model.Crashes;

/// <summary>Why applications are on the list, in words: the counts as they stand when it is published.</summary>
internal static class CrashEvidence
{
    public static string Of(
        AnalyticsState state, Surveillance surveillance, int release, ImmutableArray<string> applications) =>
        string.Join("; ", applications.SelectMany(id =>
        {
            var application = surveillance.PlaceOf(id);
            return Enum.GetValues<Platform>()
                .Where(platform => state.Cells[surveillance.CellOf(release, application, platform)].Total.Reports > 0)
                .Select(platform => OnPlatform(state, surveillance, release, application, platform))
                .Concat(Answers(id, state.Releases[release - 1].Recommendations[application]));
        }));

    private static string OnPlatform(
        AnalyticsState state, Surveillance surveillance, int release, int application, Platform platform)
    {
        var watched = state.Releases[release - 1];
        var total = state.Cells[surveillance.CellOf(release, application, platform)].Total;
        var population = state.Cells[surveillance.CellOf(0, application, platform)].Total;
        var baseline = surveillance.BaselineOf(release, watched, application, platform);
        var name = $"{surveillance.Applications[application].Id} on {platform.Name}";
        return $"{name}: {total.Crashes} crashes in {total.Hours:0.#} h{Standing(baseline, total)}"
            + Words(surveillance, watched, application, platform) + Beside(total, population);
    }

    private static string Standing(CellBaseline baseline, ReportedUse total) => !baseline.CanBeTested
        ? ", and nothing was reported of the base before: cannot be tested"
        : $" where {baseline.Expected(total):0.##} were expected, log likelihood ratio "
            + $"{baseline.LogLikelihoodRatio(total):0.###}, critical {baseline.CriticalValue:0.######}";

    /// <summary>The sequential test has said all in its numbers; another rule has its own words.</summary>
    private static string Words(Surveillance surveillance, WatchedRelease watched, int application, Platform platform)
    {
        var cell = Surveillance.CellWithin(application, platform);
        var finding = watched.Findings.FirstOrDefault(one => one.Cell == cell);
        return finding is null || surveillance.Settings.Rule == DetectionRules.Sequential
            ? ""
            : $", {surveillance.Settings.Rule}: {finding.Why}";
    }

    private static string Beside(ReportedUse total, ReportedUse population)
    {
        if (total.Milliseconds == 0 || population.Milliseconds == 0)
            return ", nothing on the base to compare with";
        var comparison = new PoissonComparison(CountOf(total), CountOf(population));
        if (population.Crashes == 0)
            return $", no crash in {population.Hours:0.#} h on the base, p {comparison.TwoSided:G3}";
        var (low, high) = comparison.Interval();
        return $", {comparison.RateRatio:0.##} times the rate on the base "
            + $"({population.Crashes} in {population.Hours:0.#} h, 95 % interval {low:0.##} to {high:0.##}, p {comparison.TwoSided:G3})";
    }

    private static IEnumerable<string> Answers(string application, RecommendationCount count)
    {
        if (count != default)
            yield return $"{application}: {count.Accepted} recommendations accepted, {count.Declined} declined";
    }

    private static CountOver CountOf(ReportedUse use) => new(checked((int)use.Crashes), use.Hours);
}
