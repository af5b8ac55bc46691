using RsrActors.Reports.Figures;
using RsrActors.Reports.Numbers;

namespace RsrActors.Laboratory.Pages;

/// <summary>The tables on the page of one run. Each has a bound on its rows; report.json has all of them.</summary>
internal static class RunTables
{
    private const int MostRows = 40;
    private const int MostDays = 60;
    private const HtmlColumnKind Number = HtmlColumnKind.Number;

    public static void WriteReleases(HtmlPage page, Report report)
    {
        if (report.Releases.IsEmpty)
        {
            page.Paragraph("The run has no response.");
            return;
        }

        Write(
            page, "Responses, in devices; each device counts once. Times are since the publication.",
            [
                new("response"), new("state at the end"), new("published, day", Number), new("withdrawn, day", Number),
                new("eligible", Number), new("offered to", Number), new("activated on", Number),
                new("active at the end", Number), new("of the fleet", Number), new("50 % of the fleet", Number),
                new("90 % of the eligible", Number),
            ],
            [
                .. report.Releases.Select(release => (string[])
                [
                    release.Id, release.State, Day(release.PublishedSeconds), Day(release.WithdrawnSeconds),
                    HumanText.Count(release.Eligible), HumanText.Count(release.Offered),
                    HumanText.Count(release.Activated), HumanText.Count(release.ActiveNow),
                    HumanText.Share(release.ActiveNow, report.Devices),
                    After(release.Reach.FirstOrDefault()?.OfAll.SecondsTo50),
                    After(release.Reach.FirstOrDefault()?.OfEligible.SecondsTo90),
                ]),
            ]);
    }

    /// <summary>The curves in digits, for readers who cannot see a chart.</summary>
    public static void WriteCurves(HtmlPage page, Report report)
    {
        if (report.Adoption.IsEmpty)
            return;
        var shown = RunPlots.Largest(report, 6);
        page.Folded("The curves in digits", () => Write(
            page, "At the end of the hour; shares of the fleet.",
            [
                new("day", Number), new("protected", Number),
                .. shown.Select(release => new HtmlColumn($"active: {release.Id}", Number)),
            ],
            [
                .. RunPlots.Thinned(report.Adoption, MostDays).Select(hour => (string[])
                [
                    HumanText.DayNumber(hour.Ms / 1000m),
                    hour.Protected is null ? "not known" : Percent(RunPlots.ProtectedShare(hour)),
                    .. shown.Select(release => Percent(RunPlots.ShareOf(hour, release.Id))),
                ]),
            ],
            MostDays + 1));
    }

    public static void WriteProtection(HtmlPage page, Report report)
    {
        if (report.Protection is not { } protection)
        {
            page.Paragraph("No response was published, so no device is compared with one.");
            return;
        }

        var figures = protection.Figures;
        page.Paragraph(
            "At the end each device is compared with the newest response for its platform: "
            + $"{string.Join(", ", protection.Newest.Select(one => $"{one.Value} on {one.Key}"))}. It is protected "
            + "when it runs its fixes, whatever brought them.");
        Write(
            page, "All devices of the fleet, each in one row.",
            [new("device"), new("devices", Number), new("of the fleet", Number)],
            [
                .. figures.ProtectedBy.Select(one => Row($"protected by {one.Key.Replace('-', ' ')}", one.Value)),
                .. figures.ExposedBy.OrderByDescending(one => one.Value)
                    .Select(one => Row($"not protected: {one.Key.Replace('-', ' ')}", one.Value)),
            ]);

        if (figures.ExposedSilent is { Devices: > 0 } silent)
        {
            page.Paragraph(
                $"Of those that are not protected {HumanText.Count(silent.Devices)} were silent at the start, and "
                + $"{HumanText.Count(silent.Eligible)} of these are on a build that the response is for.");
        }

        string[] Row(string what, long devices) =>
            [what, HumanText.Count(devices), HumanText.Share(devices, figures.Devices)];
    }

    public static void WriteVulnerabilities(HtmlPage page, Report report)
    {
        if (report.Vulnerabilities is not { IsEmpty: false } flaws)
            return;
        page.Subheading("Vulnerabilities");
        Write(
            page, "Device-hours are summed over the devices that have the vulnerability, from the day on which it was "
            + "known to the end.",
            [
                new("vulnerability"), new("component"), new("devices", Number), new("protected at the end", Number),
                new("exposed device-hours", Number), new("of these, while exploited", Number),
                new("50 % protected after", Number),
            ],
            [
                .. flaws.Select(flaw => flaw.Platforms[0] is var all
                    ? (string[])
                    [
                        flaw.Id, flaw.Component, HumanText.Count(all.Devices), HumanText.Count(all.Protected),
                        Hours(all.ExposedHours), Hours(all.ExploitedHours), After(all.ProtectedAfter.SecondsTo50),
                    ]
                    : []),
            ]);
    }

    public static void WriteHarm(HtmlPage page, Report report)
    {
        if (report.Crashes is not { } crashes)
        {
            page.Paragraph("This scenario has no crash analytics, so no crash was counted.");
            return;
        }

        page.Paragraph(
            "A crash is caused by a response when the response adds it to those that the same devices have anyway. A "
            + "device with at least one of them is hit.");
        Write(
            page, "Times are since the publication of the response.",
            [
                new("response"), new("crashes caused", Number), new("devices hit", Number),
                new("of those using it", Number), new("alarm after", Number), new("false alarms", Number),
                new("paused after", Number), new("withdrawn after", Number), new("device-hours with the harm", Number),
            ],
            [
                .. crashes.Releases.Select(release => (string[])
                [
                    release.Id, HumanText.Count(release.CrashesCaused), HumanText.Count(release.DevicesHit),
                    HumanText.Share(release.DevicesHit, release.DevicesUsing), After(release.SecondsToDetection),
                    HumanText.Count(release.FalseAlarms.Pairs), After(release.SecondsToPause),
                    After(release.SecondsToWithdrawal), Hours(release.DeviceHoursRegressed),
                ]),
            ]);
        if (report.WithoutRegressions is not { } without)
            return;
        page.Subheading("The same fleet without the harm");
        page.Paragraph(
            "The same scenario ran once more with the same seed and without its regressions. Crashes of the whole run, "
            + "on the base and under responses:");
        Write(
            page, $"History without the harm: {without.HistoryHash}.",
            [
                new("application"), new("with the harm", Number), new("without it", Number), new("difference", Number),
            ],
            [
                .. without.Applications.Select(one => (string[])
                [
                    one.Id, HumanText.Count(one.With), HumanText.Count(one.Without), HumanText.Count(one.Difference),
                ]),
            ]);
    }

    /// <summary>A table of which at most so many rows are shown.</summary>
    public static void Write(
        HtmlPage page, string caption, IReadOnlyList<HtmlColumn> columns, IReadOnlyList<string[]> rows,
        int most = MostRows) => page.Table(
        caption
        + (rows.Count > most ? $" The first {most} of {HumanText.Count(rows.Count)}; report.json has all." : ""),
        columns, [new("", rows.Take(most))]);

    private static string Day(decimal? seconds) => seconds is { } some ? HumanText.DayNumber(some) : "-";

    public static string After(decimal? seconds) => seconds is { } some ? HumanText.Duration(some) : "not by the end";

    private static string Hours(decimal hours) => HumanText.Count((long)Math.Round(hours));

    private static string Percent(double percent) => $"{ShortNumber.Of((decimal)percent)} %";
}
