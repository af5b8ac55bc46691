using System.Collections.Immutable;
using System.Globalization;
using RsrActors.Charts;
using RsrActors.Reports.Figures;
using RsrActors.Reports.Numbers;
using RsrActors.Reports.Printed;
using Spectre.Console;

namespace RsrActors.Laboratory.Pages;

/// <summary>
/// The report of one run as a page: how responses were adopted, and the tables of the printed summary.
/// </summary>
public static class RunPage
{
    private const int MostPoints = 400;
    private const int TextWidth = 100;
    private const double HourMilliseconds = 3_600_000;
    private const double HourSeconds = 3600;
    private const double Percent = 100;

    public static string Of(Report report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var page = new HtmlPage($"Run of {report.Scenario}, seed {report.Seed}");
        page.Paragraph(
            $"{HumanText.Count(report.Devices, "device")}, {HumanText.Days(report.VirtualSeconds)} from "
            + report.Start.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)
            + $" UTC, {HumanText.Count(report.Events, "event")}. History hash {report.HistoryHash}.");
        WriteAdoption(page, report);
        page.Heading("Figures");
        page.Lines(TablesOf(report));
        page.Heading("Run it again");
        page.Paragraph("In the directory of the run, with the settings that it had:");
        page.Lines($"rsr run ./scenario.hocon --seed {report.Seed}");
        page.Note($"Simulated by rsr {report.Version}.");
        return page.ToString();
    }

    private static void WriteAdoption(HtmlPage page, Report report)
    {
        page.Heading("Adoption");
        if (report.Releases.IsEmpty || report.Adoption.IsEmpty)
        {
            page.Paragraph("The run has no response.");
            return;
        }

        var unit = TimeUnit.For(report.Adoption[^1].Ms / HourMilliseconds);
        var step = (report.Adoption.Length + MostPoints - 1) / MostPoints;
        AdoptionHour[] hours =
            [.. report.Adoption.Where((_, i) => i % step == 0 || i == report.Adoption.Length - 1)];
        ImmutableArray<ChartLine> lines =
        [
            .. report.Releases.Select(release => new ChartLine(
                release.Id,
                [.. hours.Select(hour => (unit.Of(hour.Ms / HourMilliseconds), ShareOf(hour, release.Id)))])),
        ];
        page.Figure(
            "On how much of the fleet each response is active. A dotted line marks a publication.",
            LineChart.Draw(
                new(
                    $"Adoption in {report.Scenario}",
                    string.Join("; ", lines.Select(line =>
                        $"{line.Name}: {ShortNumber.Of((decimal)line.Points[^1].Y)} % of the fleet at the end")),
                    $"{unit.Name} since the start", "active on, % of the fleet"),
                lines,
                marks:
                [
                    .. report.Releases.Where(release => release.PublishedSeconds is not null)
                        .Select(release => new ChartMark(
                            unit.Of((double)release.PublishedSeconds!.Value / HourSeconds), release.Id)),
                ]));
    }

    private static double ShareOf(AdoptionHour hour, string release)
    {
        var fleet = hour.Base + hour.Active.Values.Sum();
        return fleet == 0 ? 0 : Percent * hour.Active.GetValueOrDefault(release) / fleet;
    }

    private static string TablesOf(Report report)
    {
        using var text = new StringWriter { NewLine = "\n" };
        var console = AnsiConsole.Create(new()
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = TextWidth;
        new Summary(console, report).WriteTables();
        return string.Join('\n', text.ToString().Split('\n').Select(line => line.TrimEnd())).Trim();
    }
}
