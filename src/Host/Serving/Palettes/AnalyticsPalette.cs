using System.Globalization;
using RsrActors.Host.Pbm;
using RsrActors.Host.Reports;
using RsrActors.Model.Crashes;
using RsrActors.Model.Devices;
using RsrActors.Model.Simulation;
using static RsrActors.Host.Serving.Palettes.CommandHandlers;

namespace RsrActors.Host.Serving.Palettes;

/// <summary>Crash analytics: what was reported, what the detection rules make of it, what was published.</summary>
internal static class AnalyticsPalette
{
    private const string Base = "base";

    private static readonly Table Applications = new(
        new("application", 12), new("release", 10), new("platform", 17), new("reports", 9, IsRight: true),
        new("devices", 8, IsRight: true), new("crashedDevices", 14, IsRight: true), new("hours", 12, IsRight: true),
        new("crashes", 8, IsRight: true), new("perThousandHours", 16, IsRight: true));

    private static readonly Table Evidence = new(
        new("release", 10), new("application", 12), new("platform", 17), new("crashes", 8, IsRight: true),
        new("hours", 12, IsRight: true), new("expected", 9, IsRight: true), new("ratio", 7, IsRight: true),
        new("pValue", 9, IsRight: true), new("statistic", 9, IsRight: true), new("critical", 9, IsRight: true),
        new("signalled", 32), new("says", 0));

    private static readonly Table Affected = new(
        new("release", 10), new("publishedAt", 24), new("effectiveAt", 24), new("applications", 20),
        new("evidence", 0));

    private static readonly Table Regressions = new(
        new("at", 24), new("release", 10), new("application", 12), new("platform", 17), new("rule", 14),
        new("counts", 6),
        new("crashes", 8, IsRight: true), new("expected", 9, IsRight: true), new("why", 0));

    public static Palette Create(LiveSimulation live)
    {
        var surveillance = new Surveillance(live.Scenario);
        return new("analytics", "Crash analytics: what is reported, and what is made of it.",
        [
            new(
                "applications",
                "Lists what devices have reported of each application, on the base and under each response.")
            {
                Examples = ["analytics applications"],
                Handler = WhereEnabled(live, async (_, reply, cancelled) =>
                {
                    var (_, state) = await live.CrashAnalytics(cancelled);
                    await List(reply, state, surveillance);
                    return Answer.Done;
                }),
            },
            new("evidence", "Lists how applications do under responses, and what the detection rules say of it at present.")
            {
                Switches =
                [
                    FleetSwitches.Release(live) with { Description = "Of this response only.", IsRequired = false },
                ],
                Examples = FleetSwitches.Examples(live, "analytics evidence", "analytics evidence -r {release} -json"),
                Handler = WhereEnabled(live, async (call, reply, cancelled) =>
                {
                    var (at, state) = await live.CrashAnalytics(cancelled);
                    await ListEvidence(
                        reply, CrashStanding.All(state, surveillance, at)
                            .Where(standing => call.FindReleaseId is not { } release || release == standing.Release));
                    return Answer.Done;
                }),
            },
            new("affected", "Shows the published list of affected applications, as it stands.")
            {
                Examples = ["analytics affected -json"],
                Handler = WhereEnabled(live, async (_, reply, cancelled) =>
                {
                    await ShowAffected(live, reply, cancelled);
                    return Answer.Done;
                }),
            },
            new(
                "regressions",
                "Lists the regressions that were detected, by the rule that counts and by those that are only compared.")
            {
                Examples = ["analytics regressions"],
                Handler = WhereEnabled(live, async (_, reply, cancelled) =>
                {
                    await ListRegressions(live, reply, cancelled);
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

    /// <summary>Devices are told from each other under a response only.</summary>
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
                    await Applications.Row(
                        reply, surveillance.Applications[application].Id, isBase ? Base : surveillance.NameOf(release),
                        platform.Name, cell.Total.Reports, isBase ? null : cell.Devices,
                        isBase ? null : cell.CrashedDevices,
                        FixedDecimals.Hours(cell.Total.Milliseconds), cell.Total.Crashes,
                        Rounded(1000 * cell.Total.Crashes / cell.Total.Hours, 3));
                }
            }
        }

        if (rows == 0)
            await reply.Write("Nothing is reported yet.");
    }

    /// <summary>Only the sequential test has a statistic; the daily rules speak of the last day that is over.</summary>
    private static async Task ListEvidence(IReply reply, IEnumerable<CrashStanding> standings)
    {
        await Evidence.Header(reply);
        var rows = 0;
        foreach (var standing in standings)
        {
            rows++;
            var sequential = standing.Rules[0];
            var signalled = standing.Rules.Where(rule => rule.HasSignalled).Select(rule => rule.Name);
            var says = standing.Rules.Where(rule => rule.Says is not null);
            await Evidence.Row(
                reply, standing.Release, standing.Application, standing.Platform.Name, standing.Use.Crashes,
                FixedDecimals.Hours(standing.Use.Milliseconds), Rounded(standing.Expected, 2),
                Rounded(standing.Ratio, 2),
                Significant(standing.PValue), Rounded(sequential.Statistic, 3), Rounded(sequential.CriticalValue, 6),
                reply.IsJson ? signalled : string.Join(", ", signalled.DefaultIfEmpty("-")),
                reply.IsJson
                    ? says.Select(rule => new { Rule = rule.Name, Why = rule.Says })
                    : string.Join("; ", says.Select(rule => $"{rule.Name}: {rule.Says}").DefaultIfEmpty("-")));
        }

        if (rows == 0)
            await reply.Write("Nothing is reported under a response yet.");
    }

    /// <summary>Each publication of a response's list holds those before it.</summary>
    private static async Task ShowAffected(LiveSimulation live, IReply reply, CancellationToken cancelled)
    {
        await Affected.Header(reply);
        var published = (await live.History(EntityId.CrashAnalytics, cancelled))
            .Where(happened => happened.Event is ServiceEvent.AffectedApplicationsPublished)
            .Select(happened => (happened.At, List: (ServiceEvent.AffectedApplicationsPublished)happened.Event))
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

    private static async Task ListRegressions(LiveSimulation live, IReply reply, CancellationToken cancelled)
    {
        await Regressions.Header(reply);
        var rows = 0;
        foreach (var happened in await live.History(EntityId.CrashAnalytics, cancelled))
        {
            if (happened.Event is not ServiceEvent.RegressionDetected detected)
                continue;
            rows++;
            await Regressions.Row(
                reply, live.Instant(happened.At), detected.Release, detected.Application, detected.Platform.Name,
                detected.Rule, reply.YesOrNo(detected.Rule == live.Scenario.Analytics.Surveillance.Rule),
                detected.Crashes, Rounded(detected.Expected, 2), detected.Why);
        }

        if (rows == 0)
            await reply.Write("Nothing is detected.");
    }

    /// <summary>Null for what is no number, or infinite: JSON knows neither.</summary>
    private static double? Rounded(double? value, int decimals) =>
        value is { } number && double.IsFinite(number) ? Math.Round(number, decimals) : null;

    /// <summary>Chances get small: three digits, wherever they begin.</summary>
    private static double? Significant(double? chance) => chance is { } number
        ? double.Parse(number.ToString("G3", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
        : null;
}
