using System.Globalization;
using RsrActors.Reports.Figures;
using RsrActors.Reports.Layout;
using RsrActors.Reports.Numbers;
using Spectre.Console;

namespace RsrActors.Reports.Printed;

/// <summary>The software updates, and the devices that did not start with one.</summary>
internal sealed class UpdateSummary(IAnsiConsole console, Report report, int width)
{
    /// <summary>The run ends before.</summary>
    private const string NotYet = "not yet";

    private static readonly Style Strong = new(decoration: Decoration.Bold);

    public void Write()
    {
        WriteUpdates();
        foreach (var update in report.SoftwareUpdates)
        {
            if (update.BootLoop is { } loop)
                WriteRestored(update.Version, loop);
        }
    }

    private void WriteUpdates()
    {
        var updates = report.SoftwareUpdates;
        Heading("Software updates", ", in devices");
        FigureTable.Write(console, width, updates, update => new(update.Version, Strong),
        [
            new("published on", update => OnDay(update.PublishedSeconds)),
            .. Line("withdrawn on", update => update.WithdrawnSeconds is not null,
                update => OnDay(update.WithdrawnSeconds)),
            new("offered to", update => HumanText.Count(update.Offered)),
            new("installed on", update => HumanText.Count(update.Installed)),
            new("  of the fleet", update => Percent((decimal)update.Installed / report.Devices)),
            .. Line("did not start on", update => update.BootLoop is not null,
                update => HumanText.Count(update.BootLoop?.Devices ?? 0)),
            .. Line("crashes that it added", update => update.CausedCrashes > 0,
                update => HumanText.Count(update.CausedCrashes)),
            new("failed attempts, each time", update => HumanText.Count(update.FailedAttempts.Values.Sum())),
            .. FigureTable.CountLines(updates, update => update.FailedAttempts),
        ]);
    }

    /// <summary>A line that is left out when it says nothing about any update.</summary>
    private IEnumerable<FigureLine<SoftwareUpdateFigures>> Line(
        string label, Func<SoftwareUpdateFigures, bool> isNeeded, Func<SoftwareUpdateFigures, string> figure)
    {
        if (report.SoftwareUpdates.Any(isNeeded))
            yield return new(label, figure);
    }

    private void WriteRestored(string version, BootLoopFigures loop)
    {
        Heading("Restored", $", of {HumanText.Count(loop.Devices, "device")} that did not start with {version}");
        FigureTable.Write(console, width, loop.Times, time => new(HumanText.Duration(time.AfterSeconds), Strong),
        [
            new("time since the publication", _ => ""),
            new("devices", time => time.Restored is { } some ? HumanText.Count(some) : NotYet),
            new("share", time => time.Restored is null ? NotYet : Percent(time.Share)),
            .. loop.Times.Any(time => time.Published is not null)
                ? new FigureLine<RestoredFigures>[] { new("published share", time => Percent(time.Published)) }
                : [],
        ]);
    }

    private void Heading(string what, string rest)
    {
        console.Write(new Text(what, Strong));
        console.Write(new Text(rest));
        console.WriteLine();
    }

    private static string OnDay(decimal? seconds) => seconds is { } some ? HumanText.OnDay(some) : "-";

    private static string Percent(decimal? share) =>
        share is { } some ? string.Create(CultureInfo.InvariantCulture, $"{100 * some:0.00} %") : "-";
}
