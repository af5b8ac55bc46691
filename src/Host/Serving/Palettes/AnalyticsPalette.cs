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
        new("pValue", 9, IsRight: true), new("rule", 14), new("signalled", 9), new("statistic", 9, IsRight: true),
        new("critical", 9, IsRight: true), new("says", 0));

    private static readonly Table Affected = new(
        new("release", 10), new("publishedAt", 24), new("effectiveAt", 24), new("applications", 20), new("evidence", 0));

    private static readonly Table Regressions = new(
        new("at", 24), new("release", 10), new("application", 12), new("platform", 17), new("rule", 14), new("counts", 6),
        new("crashes", 8, IsRight: true), new("expected", 9, IsRight: true), new("why", 0));

    public static Palette Create(LiveSimulation live)
    {
        var surveillance = new Surveillance(live.Scenario);
        return new("analytics", "Crash analytics: what is reported, and what is made of it.",
        [
            new("applications", "Lists what devices have reported of each application, on the base and under each response.")
            {
                IsListing = true,
                Examples = ["analytics applications"],
                Handler = WhereEnabled(live, async (_, reply, cancelled) =>
                {
                    var (_, state) = await live.CrashAnalytics(cancelled);
                    await List(reply, state, surveillance);
                    return Answer.Done;
                }),
            },
            new("evidence", "Lists how applications do under responses, and what each detection rule says of it now.")
            {
                IsListing = true,
                Switches =
                [
                    FleetSwitches.Release(live) with { Description = "Of this response only.", IsRequired = false },
                    new("rule", "What this rule says only.") { OneOf = DetectionRules.Names },
                ],
                Examples = ["analytics evidence -r 16.5.1-a", "analytics evidence -rule maxsprt -json"],
                Handler = WhereEnabled(live, async (call, reply, cancelled) =>
                {
                    var (at, state) = await live.CrashAnalytics(cancelled);
                    await Evidence.Header(reply);
                    foreach (var standing in CrashStanding.All(state, surveillance, at))
                    {
                        if (call.FindReleaseId is not { } release || release == standing.Release)
                            await Tell(reply, standing, call.Find("rule"));
                    }

                    return Answer.Done;
                }),
            },
            new("affected", "Shows the published list of affected applications, as it stands.")
            {
                IsListing = true,
                Examples = ["analytics affected -json"],
                Handler = WhereEnabled(live, async (_, reply, cancelled) =>
                {
                    await ShowAffected(live, reply, cancelled);
                    return Answer.Done;
                }),
            },
            new("regressions", "Lists the regressions that were detected, by the rule that counts and by those that are only compared.")
            {
                IsListing = true,
                Examples = ["analytics regressions"],
                Handler = WhereEnabled(live, async (_, reply, cancelled) =>
                {
                    await ListRegressions(live, reply, cancelled);
                    return Answer.Done;
                }),
            },
        ]);
    }

    private static CommandHandler WhereEnabled(LiveSimulation live, CommandHandler handler) => live.Scenario.Analytics.Enabled
        ? Guarded(handler)
        : (_, _, _) => Task.FromResult(Answer.Refused(
            $"Scenario '{live.Scenario.Name}' has no crash analytics (analytics.enabled = off): nothing is reported and nothing is counted."));

    private static async Task List(IReply reply, AnalyticsState state, Surveillance surveillance)
    {
        await Applications.Header(reply);
        for (var application = 0; application < surveillance.Applications.Length; application++)
        {
            for (var release = 0; release <= state.Releases.Length; release++)
            {
                foreach (var platform in Enum.GetValues<Platform>())
                {
                    var cell = state.Cells[surveillance.CellOf(release, application, platform)];
                    if (cell.Total.Reports == 0)
                        continue;
                    await Applications.Row(
                        reply, surveillance.Applications[application].Id, release == 0 ? Base : surveillance.NameOf(release),
                        platform.Name, cell.Total.Reports, cell.Devices, cell.CrashedDevices, FixedDecimals.Hours(cell.Total.Milliseconds),
                        cell.Total.Crashes, Rounded(1000 * cell.Total.Crashes / cell.Total.Hours, 3));
                }
            }
        }
    }

    private static async Task Tell(IReply reply, CrashStanding standing, string? only)
    {
        foreach (var rule in standing.Rules.Where(rule => only is null || rule.Name.Equals(only, StringComparison.OrdinalIgnoreCase)))
        {
            await Evidence.Row(
                reply, standing.Release, standing.Application, standing.Platform.Name, standing.Use.Crashes,
                FixedDecimals.Hours(standing.Use.Milliseconds), Rounded(standing.Expected, 2), Rounded(standing.Ratio, 2),
                Significant(standing.PValue), rule.Name, YesOrNo(reply, rule.HasSignalled), Rounded(rule.Statistic, 3),
                Rounded(rule.CriticalValue, 6), rule.Says);
        }
    }

    /// <summary>Each publication of a response's list holds those before it.</summary>
    private static async Task ShowAffected(LiveSimulation live, IReply reply, CancellationToken cancelled)
    {
        await Affected.Header(reply);
        var published = (await live.History(EntityId.CrashAnalytics, cancelled))
            .Where(happened => happened.Event is ServiceEvent.AffectedApplicationsPublished)
            .Select(happened => (happened.At, List: (ServiceEvent.AffectedApplicationsPublished)happened.Event))
            .GroupBy(one => one.List.Release)
            .Select(lists => lists.Last());
        foreach (var (at, list) in published)
        {
            await Affected.Row(
                reply, list.Release, live.Instant(at), live.Instant(at + live.Scenario.CataloguePropagation),
                reply.IsJson ? list.Applications : string.Join(", ", list.Applications), list.Evidence);
        }
    }

    private static async Task ListRegressions(LiveSimulation live, IReply reply, CancellationToken cancelled)
    {
        await Regressions.Header(reply);
        foreach (var happened in await live.History(EntityId.CrashAnalytics, cancelled))
        {
            if (happened.Event is not ServiceEvent.RegressionDetected detected)
                continue;
            await Regressions.Row(
                reply, live.Instant(happened.At), detected.Release, detected.Application, detected.Platform.Name, detected.Rule,
                YesOrNo(reply, detected.Rule == live.Scenario.Analytics.Surveillance.Rule), detected.Crashes,
                Rounded(detected.Expected, 2), detected.Why);
        }
    }

    private static object YesOrNo(IReply reply, bool flag) => reply.IsJson ? flag : flag ? "yes" : "no";

    /// <summary>Null for what is no number, or infinite: JSON knows neither.</summary>
    private static double? Rounded(double? value, int decimals) =>
        value is { } number && double.IsFinite(number) ? Math.Round(number, decimals) : null;

    /// <summary>Chances get small: three digits, wherever they begin.</summary>
    private static double? Significant(double? chance) => chance is { } number
        ? double.Parse(number.ToString("G3", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
        : null;
}
