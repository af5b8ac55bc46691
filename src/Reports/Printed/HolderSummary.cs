using RsrActors.Reports.Figures;
using RsrActors.Reports.Layout;
using RsrActors.Reports.Numbers;
using Spectre.Console;

namespace RsrActors.Reports.Printed;

/// <summary>Who has the releases that were held, paused or withdrawn, and to whom they are still to come.</summary>
internal sealed class HolderSummary(IAnsiConsole console, Report report, int width)
{
    private const int LabelWidth = 22;
    private const int LeastColumn = 10;
    private static readonly Style Strong = new(decoration: Decoration.Bold);

    public void Write()
    {
        foreach (var release in report.Holders ?? [])
            Write(release);
    }

    private void Write(HolderFigures release)
    {
        console.Write(new Text("Who has ", Strong));
        console.Write(new Text(release.Release, Strong));
        console.WriteLine($", {release.State} at the end, {HumanText.OnDay(report.VirtualSeconds)}");
        var all = release.Fleet;
        if (all.Having + all.ToCome == 0)
        {
            console.WriteLine("No device has it, and it is on its way to none.");
            console.WriteLine();
            return;
        }

        List<HolderColumn> columns =
        [
            new("have it", row => row.Having),
            new("to come", row => row.ToCome),
            .. all.ToComeBy.Keys.Select(step =>
                new HolderColumn(step, row => row.ToComeBy.GetValueOrDefault(step))),
        ];
        if (all.InSafari > 0)
            columns.Add(new("in Safari", row => row.InSafari));
        FigureTable.Write(
            console, width, columns, column => new(column.Heading, Strong),
            [
                .. new[] { all }.Concat(release.Platforms).Select(row => Line(row.Name, row)),
                .. release.Models.Select(row => Line($"  {row.Name}", row)),
                .. release.Rings.Select(row => Line($"ring {row.Name}", row)),
            ],
            LabelWidth, column => Math.Max(LeastColumn, column.Heading.Length + 2));
    }

    private static FigureLine<HolderColumn> Line(string label, HolderRow row) =>
        new(label, column => HumanText.Count(column.Figure(row)));

    private sealed record HolderColumn(string Heading, Func<HolderRow, long> Figure);
}
