using System.Collections.Immutable;
using RsrActors.Model.Scenarios;
using RsrActors.Model.Simulation;
using RsrActors.Reports.Figures;
using RsrActors.Scenarios.Hocon;
using RsrActors.Texts;
using static RsrActors.Laboratory.Measures.MeasureKind;
using static RsrActors.Laboratory.Measures.ReportReadings;
using static RsrActors.Model.Statistics.Comparisons.Better;

namespace RsrActors.Laboratory.Measures;

/// <summary>The measures, in the order of their columns.</summary>
public static class MeasureList
{
    private const string Analytics = "a scenario with crash analytics";

    /// <summary>The shares of the fleet for which times are given.</summary>
    private static readonly ImmutableArray<(int Percent, Func<MilestoneFigures, decimal?> Of)> Milestones =
    [
        (50, static times => times.SecondsTo50),
        (90, static times => times.SecondsTo90),
        (95, static times => times.SecondsTo95),
        (99, static times => times.SecondsTo99),
    ];

    /// <summary>Those that every experiment has. None can be negative.</summary>
    public static readonly ImmutableArray<Measure> Shipped =
    [
        .. All.Select(NotNegative),
    ];

    private static ImmutableArray<Measure> All =>
    [
        .. Milestones.Select(milestone => new Measure(
            $"time-to-{milestone.Percent}", "h", Smaller, Time,
            $"Hours until {milestone.Percent} % of the devices were protected from the vulnerability that took "
            + "longest; without vulnerabilities, hours from the publication of the last response until it had been "
            + "active on so many.",
            run => TimeTo(run.Report, milestone.Of))
        {
            Longest = LongestToProtection,
        }),
        new(
            "exposed-hours", "device-hours", Smaller, Amount,
            "Hours for which devices were exposed, summed over devices and vulnerabilities; without "
            + "vulnerabilities, hours since a publication without the response, on a build that it is for.",
            static run => (double)ExposedHours(run.Report))
        {
            AppliesTo = static scenario => !scenario.Vulnerabilities.IsEmpty || scenario.Analytics.Enabled,
            Needs = "a scenario with vulnerabilities or crash analytics",
        },
        new(
            "share-at-halt", "share", Smaller, Amount,
            "Share of the fleet on which a response was active at least once by the first halt of a rule; without a "
            + "halt, by the end.",
            static run => (double)run.Rollout.ReachedAtHalt / run.Report.Devices)
        {
            IsOfHarm = true,
        },
        new(
            "share-at-end", "share", Larger, Amount,
            "Share of the fleet that has the fixes of the newest response at the end.",
            static run => run.Report.Protection is { Figures: var count }
                ? (double)count.Protected / count.Devices
                : 0),
        OfCrashes(
            "devices-harmed", "devices",
            "Devices with at least one crash that a response caused; a device counts once for each response.",
            static release => release.DevicesHit),
        OfCrashes(
            "crashes-caused", "crashes", "Crashes that responses added to those of the base.",
            static release => release.CrashesCaused),
        new(
            "detected", "yes/no", Larger, YesNo,
            "Whether crash analytics detected harm where there was harm.",
            static run => double.IsFinite(DetectedAfter(run.Report)) ? 1 : 0)
        {
            AppliesTo = HasAnalytics,
            Needs = Analytics,
        },
        new(
            "detected-after", "h", Smaller, Time,
            "Hours from the publication until crash analytics detected harm where there was harm.",
            static run => DetectedAfter(run.Report))
        {
            Longest = LongestFromPublication,
            AppliesTo = HasAnalytics,
            Needs = Analytics,
        },
        new(
            "halted", "yes/no", Larger, YesNo,
            "Whether the rollout rule halted or withdrew a release, harmful or not.",
            static run => run.Rollout.HaltedAfter is null ? 0 : 1)
        {
            IsOfHarm = true,
        },
        new(
            "halted-after", "h", Smaller, Time,
            "Hours from the publication until the rollout rule halted or withdrew the release.",
            static run => run.Rollout.HaltedAfter?.TotalHours ?? double.PositiveInfinity)
        {
            Longest = LongestFromPublication,
            IsOfHarm = true,
        },
        new(
            "false-halt", "yes/no", Smaller, YesNo,
            "Whether the rollout rule halted or withdrew a release that has no regression. Faults of the scenario, "
            + "such as devices that do not start, are no regression.",
            static run => run.Rollout.IsFalseHalt ? 1 : 0),
        new(
            "withdrawn", "yes/no", Smaller, YesNo,
            "Whether a response was withdrawn, by a rule, by crash analytics or by the script.",
            static run => run.Report.Releases.Any(release => release.WithdrawnSeconds is not null) ? 1 : 0),
        new(
            "withdrawn-after", "h", Smaller, Time,
            "Hours from the publication of a response until it was withdrawn.",
            static run => run.Report.Releases.Select(WithdrawnAfter).Earliest())
        {
            Longest = LongestFromPublication,
        },
        new(
            "removed", "devices", Smaller, Amount,
            "Devices from which a response was removed, by a person, the vendor or a failed start; a device counts "
            + "once for each response.",
            static run => run.Report.Releases.Sum(release => release.Removed)),
        new(
            "last-off", "h", Smaller, Time,
            "Hours from the publication until no device ran the response on which a harmed application had crashed "
            + "under it; 0 when there was no such device.",
            static run => run.Report.Crashing().SelectMany(release => release.Applications)
                .Select(LastOff).DefaultIfEmpty(0).Max())
        {
            Longest = LongestFromPublication,
            AppliesTo = HasAnalytics,
            Needs = Analytics,
        },
        OfCrashes(
            "recommendations", "recommendations", "Recommendations to remove a response that devices showed.",
            static release => release.Recommendations.Shown),
        new(
            "bytes-downloaded", "bytes", Smaller, Amount,
            "Bytes of all downloads of mechanisms and platforms with an installation, from the means of the report.",
            static run => run.Report.Effort.Sum(row => (double)row.BytesDownloaded * row.Installations)),
        new(
            "signing-peak", "requests", Smaller, Amount,
            "The most requests for tickets in one hour, counted from the scenario's start.",
            static run => run.Rollout.TicketsInPeakHour),
        new(
            "downtime", "device-hours", Smaller, Amount,
            "Hours in which restarts into a response or a software update made devices unusable, summed over devices.",
            static run => run.Rollout.Downtime.TotalHours),
        EnforcementMeasures.BeforeDeadline,
        EnforcementMeasures.HourAfterDeadline,
        new(
            "time-to-95-in-contact", "h", Smaller, Time,
            "Hours from the publication of the last response until it had been active on 95 % of the eligible devices "
            + "that were in contact at the start; all eligible devices, where none was silent.",
            static run => TimeInContact(run.Report))
        {
            Longest = static scenario => scenario.Duration - Publications(scenario).Max(),
            AppliesTo = PublishesResponse,
            Needs = "a scenario whose script publishes a response",
        },
    ];

    /// <summary>What tables show when no measure is named; those that apply.</summary>
    public static readonly ImmutableArray<string> Usual =
        ["exposed-hours", "devices-harmed", "halted-after", "share-at-halt"];

    /// <summary>
    /// The columns of an experiment: those of <see cref="Shipped"/>; and where its scenarios have several
    /// vulnerabilities, times and hours for each of them.
    /// </summary>
    public static ImmutableArray<Measure> For(IEnumerable<Scenario> scenarios)
    {
        string[] flaws =
        [
            .. scenarios.SelectMany(scenario => scenario.Vulnerabilities.Select(flaw => flaw.Id))
                .Distinct(StringComparer.Ordinal),
        ];
        return flaws.Length < 2 ? Shipped : [.. Shipped, .. flaws.SelectMany(OfVulnerability).Select(NotNegative)];
    }

    /// <summary>What is wrong with the name of a measure; null when there is such a measure.</summary>
    public static string? Objection(string name, ImmutableArray<Measure> measures) =>
        measures.Any(measure => measure.Name == name)
            ? null
            : Unknown(name, measures.Select(measure => measure.Name));

    /// <summary>Says that there is no such measure, and which ones are like it.</summary>
    internal static string Unknown(string name, IEnumerable<string> known) =>
        $"there is no measure '{ValueText.Shorten(name)}'"
        + (NearestWord.Like(name, known) is { Count: > 0 } like
            ? $"; did you mean {string.Join(" or ", like)}?"
            : ".")
        + " 'rsr measures' lists all.";

    /// <summary>Of counts, shares, times and amounts.</summary>
    private static Measure NotNegative(Measure measure) => measure with { Least = 0 };

    private static Measure OfCrashes(string name, string unit, string meaning, Func<ReleaseCrashFigures, long> count) =>
        new(name, unit, Smaller, Amount, meaning, run => run.Report.Crashing().Sum(count))
        {
            AppliesTo = HasAnalytics,
            Needs = Analytics,
        };

    private static IEnumerable<Measure> OfVulnerability(string id)
    {
        foreach (var (percent, of) in Milestones)
        {
            yield return new(
                $"time-to-{percent}.{id}", "h", Smaller, Time,
                $"Hours until {percent} % of the devices were protected from {id}.",
                run => Hours(of(Find(run.Report).ProtectedAfter)))
            {
                Longest = scenario => LongestSince(scenario, scenario.Vulnerabilities.First(flaw => flaw.Id == id)),
                AppliesTo = Has,
                Needs = $"a scenario with {id}",
            };
        }

        yield return new(
            $"exposed-hours.{id}", "device-hours", Smaller, Amount, $"Hours for which devices were exposed to {id}.",
            run => (double)Find(run.Report).ExposedHours)
        {
            AppliesTo = Has,
            Needs = $"a scenario with {id}",
        };

        bool Has(Scenario scenario) => scenario.Vulnerabilities.Any(flaw => flaw.Id == id);

        ExposureFigures Find(Report report) => report.Vulnerabilities!.Value.First(flaw => flaw.Id == id).OfFleet();
    }

    private static TimeSpan LongestToProtection(Scenario scenario) => scenario.Vulnerabilities.IsEmpty
        ? scenario.Duration - Publications(scenario).Max()
        : scenario.Vulnerabilities.Max(flaw => LongestSince(scenario, flaw));

    /// <summary>A flaw that was known before the run counts from its start.</summary>
    private static TimeSpan LongestSince(Scenario scenario, Vulnerability flaw) =>
        scenario.Duration - (flaw.Known > TimeSpan.Zero ? flaw.Known : TimeSpan.Zero);

    private static TimeSpan LongestFromPublication(Scenario scenario) =>
        scenario.Duration - Publications(scenario).Min();

    /// <summary>When the script publishes releases; the start when it publishes none.</summary>
    private static IEnumerable<TimeSpan> Publications(Scenario scenario) => scenario.Publications
        .Select(published => published.At - VirtualTime.Zero)
        .DefaultIfEmpty(TimeSpan.Zero);

    private static bool PublishesResponse(Scenario scenario) => scenario.Publications.Any(
        published => scenario.Releases.Any(release => release.Id == published.Release));

    private static bool HasAnalytics(Scenario scenario) => scenario.Analytics.Enabled;

    private static double TimeTo(Report report, Func<MilestoneFigures, decimal?> of) =>
        report.Vulnerabilities is { } flaws
            ? flaws.Max(flaw => Hours(of(flaw.OfFleet().ProtectedAfter)))
            : report.LastReach() is { } reach ? Hours(of(reach)) : double.PositiveInfinity;

    private static decimal ExposedHours(Report report) => report.Vulnerabilities is { } flaws
        ? flaws.Sum(flaw => flaw.OfFleet().ExposedHours)
        : report.Crashing().Sum(release => release.DeviceHoursVulnerable);

    private static double DetectedAfter(Report report) => report.Crashing()
        .Where(release => release.PairsHarmed > 0)
        .Select(release => Hours(release.SecondsToDetection))
        .Earliest();

    private static double WithdrawnAfter(ReleaseFigures release) =>
        Hours(release.WithdrawnSeconds - release.PublishedSeconds);

    private static double LastOff(ApplicationCrashFigures application) =>
        application is { IsHarmed: true, DevicesCrashed: > 0 } ? Hours(application.SecondsToLastOff) : 0;
}
