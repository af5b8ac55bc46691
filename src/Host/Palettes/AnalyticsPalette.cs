using System.Collections.Immutable;
using System.Globalization;
using RsrActors.Host.Live;
using RsrActors.Host.Views;
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

    private static readonly Table<ApplicationRow> Applications = new(
        new("application", 12), new("release", 10), new("platform", 17), new("reports", 9, IsRight: true),
        new("devices", 8, IsRight: true), new("crashedDevices", 14, IsRight: true), new("hours", 12, IsRight: true),
        new("crashes", 8, IsRight: true), new("perThousandHours", 16, IsRight: true), new("low95", 8, IsRight: true),
        new("high95", 8, IsRight: true));

    private static readonly Table<CrashEvidenceRow> Evidence = new(
        new("countedAt", 24), new("release", 10), new("application", 12), new("platform", 17),
        new("crashes", 8, IsRight: true), new("hours", 12, IsRight: true), new("expected", 9, IsRight: true),
        new("ratio", 7, IsRight: true), new("low95", 7, IsRight: true), new("high95", 7, IsRight: true),
        new("pValue", 9, IsRight: true), new("statistic", 9, IsRight: true), new("critical", 9, IsRight: true),
        new("says", 32) { Empty = "-" },
        new("signalled", 0) { Empty = "-", Text = static signal => InWords((SignalView)signal) });

    private static readonly Table<AffectedRow> Affected = new(
        new("release", 10), new("publishedAt", 24), new("effectiveAt", 24),
        new("applications", 20) { Text = static names => string.Join(", ", (ImmutableArray<string>)names) },
        new("evidence", 0));

    private static readonly Table<RegressionRow> Regressions = new(
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
                View = typeof(ApplicationRow),
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
                View = typeof(CrashEvidenceRow),
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
                View = typeof(AffectedRow),
                Handler = WhereEnabled(live, async (_, reply, cancelled) =>
                {
                    await ShowAffected(live, reply, cancelled);
                    return Answer.Done;
                }),
            },
            new("regressions", "Lists the signals; some are false alarms.")
            {
                Examples = ["analytics regressions"],
                View = typeof(RegressionRow),
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
                    await Applications.Row(reply, new()
                    {
                        Application = surveillance.Applications[application].Id,
                        Release = isBase ? Base : surveillance.NameOf(release),
                        Platform = platform.Name,
                        Reports = cell.Total.Reports,
                        Devices = isBase ? null : cell.Devices,
                        CrashedDevices = isBase ? null : cell.CrashedDevices,
                        Hours = FixedDecimals.Hours(cell.Total.Milliseconds),
                        Crashes = cell.Total.Crashes,
                        PerThousandHours = Rounded(perThousand * cell.Total.Crashes, 3),
                        Low95 = Rounded(perThousand * low, 3),
                        High95 = Rounded(perThousand * high, 3),
                    });
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
            await Evidence.Row(reply, new()
            {
                CountedAt = live.Instant(at),
                Release = standing.Release,
                Application = standing.Application,
                Platform = standing.Platform.Name,
                Crashes = standing.Use.Crashes,
                Hours = FixedDecimals.Hours(standing.Use.Milliseconds),
                Expected = Significant(standing.Expected),
                Ratio = Rounded(standing.Ratio, 2),
                Low95 = Rounded(standing.Interval.Low, 2),
                High95 = Rounded(standing.Interval.High, 2),
                PValue = Significant(standing.PValue),
                Statistic = Rounded(standing.Statistic, 3),
                Critical = Rounded(standing.CriticalValue, 6),
                Says = standing.Says,
                Signalled = signal is null
                    ? null
                    : new(live.Instant(signal.At), signal.Detected.Crashes, Significant(signal.Detected.Expected)),
            });
        }

        if (rows == 0)
            await reply.Write("Nothing is reported under a response yet.");
    }

    private static string InWords(SignalView signal) =>
        $"{signal.At}, {HumanText.Count(signal.Crashes, "crash", "crashes")} where "
        + $"{signal.Expected?.ToString(CultureInfo.InvariantCulture)} were expected";

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
            await Affected.Row(reply, new(
                list.Release, live.Instant(at), live.Instant(at + live.Scenario.CataloguePropagation),
                list.Applications, list.Evidence));
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
            await Regressions.Row(reply, new()
            {
                At = live.Instant(happened.At),
                Release = detected.Release,
                Application = detected.Application,
                Platform = detected.Platform.Name,
                FalseAlarm = surveillance.IsFalseAlarm(detected),
                Crashes = detected.Crashes,
                Hours = detected.Counts is { } counts ? FixedDecimals.Hours(counts.Milliseconds) : null,
                Expected = Significant(detected.Expected),
                Why = detected.Why,
            });
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
