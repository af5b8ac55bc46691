using RsrActors.Model;
using RsrActors.Reports.Figures;
using RsrActors.Reports.Numbers;

namespace RsrActors.Laboratory.Pages;

/// <summary>The timeline of a run: what was ordered, decided, paused, found out and withdrawn, and why.</summary>
internal static class TimelineSection
{
    private const int MostRows = 120;
    private const int LongestReason = 600;

    /// <summary>So many steps of a ramp in a row stand as they are; more become one row.</summary>
    private const int FewSteps = 4;

    public static void Write(HtmlPage page, Report report)
    {
        if (report.Decisions.IsEmpty)
        {
            page.Paragraph("Nothing was ordered and nothing was decided in this run.");
            return;
        }

        TimelineRow[] rows = [.. Rows(report.Decisions)];
        TimelineRow[] shown = rows.Length <= MostRows
            ? rows
            : [.. rows.Take(MostRows / 2), .. rows.TakeLast(MostRows / 2)];
        page.Table(
            $"{HumanText.Count(rows.Length, "row")}; days count from the scenario's start. An alarm is a signal of "
            + "crash analytics."
            + (rows.Length > shown.Length ? $" The first and the last {MostRows / 2}; report.json has all." : ""),
            [
                new("day", HtmlColumnKind.Number), new("about", HtmlColumnKind.Short), new("what happened"),
                new("by"), new("why"),
            ],
            [new("", shown.Select(row => (string[])[row.Day, row.About, row.What, row.By, row.Why]))]);
    }

    private sealed record TimelineRow(string Day, string About, string What, string By, string Why);

    /// <summary>Many steps of one ramp without another decision about it in between are one row.</summary>
    private static IEnumerable<TimelineRow> Rows(IReadOnlyList<DecisionFigures> decisions)
    {
        var ramped = Words.Of(DecisionKind.Ramped);
        for (var i = 0; i < decisions.Count;)
        {
            var first = decisions[i];
            var next = i + 1;
            while (first.What == ramped && next < decisions.Count && decisions[next] is { } one
                && (one.What, one.About, one.By) == (ramped, first.About, first.By))
                next++;
            if (next - i > FewSteps)
            {
                var last = decisions[next - 1];
                yield return Row(first) with
                {
                    Day = $"{HumanText.DayNumber(first.Seconds)} to {HumanText.DayNumber(last.Seconds)}",
                    What = $"ramped in {next - i} steps from {Percent(first)} to {Percent(last)}",
                };
                i = next;
            }
            else
            {
                yield return Row(first);
                i++;
            }
        }
    }

    private static TimelineRow Row(DecisionFigures one) => new(
        HumanText.DayNumber(one.Seconds), one.About, WhatOf(one), one.By ?? "", WhyOf(one));

    private static string WhatOf(DecisionFigures one) => one.What.Replace('-', ' ')
        + (one.Percent is null ? "" : one.What == Words.Of(DecisionKind.Published)
            ? $" at {Percent(one)}"
            : $" to {Percent(one)}")
        + (one.Ring is null ? "" : $": {one.Ring}")
        + (one.Decision is null ? "" : $": {one.Decision}")
        + (one.RemovesFromDevices is true ? ", and removed from devices" : "");

    private static string WhyOf(DecisionFigures one)
    {
        var evidence = one.Evidence is null
            ? ""
            : $" ({string.Join(", ", one.Evidence.Select(pair => $"{pair.Key} {ShortNumber.Of(pair.Value)}"))})";
        var why = (one.Why ?? "") + evidence;
        return why.Length <= LongestReason ? why.Trim() : why[..LongestReason].Trim() + " …";
    }

    private static string Percent(DecisionFigures one) => $"{ShortNumber.Of((decimal)one.Percent!.Value)} %";
}
