using System.Collections.Immutable;
using System.Globalization;
using RsrActors.Model.Platforms;
using RsrActors.Model.Statistics;

namespace RsrActors.Model.Analytics;

/// <summary>
/// The evidence for the applications on the list, as text: what was reported by each signal, and the moment of the
/// signal. Reports that come after a signal do not change its text.
/// </summary>
internal static class CrashEvidence
{
    public static string Of(
        WatchedRelease watched, Surveillance surveillance, ImmutableArray<string> applications) =>
        string.Join("; ", applications.SelectMany(id => watched.Findings
            .Where(finding => finding.Detected.Application == id)
            .OrderBy(finding => finding.Detected.Platform)
            .Select(finding => OfSignal(finding, surveillance.Scenario.Start))
            .Concat(Answers(id, watched.Recommendations[surveillance.PlaceOf(id)]))));

    private static string OfSignal(RegressionSignal finding, DateTimeOffset start)
    {
        var detected = finding.Detected;
        var moment = start.UtcDateTime.AddMilliseconds(finding.At.Milliseconds)
            .ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        return $"{detected.Application} on {detected.Platform.Name}, maxsprt at {moment}: {detected.Why}"
            + Reported(detected);
    }

    private static string Reported(AnalyticsEvent.RegressionDetected detected)
    {
        if (detected.Counts is not { } counts)
            return "";
        var use = counts.Use(detected.Crashes);
        return $"; reported by then: {CrashWords.Crashes(use.Crashes)} in {use.Hours:0.#} h of use where "
            + $"{CrashWords.Expected(detected.Expected)} were expected" + ComparedWithBase(use, counts.OnBase);
    }

    private static string ComparedWithBase(ReportedUse use, ReportedUse onBase)
    {
        if (use.Milliseconds == 0 || onBase.Milliseconds == 0)
            return ", nothing on the base to compare with";
        var comparison = new PoissonComparison(CountOf(use), CountOf(onBase));
        var p = $"p {comparison.TwoSided:G3}";
        if (onBase.Crashes == 0)
            return $", no crash in {onBase.Hours:0.#} h on the base, {p}";
        var (low, high) = comparison.Interval();
        return $", {comparison.RateRatio:0.##} times the rate on the base "
            + $"({onBase.Crashes} in {onBase.Hours:0.#} h, 95 % interval {low:0.##} to {high:0.##}, {p})";
    }

    private static IEnumerable<string> Answers(string application, RecommendationCount count)
    {
        if (count != default)
        {
            yield return $"{application}: {Words.Count(count.Accepted, "recommendation", "recommendations")} accepted, "
                + $"{count.Declined} declined by the publication of this list";
        }
    }

    private static CountOver CountOf(ReportedUse use) => new(checked((int)use.Crashes), use.Hours);
}
