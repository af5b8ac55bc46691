using RsrActors.Reports.Figures;
using RsrActors.Reports.Layout;
using RsrActors.Reports.Numbers;
using Spectre.Console;

namespace RsrActors.Reports.Printed;

/// <summary>The part of a <see cref="Summary"/> about releases: their figures and their adoption.</summary>
internal sealed class ReleaseSummary(IAnsiConsole console, Report report, int width, Func<string, Style> styleOf)
{
    /// <summary>The label of a line about the eligible devices that were in contact at the start.</summary>
    internal const string InContact = "  eligible, in contact";

    private const string No = "-";
    private const int ReachLabelWidth = 22;
    private static readonly Style Strong = new(decoration: Decoration.Bold);

    public void Write()
    {
        WriteFigures();
        foreach (var release in report.Releases)
        {
            if (release.PublishedSeconds is { } published)
                WriteReach(release, published);
        }

        new EnforcementSummary(console, report, width, styleOf).Write();
    }

    private void WriteFigures()
    {
        var releases = report.Releases;
        List<FigureLine<ReleaseFigures>> lines =
        [
            new("state", release => release.State),
            new("published on day", release => Day(release.PublishedSeconds)),
        ];
        if (releases.Any(release => release.WithdrawnSeconds is not null))
            lines.Add(new("withdrawn on day", release => Day(release.WithdrawnSeconds)));
        if (releases.Any(release => release.SupersededSeconds is not null))
            lines.Add(new("superseded on day", release => Day(release.SupersededSeconds)));
        lines.AddRange([
            new("eligible", release => HumanText.Count(release.Eligible)),
            new("offered to", release => HumanText.Count(release.Offered)),
            .. FigureTable.CountLines(releases, release => release.OfferedBy, "  first found by "),
            .. Waits(releases),
            new("activated on", release => HumanText.Count(release.Activated)),
            .. FigureTable.CountLines(releases, release => release.ActivatedBy, "  found by "),
            .. FromStart(releases),
            new("active now on", release => HumanText.Count(release.ActiveNow)),
            new("  of the fleet", release => HumanText.Share(release.ActiveNow, report.Devices)),
            new("no longer active on", release => HumanText.Count(release.EndedBy.Values.Sum())),
            .. FigureTable.CountLines(releases, release => release.EndedBy, "  by "),
            .. Milestones(releases),
        ]);
        if (releases.Any(release => release.BrowserProtected > 0))
            lines.Add(new("Safari ran it before restart", release => HumanText.Count(release.BrowserProtected)));
        lines.AddRange([
            new("removed from", release => HumanText.Count(release.Removed)),
            new("  removals, each time", release => HumanText.Count(release.Removals.Values.Sum())),
            .. FigureTable.CountLines(releases, release => release.Removals, "    by "),
            .. FigureTable.CountLines(releases, release => release.RemovedFrom, "    where it was "),
        ]);
        if (releases.Any(release => release.WithdrawnSeconds is not null))
            lines.Add(new("  last one after withdrawal", LastRemoval));
        lines.Add(new("abandoned on", release => HumanText.Count(release.Abandoned)));
        lines.Add(new("failed attempts, each time", release => HumanText.Count(release.FailedAttempts.Values.Sum())));
        lines.AddRange(FigureTable.CountLines(releases, release => release.FailedAttempts));

        console.Write(new Text("Releases", Strong));
        console.WriteLine(", in devices; days count from the start");
        FigureTable.Write(console, width, releases, release => new(release.Id, styleOf(release.Id)), lines);
    }

    private static IEnumerable<FigureLine<ReleaseFigures>> FromStart(IReadOnlyList<ReleaseFigures> releases)
    {
        if (releases.Any(release => release.ActiveFromStart > 0))
            yield return new("active from the start on", release => HumanText.Count(release.ActiveFromStart ?? 0));
    }

    /// <summary>What the ramps have cost, where there was one.</summary>
    private static IEnumerable<FigureLine<ReleaseFigures>> Waits(IReadOnlyList<ReleaseFigures> releases)
    {
        if (releases.All(release => release.Ramp is null))
            yield break;
        yield return new("within the ramp", release => release.Ramp is { } ramp ? HumanText.Count(ramp.Devices) : No);
        yield return new("  mean wait for it", release => Duration(release.Ramp?.MeanSeconds));
        if (releases.Any(release => release.Ramp?.SecondsByPercentages is not null))
            yield return new("  by percentages alone", release => Duration(release.Ramp?.SecondsByPercentages));
    }

    private static string Duration(decimal? seconds) => seconds is { } some ? HumanText.Duration(some) : No;

    private static IEnumerable<FigureLine<ReleaseFigures>> Milestones(IReadOnlyList<ReleaseFigures> releases)
    {
        if (releases.All(release => release.Reach.IsEmpty))
            yield break;
        foreach (var (percent, seconds) in Percents)
        {
            yield return new($"time to {percent} of the fleet", release => release.Reach.IsEmpty
                ? No
                : Time(seconds(release.Reach[0].OfAll), release.Reach[0].Devices, release));
        }
    }

    private void WriteReach(ReleaseFigures release, decimal published)
    {
        console.Write(new Paragraph("How fast ", Strong)
            .Append(release.Id, styleOf(release.Id))
            .Append($" came since its publication on {HumanText.OnDay(published, report.Start)}"));
        console.WriteLine();
        var lines = new List<FigureLine<ReachColumn>>();
        foreach (var row in release.Reach)
        {
            lines.Add(new(row.Platform, column => column.Figure(ReachLine.OfAll(row), release)));
            if (row.Eligible < row.Devices)
                lines.Add(new("  of the eligible", column => column.Figure(ReachLine.OfEligible(row), release)));
            if (row.InContact is { } contact && contact.Eligible < row.Eligible)
                lines.Add(new(InContact, column => column.Figure(ReachLine.Of(contact), release)));
        }

        FigureTable.Write(
            console, width, ReachColumns, column => new(column.Heading, Strong), lines, ReachLabelWidth,
            column => column.Width);
    }

    /// <summary>While a device still runs it, another removal may follow.</summary>
    private static string LastRemoval(ReleaseFigures release) => release switch
    {
        { WithdrawnSeconds: null } => No,
        { SecondsToLastRemoval: null } => release.ActiveNow > 0 ? "none so far" : "none",
        { SecondsToLastRemoval: { } seconds } =>
            HumanText.Duration(seconds) + (release.ActiveNow > 0 ? " so far" : ""),
    };

    private static string Day(decimal? seconds) => seconds is { } some ? HumanText.DayNumber(some) : No;

    private static readonly (string Percent, Func<MilestoneFigures, decimal?> Seconds)[] Percents =
    [
        ("50 %", one => one.SecondsTo50),
        ("90 %", one => one.SecondsTo90),
        ("95 %", one => one.SecondsTo95),
        ("99 %", one => one.SecondsTo99),
    ];

    private static readonly ReachColumn[] ReachColumns =
    [
        new(10, "devices", (line, _) => HumanText.Count(line.Devices)),
        new(10, "had it", (line, _) => HumanText.Count(line.Activated)),
        new(9, "share", (line, _) => HumanText.Share(line.Activated, line.Devices)),
        .. Percents.Select(one => new ReachColumn(
            12, one.Percent, (line, release) => Time(one.Seconds(line.Times), line.Devices, release))),
    ];

    /// <summary>After the end of the run, a time can only be reached if the release can still be offered.</summary>
    private static string Time(decimal? seconds, long devices, ReleaseFigures release) => seconds switch
    {
        _ when devices == 0 => No,
        { } some => HumanText.Duration(some),
        null when release is { WithdrawnSeconds: null, SupersededSeconds: null } => "not yet",
        null => "not reached",
    };

    /// <summary>A column of the table of times.</summary>
    private sealed record ReachColumn(int Width, string Heading, Func<ReachLine, ReleaseFigures, string> Figure);

    /// <summary>A line of the table of times.</summary>
    private sealed record ReachLine(long Devices, long Activated, MilestoneFigures Times)
    {
        public static ReachLine OfAll(ReachFigures row) => new(row.Devices, row.Activated, row.OfAll);

        public static ReachLine OfEligible(ReachFigures row) => new(row.Eligible, row.Activated, row.OfEligible);

        public static ReachLine Of(ContactReachFigures contact) =>
            new(contact.Eligible, contact.Activated, contact.OfEligible);
    }
}
