using System.Globalization;
using RsrActors.Host.Live;
using RsrActors.Model.Analytics;
using RsrActors.Model.Platforms;
using RsrActors.Model.Simulation;
using RsrActors.Model.Statistics;
using RsrActors.Pbm;
using RsrActors.Reports.Numbers;
using static RsrActors.Host.Palettes.CommandHandlers;

namespace RsrActors.Host.Palettes;

/// <summary>Crash analytics: the reports, the results of the sequential test, and the published lists.</summary>
internal static class AnalyticsPalette
{
    private const string Base = "base";

    private static readonly Table Applications = new(
        new("application", 12), new("release", 10), new("platform", 17), new("reports", 9, IsRight: true),
        new("devices", 8, IsRight: true), new("crashedDevices", 14, IsRight: true), new("hours", 12, IsRight: true),
        new("crashes", 8, IsRight: true), new("perThousandHours", 16, IsRight: true), new("low95", 8, IsRight: true),
        new("high95", 8, IsRight: true));

    private static readonly Table Evidence = new(
        new("countedAt", 24), new("release", 10), new("application", 12), new("platform", 17),
        new("crashes", 8, IsRight: true), new("hours", 12, IsRight: true), new("expected", 9, IsRight: true),
        new("ratio", 7, IsRight: true), new("low95", 7, IsRight: true), new("high95", 7, IsRight: true),
        new("pValue", 9, IsRight: true), new("statistic", 9, IsRight: true), new("critical", 9, IsRight: true),
        new("says", 32), new("signalled", 0));

    private static readonly Table Affected = new(
        new("release", 10), new("publishedAt", 24), new("effectiveAt", 24), new("applications", 20),
        new("evidence", 0));

    private static readonly Table Regressions = new(
        new("at", 24), new("release", 10), new("application", 12), new("platform", 17), new("falseAlarm", 10),
        new("crashes", 8, IsRight: true), new("hours", 12, IsRight: true), new("expected", 9, IsRight: true),
        new("why", 0));

    public static Palette Create(LiveSimulation live)
    {
        var surveillance = new Surveillance(live.Scenario);
        return new("analytics", "Crash analytics: reports, evidence, signals and published lists.",
        [
            new(
                "applications",
                "Lists what devices have reported about each application, on the base and under each response.")
            {
                Examples = ["analytics applications"],
                Handler = WhereEnabled(live, async (_, reply, cancelled) =>
                {
                    var (_, state) = await live.CrashAnalytics(cancelled);
                    await List(reply, state, surveillance);
                    return Answer.Done;
                }),
            },
            new(
                "evidence",
                "Lists what is reported under responses so far, what the test says about it, and when it signalled.")
            {
                Switches =
                [
                    FleetSwitches.Release(live) with { Description = "Only this response.", IsRequired = false },
                ],
                Examples = FleetSwitches.Examples(live, "analytics evidence", "analytics evidence -r {release} -json"),
                Handler = WhereEnabled(live, async (call, reply, cancelled) =>
                {
                    var (at, state) = await live.CrashAnalytics(cancelled);
                    var signals = state.Releases.SelectMany(release => release.Findings).ToDictionary(
                        one => (one.Detected.Release, one.Detected.Application, one.Detected.Platform));
                    await ListEvidence(
                        live, reply, at, signals,
                        CrashStanding.All(state, surveillance)
                            .Where(standing => call.FindReleaseId is not { } release || release == standing.Release));
                    return Answer.Done;
                }),
            },
            new(
                "affected",
                "Shows the published list of affected applications, with what was known at each signal that led to it.")
            {
                Examples = ["analytics affected -json"],
                Handler = WhereEnabled(live, async (_, reply, cancelled) =>
                {
                    await ShowAffected(live, reply, cancelled);
                    return Answer.Done;
                }),
            },
            new("regressions", "Lists the signals; some are false alarms.")
            {
                Examples = ["analytics regressions"],
                Handler = WhereEnabled(live, async (_, reply, cancelled) =>
                {
                    await ListRegressions(live, surveillance, reply, cancelled);
                    return Answer.Done;
                }),
            },
        ]);
    }

    private static CommandHandler WhereEnabled(LiveSimulation live, CommandHandler handler)
    {
        return live.Scenario.Analytics.Enabled ? Guarded(handler) : Refuse;

        Task<Answer> Refuse(Call call, IReply reply, CancellationToken cancelled) => Task.FromResult(Answer.Refused(
            $"Scenario '{live.Scenario.Name}' has no crash analytics (analytics.enabled = off): "
            + "nothing is reported and nothing is counted."));
    }

    /// <summary>Devices are counted only under a response, not on the base.</summary>
    private static async Task List(IReply reply, AnalyticsState state, Surveillance surveillance)
    {
        await Applications.Header(reply);
        var rows = 0;
        for (var application = 0; application < surveillance.Applications.Length; application++)
        {
            for (var release = 0; release <= state.Releases.Length; release++)
            {
                foreach (var platform in Enum.GetValues<Platform>())
                {
                    var cell = state.Cells[surveillance.CellOf(release, application, platform)];
                    if (cell.Total.Reports == 0)
                        continue;
                    rows++;
                    var isBase = release == 0;
                    var (low, high) = PoissonMean.Interval(cell.Total.Crashes);
                    var perThousand = 1000 / cell.Total.Hours;
                    await Applications.Row(
                        reply, surveillance.Applications[application].Id, isBase ? Base : surveillance.NameOf(release),
                        platform.Name, cell.Total.Reports, isBase ? null : cell.Devices,
                        isBase ? null : cell.CrashedDevices,
                        FixedDecimals.Hours(cell.Total.Milliseconds), cell.Total.Crashes,
                        Rounded(perThousand * cell.Total.Crashes, 3), Rounded(perThousand * low, 3),
                        Rounded(perThousand * high, 3));
                }
            }
        }

        if (rows == 0)
            await reply.Write("Nothing is reported yet.");
    }

    /// <summary>A signal is shown with its moment and its counts, which differ from the present ones.</summary>
    private static async Task ListEvidence(
        LiveSimulation live, IReply reply, VirtualTime at,
        Dictionary<(string, string, Platform), RegressionSignal> signals, IEnumerable<CrashStanding> standings)
    {
        await Evidence.Header(reply);
        var rows = 0;
        foreach (var standing in standings)
        {
            rows++;
            var signal = signals.GetValueOrDefault((standing.Release, standing.Application, standing.Platform));
            await Evidence.Row(
                reply, live.Instant(at), standing.Release, standing.Application, standing.Platform.Name,
                standing.Use.Crashes, FixedDecimals.Hours(standing.Use.Milliseconds), Significant(standing.Expected),
                Rounded(standing.Ratio, 2), Rounded(standing.Interval.Low, 2), Rounded(standing.Interval.High, 2),
                Significant(standing.PValue), Rounded(standing.Statistic, 3), Rounded(standing.CriticalValue, 6),
                OrDash(reply, standing.Says), OrDash(reply, signal is null ? null : Signalled(live, reply, signal)));
        }

        if (rows == 0)
            await reply.Write("Nothing is reported under a response yet.");
    }

    private static object? OrDash(IReply reply, object? value) => value ?? (reply.IsJson ? null : "-");

    private static object Signalled(LiveSimulation live, IReply reply, RegressionSignal signal)
    {
        var (at, expected) = (live.Instant(signal.At), Significant(signal.Detected.Expected));
        return reply.IsJson
            ? new { At = at, signal.Detected.Crashes, Expected = expected }
            : $"{at}, {HumanText.Count(signal.Detected.Crashes, "crash", "crashes")} where "
                + $"{expected?.ToString(CultureInfo.InvariantCulture)} were expected";
    }

    /// <summary>The last publication of a response's list includes the earlier ones.</summary>
    private static async Task ShowAffected(LiveSimulation live, IReply reply, CancellationToken cancelled)
    {
        await Affected.Header(reply);
        var published = (await live.History(EntityId.CrashAnalytics, cancelled))
            .Where(happened => happened.Event is AnalyticsEvent.AffectedApplicationsPublished)
            .Select(happened => (happened.At, List: (AnalyticsEvent.AffectedApplicationsPublished)happened.Event))
            .GroupBy(one => one.List.Release)
            .Select(lists => lists.Last())
            .ToArray();
        foreach (var (at, list) in published)
        {
            await Affected.Row(
                reply, list.Release, live.Instant(at), live.Instant(at + live.Scenario.CataloguePropagation),
                reply.IsJson ? list.Applications : string.Join(", ", list.Applications), list.Evidence);
        }

        if (published.Length == 0)
            await reply.Write("No application is on the list.");
    }

    private static async Task ListRegressions(
        LiveSimulation live, Surveillance surveillance, IReply reply, CancellationToken cancelled)
    {
        await Regressions.Header(reply);
        var rows = 0;
        foreach (var happened in await live.History(EntityId.CrashAnalytics, cancelled))
        {
            if (happened.Event is not AnalyticsEvent.RegressionDetected detected)
                continue;
            rows++;
            await Regressions.Row(
                reply, live.Instant(happened.At), detected.Release, detected.Application, detected.Platform.Name,
                reply.YesOrNo(surveillance.IsFalseAlarm(detected)), detected.Crashes,
                detected.Counts is { } counts ? FixedDecimals.Hours(counts.Milliseconds) : null,
                Significant(detected.Expected), detected.Why);
        }

        if (rows == 0)
            await reply.Write("Nothing is signalled yet.");
    }

    /// <summary>Null for NaN and for an infinite number, which JSON cannot express.</summary>
    private static double? Rounded(double? value, int decimals) =>
        value is { } number && double.IsFinite(number) ? Math.Round(number, decimals) : null;

    /// <summary>
    /// Three significant digits, because chances and expected counts can be small. Null for NaN and for an infinite
    /// number.
    /// </summary>
    private static double? Significant(double? value) => value is { } number && double.IsFinite(number)
        ? double.Parse(number.ToString("G3", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
        : null;
}
