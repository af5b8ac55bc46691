using RsrActors.Reports.Figures;
using RsrActors.Reports.Numbers;
using RsrActors.Reports.Printed;

namespace RsrActors.Laboratory.Pages;

/// <summary>
/// The report of one run as a page to mail: its curves, its decisions, what was caused, all figures, and how to repeat
/// it. Equal reports give equal bytes, under 300 kB whatever the fleet.
/// </summary>
public static class RunPage
{
    private const int TextWidth = 100;
    private const int LongestText = 100_000;
    private const int MostSentences = 6;

    private static readonly (string Id, string Text)[] Contents =
    [
        ("short", "In short"), ("curves", "Curves"), ("decisions", "Decisions"), ("releases", "Responses"),
        ("protection", "Who is protected"), ("harm", "What was caused"), ("figures", "All figures"),
        ("repeat", "Run it again"), ("definitions", "What the words mean"),
    ];

    private static readonly (string Term, string Meaning)[] WordsOfThePage =
    [
        ("response", "A Rapid Security Response: a fix that is installed on top of a build, and can be removed."),
        ("eligible", "Said of a device whose platform and build have a target of the response."),
        ("offered", "The device's check of the catalogue found the response."),
        ("active", "All processes of the device run the content of the response."),
        ("ramp", "The share of the fleet to which a response is offered, growing over time."),
        ("rollout rule", "What decides when a ramp grows, pauses or ends. 'rsr rules' lists those of the field."),
        ("history hash", "A digest of all events. Equal hashes mean equal histories."),
    ];

    /// <summary>The page of a report.</summary>
    public static string Of(Report report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var page = new HtmlPage($"Run of {report.Scenario}, seed {report.Seed}");
        page.Paragraph(
            $"{HumanText.Count(report.Devices, "device")}, {HumanText.Days(report.VirtualSeconds)} from "
            + HumanText.Minutes(report.Start)
            + $" UTC, {HumanText.Count(report.Events, "event")}. History hash {report.HistoryHash}.");
        if (report.Inventory?.Assumed is { } assumed)
            page.Paragraph($"About people is {string.Join("; ", AssumedText.Of(assumed))}.");
        page.Contents(Contents);
        page.Heading("In short", "short");
        page.List(Sentences(report));
        page.Heading("Curves", "curves");
        WritePlots(page, report);
        page.Heading("Decisions", "decisions");
        TimelineSection.Write(page, report);
        page.Heading("Responses", "releases");
        RunTables.WriteReleases(page, report);
        InventoryTables.WriteReach(page, report);
        InventoryTables.WriteEnforcements(page, report);
        page.Heading("Who is protected", "protection");
        RunTables.WriteProtection(page, report);
        RunTables.WriteVulnerabilities(page, report);
        page.Heading("What was caused", "harm");
        RunTables.WriteHarm(page, report);
        page.Heading("All figures", "figures");
        page.Folded("As 'rsr report' prints them", () => page.Lines(TablesOf(report)));
        page.Heading("Run it again", "repeat");
        WriteRepeat(page, report);
        page.Heading("What the words mean", "definitions");
        page.Definitions(WordsOfThePage);
        page.Note($"Simulated by rsr {report.Version}. The page has no clock, no script and no link to another place.");
        return page.ToString();
    }

    private static IEnumerable<string> Sentences(Report report)
    {
        var end = HumanText.OnDay(report.VirtualSeconds);
        if (report.Protection?.Figures is { } figures)
        {
            yield return $"{HumanText.Share(figures.Protected, figures.Devices)} of the fleet, "
                + $"{HumanText.Count(figures.Protected, "device")}, have the fixes of the newest response at the end, "
                + $"{end}.";
        }

        foreach (var release in report.Releases.Where(one => one.PublishedSeconds is not null).Take(MostSentences))
        {
            yield return $"{release.Id} was published on {HumanText.OnDay(release.PublishedSeconds!.Value)}"
                + (release.WithdrawnSeconds is { } withdrawn ? $", withdrawn on {HumanText.OnDay(withdrawn)}" : "")
                + (release.ActiveFromStart is { } from
                    ? $", became active on {HumanText.Count(release.Activated, "device")}, was active from the "
                        + $"start on {HumanText.Count(from)}, and is active on {HumanText.Count(release.ActiveNow)} at "
                        + "the end."
                    : $", active on {HumanText.Count(release.Activated, "device")} at least once and on "
                        + $"{HumanText.Count(release.ActiveNow)} at the end.");
        }

        foreach (var sentence in InventoryTables.Sentences(report).Take(MostSentences))
            yield return sentence;

        foreach (var release in (report.Crashes?.Releases ?? []).Where(one => one.PairsHarmed > 0).Take(MostSentences))
        {
            yield return $"{release.Id} caused {HumanText.Count(release.CrashesCaused, "crash", "crashes")} on "
                + $"{HumanText.Count(release.DevicesHit, "device")}; crash analytics noticed it "
                + (release.SecondsToDetection is { } noticed
                    ? $"{HumanText.Duration(noticed)} after the publication."
                    : "not by the end.");
        }

        foreach (var flaw in (report.Vulnerabilities ?? []).Take(MostSentences))
        {
            var hours = (long)Math.Round(flaw.Platforms[0].ExposedHours);
            yield return $"{HumanText.Count(hours, "device-hour")} were exposed to {flaw.Id}.";
        }

        yield return report.Invariants.Broken == 0
            ? $"All {HumanText.Count(report.Invariants.Checked)} invariants hold."
            : $"{HumanText.Count(report.Invariants.Broken, "invariant")} broke.";
    }

    private static void WritePlots(HtmlPage page, Report report)
    {
        var plots = RunPlots.Of(report);
        if (plots.IsEmpty)
            page.Paragraph("The run has no response and no vulnerability, so it has no curve.");
        foreach (var plot in plots)
            page.Figure(plot.Caption, plot.Svg);
        RunTables.WriteCurves(page, report);
    }

    private static void WriteRepeat(HtmlPage page, Report report)
    {
        page.Paragraph("In the directory of the run, with the settings that it had:");
        page.Lines($"rsr run ./scenario.hocon --seed {report.Seed}");
        page.Paragraph(
            (report.LiveOrders is { } orders
                ? $"This run was given {HumanText.Count(orders.Values.Sum(), "order")} while it went on. The new run "
                    + "has none of them, so it has another history. They are stored in the directory. "
                : "The new run has the history hash that is stated above. ")
            + "To compute this run again and compare every row that it stored:");
        page.Lines("rsr verify .");
    }

    private static string TablesOf(Report report)
    {
        using var text = new StringWriter { NewLine = "\n" };
        new Summary(PlainConsole.Of(text, TextWidth), report).WriteTables();
        var lines = string.Join('\n', text.ToString().Split('\n').Select(line => line.TrimEnd())).Trim();
        return lines.Length <= LongestText
            ? lines
            : lines[..lines.LastIndexOf('\n', LongestText)] + "\n…\n'rsr report' prints the rest.";
    }
}
