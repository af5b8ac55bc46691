using RsrActors.Reports.Figures;
using RsrActors.Reports.Layout;
using RsrActors.Reports.Numbers;
using Spectre.Console;

namespace RsrActors.Reports.Printed;

/// <summary>How far each release came in the rings of the fleet.</summary>
internal sealed class RingSummary(IAnsiConsole console, Report report, int width)
{
    private const string No = "-";
    private static readonly Style Strong = new(decoration: Decoration.Bold);

    public void Write()
    {
        foreach (var release in (report.Rings ?? []).GroupBy(row => row.Release))
        {
            var rows = release.ToArray();
            console.Write(new Text("Rings of ", Strong));
            console.Write(new Text(release.Key, Strong));
            console.WriteLine(", in devices");
            FigureTable.Write(console, width, rows, row => new(row.Ring, Strong),
            [
                new("devices", row => HumanText.Count(row.Devices)),
                new("promoted on", row => OnDay(row.PromotedSeconds)),
                .. Line(rows, "held on", row => row.HeldSeconds is not null, row => OnDay(row.HeldSeconds)),
                new("offered to", row => HumanText.Count(row.Offered)),
                new("installed on", row => HumanText.Count(row.Installed)),
                new("50 % after", row => Duration(row.SecondsTo50)),
                new("90 % after", row => Duration(row.SecondsTo90)),
                .. Line(rows, "deadline kept", HasDeadline, row => HumanText.Count(row.DeadlineKept)),
                .. Line(rows, "  late", HasDeadline, row => HumanText.Count(row.DeadlineLate)),
                .. Line(rows, "  not yet", HasDeadline, row => HumanText.Count(row.DeadlineMissed)),
            ]);
        }
    }

    private static bool HasDeadline(RingFigures row) => row.DeadlineKept + row.DeadlineLate + row.DeadlineMissed > 0;

    private static IEnumerable<FigureLine<RingFigures>> Line(
        RingFigures[] rows, string label, Func<RingFigures, bool> isNeeded, Func<RingFigures, string> figure)
    {
        if (rows.Any(isNeeded))
            yield return new(label, figure);
    }

    private static string OnDay(decimal? seconds) => seconds is { } some ? HumanText.OnDay(some) : No;

    private static string Duration(decimal? seconds) => seconds is { } some ? HumanText.Duration(some) : No;
}
