using System.Collections.Immutable;
using RsrActors.Model.Devices.States;
using RsrActors.Model.Population;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.Model.Statistics;
using static RsrActors.Model.Devices.States.DeviceEvent;

namespace RsrActors.Model.Devices.Crashes;

/// <summary>Compares a device's crashes of one application before and since a response.</summary>
public static class RemovalAdvice
{
    /// <summary>The name of the rule in a history.</summary>
    public const string ExactRule = "exact";

    public const string StabilityRule = "stability";

    /// <summary>The recommendation to remove an active response; null when the history gives no reason.</summary>
    public static RemovalRecommended? For(
        DeviceState state, string release, string application, VirtualTime at, World world)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(world);
        var settings = world.Scenario.Analytics.Recommendation;
        var place = world.PlaceOfApplication(application);
        var totals = new DailyTotals(world, state);
        var before = totals.Of(world.Fleet.Applications[place], null, state.Diary.BaseSince, at);
        var since = totals.Of(world.Fleet.Applications[place], release, state.Diary.BaseSince, at);
        return settings.Test == DeviceTest.Exact
            ? Exact(release, application, Sum(before), Sum(since), settings)
            : Stability(release, application, before, since, settings);
    }

    private static RemovalRecommended? Exact(
        string release, string application, UseTotal before, UseTotal since, RecommendationSettings settings)
    {
        if (before.Used == TimeSpan.Zero || since.Used == TimeSpan.Zero)
            return null;
        var comparison = Compare(before, since);
        return comparison.RateRatio > 1 && comparison.TwoSided <= settings.Significance
            ? Recommend(release, application, ExactRule, before, since)
            : null;
    }

    /// <summary>
    /// A day with both contents is left out on both sides: the stability rule accepts no such day.
    /// </summary>
    private static RemovalRecommended? Stability(
        string release, string application, ImmutableArray<DailyUse> before, ImmutableArray<DailyUse> since,
        RecommendationSettings settings)
    {
        var mixed = before.Select(day => day.Day).Intersect(since.Select(day => day.Day)).ToImmutableHashSet();
        var judgement = settings.Stability.Judge(
            before.RemoveAll(day => mixed.Contains(day.Day)).AsSpan(),
            since.RemoveAll(day => mixed.Contains(day.Day)).AsSpan());

        // The worst day may have been the only one; then there is nothing to compare.
        return judgement.Verdict == StabilityVerdict.Degraded
            && judgement.Before.Used > TimeSpan.Zero && judgement.Since.Used > TimeSpan.Zero
            ? Recommend(release, application, StabilityRule, judgement.Before, judgement.Since)
            : null;
    }

    private static RemovalRecommended Recommend(
        string release, string application, string rule, UseTotal before, UseTotal since) =>
        new(
            release, application, rule, before.Crashes, before.Used.TotalHours, since.Crashes, since.Used.TotalHours,
            Compare(before, since).TwoSided);

    private static PoissonComparison Compare(UseTotal before, UseTotal since) => new(
        new(since.Crashes, since.Used.TotalHours), new(before.Crashes, before.Used.TotalHours));

    private static UseTotal Sum(ImmutableArray<DailyUse> days)
    {
        var sum = default(UseTotal);
        foreach (var day in days)
            sum += day;
        return sum;
    }
}
