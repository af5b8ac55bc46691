using System.Collections.Immutable;
using RsrActors.Reports.Figures;
using RsrActors.Reports.Numbers;
using Spectre.Console;

namespace RsrActors.Reports.Printed;

/// <summary>A report printed to a terminal. Without colours and without Unicode it has the same content.</summary>
public sealed class Summary(IAnsiConsole console, Report report)
{
    private const int Widest = 100;
    private const int ChartHeight = 10;
    private const string Indent = "            ";
    private const string AxisIndent = "       ";
    private static readonly Style Strong = new(decoration: Decoration.Bold);
    private static readonly Style Alarm = new(Color.Red, decoration: Decoration.Bold);
    private static readonly Color[] Palette =
        [Color.Orange1, Color.DeepSkyBlue1, Color.Green3, Color.MediumPurple1, Color.Yellow3, Color.HotPink];

    private readonly int _width = Math.Clamp(console.Profile.Width, 60, Widest);
    private readonly AdoptionChart _chart = new(report, Math.Clamp(console.Profile.Width, 60, Widest), ChartHeight);

    public void Write()
    {
        WriteHeadline();
        if (report.Releases.Length > 0)
            WriteAdoption();
        WriteTables();
    }

    /// <summary>All but the headline and the chart of characters.</summary>
    public void WriteTables()
    {
        if (report.Releases.Length > 0)
        {
            new ReleaseSummary(console, report, _width, StyleOf).Write();
            new ProtectionSummary(console, report, _width, StyleOf).Write();
            new CrashSummary(console, report, _width, StyleOf).Write();
        }

        new RingSummary(console, report, _width).Write();
        new HolderSummary(console, report, _width).Write();
        new VulnerabilitySummary(console, report, _width).Write();

        new MechanismSummary(console, report, _width).Write();
        new EffortSummary(console, report, _width).Write();
        if (report.SoftwareUpdates.Length > 0)
            new UpdateSummary(console, report, _width).Write();
        new BootSummary(console, report).Write();
        WriteClosingLines();
    }

    private void WriteHeadline()
    {
        Line(new Text(report.Scenario, Strong), $", seed {report.Seed}, version {report.Version}");
        var devices = report.Inventory switch
        {
            null => HumanText.Count(report.Devices, "device"),
            { IsSample: false } => $"{HumanText.Count(report.Devices, "device")} of an inventory",
            { Devices: var all } => $"a sample of {HumanText.Count(report.Devices)} of the "
                + $"{HumanText.Count(all, "device")} of an inventory",
        };
        Line($"{devices}, {HumanText.Days(report.VirtualSeconds)} from "
            + HumanText.Minutes(report.Start)
            + $" UTC, {HumanText.Count(report.Events, "event")} in {HumanText.Count(report.Epochs, "epoch")}");
        Line($"history hash {report.HistoryHash}");
        if (report.LiveOrders is { } orders)
        {
            Line($"{HumanText.Count(orders.Values.Sum(), "order")} while the run went on: "
                + string.Join(", ", orders.Select(one => $"{HumanText.Count(one.Value)} by {one.Key}")));
        }

        if (report.Inventory is { } inventory)
            WriteInventory(inventory);
        console.WriteLine();
    }

    /// <summary>What the devices of the inventory bring that explains the shares below.</summary>
    private void WriteInventory(InventoryFigures inventory)
    {
        if (inventory.Silent > 0)
        {
            Line($"{HumanText.Count(inventory.Silent, "device")} had not checked in for two days or more at the start, "
                + "and may stay away");
        }

        if (inventory.UnknownResponses > 0)
        {
            Line($"{HumanText.Count(inventory.UnknownResponses, "device")} had a response that the scenario does not "
                + "have, and start without one");
        }

        if (inventory.AssumedBuilds > 0)
        {
            Line($"{HumanText.Count(inventory.AssumedBuilds, "device")} run a version that the scenario does not know: "
                + "no release is for them");
        }

        if (inventory.Assumed is { } assumed)
        {
            foreach (var sentence in AssumedText.Of(assumed))
                Line(sentence);
        }
    }

    private void WriteAdoption()
    {
        Line(new Text("Share of the fleet on which a response is active", Strong), ", over days");
        foreach (var (scale, characters) in _chart.Plot())
        {
            console.Write(new Text(scale));
            WriteCharacters(characters);
            console.WriteLine();
        }

        foreach (var line in _chart.TimeAxis())
            Line(line);
        Line($"{AxisIndent}days since the start; ^ marks a publication");
        foreach (var release in report.Releases)
        {
            var published = release.PublishedSeconds is { } seconds
                ? $"published on {HumanText.OnDay(seconds)}"
                : "not published";
            Line(
                new Text(AxisIndent), new Text($"{_chart.Glyphs[release.Id]}", StyleOf(release.Id)),
                new Text($" = {release.Id}, {published}"));
        }

        console.WriteLine();
    }

    /// <summary>Adjacent equal characters are written together, in their release's colour.</summary>
    private void WriteCharacters(string characters)
    {
        for (var start = 0; start < characters.Length;)
        {
            var end = start + 1;
            while (end < characters.Length && characters[end] == characters[start])
                end++;
            var release = _chart.Glyphs.FirstOrDefault(pair => pair.Value == characters[start]).Key;
            console.Write(new Text(characters[start..end], release is null ? Style.Plain : StyleOf(release)));
            start = end;
        }
    }

    private void WriteClosingLines()
    {
        var signing = report.Signing;
        Line(
            new Text("Signing     ", Strong),
            $"{HumanText.Count(signing.Issued, "ticket")} issued, {HumanText.Count(signing.Reused)} reused, "
            + $"{HumanText.Count(signing.Refused.Values.Sum())} refused");
        WriteRefusals(signing.Refused);
        var boot = signing.BootTickets;
        if (boot.Issued > 0 || !boot.Refused.IsEmpty)
        {
            Line($"{Indent}{HumanText.Count(boot.Issued, "boot ticket")} issued, "
                + $"{HumanText.Count(boot.Refused.Values.Sum())} refused");
            WriteRefusals(boot.Refused);
        }

        var (inspected, broken) = report.Invariants;
        Line(new Text("Invariants  ", Strong), broken == 0
            ? new Text($"{HumanText.Count(inspected)} checked, all hold", new Style(Color.Green))
            : new Text($"{HumanText.Count(inspected)} checked, {HumanText.Count(broken)} BROKEN", Alarm));

        var run = report.Run;
        Line(
            new Text("Run         ", Strong),
            $"{HumanText.WallTime(run.WallSeconds)}, {HumanText.Count(run.EventsPerSecond)} events/s");
        Line($"{Indent}{HumanText.Count(run.Wakes, "wake")} in {HumanText.Count(run.Windows, "window")}");
        Line($"{Indent}{HumanText.Count(run.Threads, "thread")}, "
            + $"{HumanText.Bytes(run.PeakMemoryBytes)} of memory at most");
        Line(new Text("Words       ", Strong), "of this report are explained in docs/report.md");
    }

    private void WriteRefusals(ImmutableSortedDictionary<string, long> refused)
    {
        if (refused.IsEmpty)
            return;
        var refusals = refused.Select(pair => $"status {pair.Key}: {HumanText.Count(pair.Value)}");
        Line($"{Indent}{string.Join(", ", refusals)}");
    }

    private Style StyleOf(string release)
    {
        var place = _chart.Glyphs.Keys.TakeWhile(other => other != release).Count();
        return new(Palette[place % Palette.Length], decoration: Decoration.Bold);
    }

    private void Line(string text) => Line(new Text(text));

    private void Line(Text first, string rest) => Line(first, new Text(rest));

    private void Line(params ReadOnlySpan<Text> parts)
    {
        foreach (var part in parts)
            console.Write(part);
        console.WriteLine();
    }
}
