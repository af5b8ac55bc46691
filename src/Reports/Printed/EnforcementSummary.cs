using RsrActors.Reports.Figures;
using RsrActors.Reports.Layout;
using RsrActors.Reports.Numbers;
using Spectre.Console;

namespace RsrActors.Reports.Printed;

/// <summary>The part of a <see cref="Summary"/> about enforcements: who had a release around its deadline.</summary>
internal sealed class EnforcementSummary(IAnsiConsole console, Report report, int width, Func<string, Style> styleOf)
{
    private const int LabelWidth = 22;
    private static readonly Style Strong = new(decoration: Decoration.Bold);

    private static readonly Column[] Columns =
    [
        new(10, "devices", one => HumanText.Count(one.Devices)),
        new(10, "before", one => HumanText.Count(one.Before)),
        new(9, "share", one => HumanText.Share(one.Before, one.Devices)),
        new(13, "in the hour", one => one.HourAfter is { } after ? HumanText.Count(after - one.Before) : "-"),
        new(12, "hour after", one => one.HourAfter is { } after ? HumanText.Count(after) : "-"),
        new(9, "share", one => one.HourAfter is { } after ? HumanText.Share(after, one.Devices) : "-"),
    ];

    public void Write()
    {
        foreach (var enforcement in report.Enforcements)
            Write(enforcement);
    }

    private void Write(EnforcementFigures one)
    {
        console.Write(new Paragraph("Enforced ", Strong)
            .Append(one.Release, styleOf(one.Release))
            .Append($", ordered on {HumanText.OnDay(one.OrderedSeconds)}, deadline on {DeadlineOf(one)}"));
        console.WriteLine();
        if (one.EndedBy is { } end)
            console.WriteLine($"  The order ended before its deadline, by {end}.");
        if (one is { Devices: { } devices, Before: { } before })
        {
            console.WriteLine(
                $"  {HumanText.Count(before)} of {HumanText.Count(devices, "eligible managed device")} "
                + $"({HumanText.Share(before, devices)}) had it before the deadline");
            console.WriteLine(one.HourAfter is { } after
                ? $"  {HumanText.Count(after)} ({HumanText.Share(after, devices)}) within an hour after it"
                : "  the run ends within an hour after it");
        }
        else
        {
            console.WriteLine("  The run ends before the deadline.");
        }

        if (one.Local is { } local)
        {
            console.WriteLine(
                $"  {HumanText.Count(local.Kept)} kept it in their local time, "
                + $"{HumanText.Count(local.Late)} were late, {HumanText.Count(local.NotYet)} do not have it");
        }

        var lines = LinesOf(one);
        if (lines.Count > 1)
        {
            FigureTable.Write(
                console, width, Columns, column => new(column.Heading, Strong), lines, LabelWidth,
                column => column.Width);
        }
        else
        {
            console.WriteLine();
        }
    }

    /// <summary>
    /// Without the counts it is not known whether the deadline is by local time, so its date is left out.
    /// </summary>
    private string DeadlineOf(EnforcementFigures one) => one switch
    {
        { Devices: null } => HumanText.OnDay(one.DeadlineSeconds),
        { Local: null } => HumanText.OnDay(one.DeadlineSeconds, report.Start),
        _ => HumanText.OnDay(one.DeadlineSeconds, report.Start, "local time"),
    };

    /// <summary>Lines by platform, and below each of them those in contact where others are away.</summary>
    private static List<FigureLine<Column>> LinesOf(EnforcementFigures one)
    {
        var lines = new List<FigureLine<Column>>();
        if (one is not { Platforms: { } platforms, Devices: { } devices, Before: { } before })
            return lines;
        Add("all", new(devices, before, one.HourAfter), one.InContact);
        if (platforms.Length > 1)
        {
            foreach (var platform in platforms)
                Add(platform.Platform, platform.All, platform.InContact);
        }

        return lines;

        void Add(string label, EnforcedFigures all, EnforcedFigures? inContact)
        {
            lines.Add(new(label, column => column.Figure(all)));
            if (inContact is { } contact && contact.Devices < all.Devices)
                lines.Add(new(ReleaseSummary.InContact, column => column.Figure(contact)));
        }
    }

    private sealed record Column(int Width, string Heading, Func<EnforcedFigures, string> Figure);
}
