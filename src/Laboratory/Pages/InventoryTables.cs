using RsrActors.Reports.Figures;
using RsrActors.Reports.Numbers;

namespace RsrActors.Laboratory.Pages;

/// <summary>
/// What the page of a run adds for a fleet that comes from an inventory: how fast each platform got the responses,
/// what deadlines changed, and both for the devices that were in contact at the start.
/// </summary>
internal static class InventoryTables
{
    private const string Eligible = ", the eligible";
    private const string Contact = ", eligible and in contact";
    private const HtmlColumnKind Number = HtmlColumnKind.Number;

    /// <summary>For each response with an enforcement: when 95 % of the eligible devices in contact had it.</summary>
    public static IEnumerable<string> Sentences(Report report)
    {
        var enforced = report.Enforcements.Select(one => one.Release).ToHashSet(StringComparer.Ordinal);
        foreach (var release in report.Releases.Where(one => enforced.Contains(one.Id)))
        {
            if (release.Reach.FirstOrDefault()?.InContact is { Eligible: > 0 } contact)
            {
                yield return $"95 % of the {HumanText.Count(contact.Eligible, "eligible device")} that were in contact "
                    + $"at the start had {release.Id} "
                    + (contact.OfEligible.SecondsTo95 is { } seconds
                        ? $"{HumanText.Duration(seconds)} after its publication."
                        : "not by the end.");
            }
        }
    }

    public static void WriteReach(HtmlPage page, Report report)
    {
        if (report.Inventory is null)
            return;
        foreach (var release in report.Releases.Where(one => !one.Reach.IsEmpty))
        {
            RunTables.Write(
                page, $"How fast {release.Id} came, since its publication. In contact are devices that had checked in "
                + "less than two days before the start.",
                [
                    new("devices of"), new("devices", Number), new("had it", Number), new("share", Number),
                    new("50 %", Number), new("90 %", Number), new("95 %", Number), new("99 %", Number),
                ],
                [.. release.Reach.SelectMany(RowsOf)]);
        }
    }

    public static void WriteEnforcements(HtmlPage page, Report report)
    {
        foreach (var one in report.Enforcements)
        {
            if (one is not { Platforms: { } platforms, Devices: { } devices, Before: { } before })
                continue;
            RunTables.Write(
                page, $"{one.Release}, enforced with a deadline on {HumanText.OnDay(one.DeadlineSeconds)}: "
                + "eligible managed devices that had it just before the deadline, got it in the hour after it, and had "
                + "it then.",
                [
                    new("devices of"), new("devices", Number), new("before", Number), new("share", Number),
                    new("in the hour", Number), new("an hour after", Number), new("share", Number),
                ],
                [
                    .. RowsOf("all", new(devices, before, one.HourAfter), one.InContact),
                    .. platforms.SelectMany(row => RowsOf(row.Platform, row.All, row.InContact)),
                ]);
        }
    }

    private static IEnumerable<string[]> RowsOf(ReachFigures row)
    {
        yield return RowOf(row.Platform, row.Devices, row.Activated, row.OfAll);
        yield return RowOf(row.Platform + Eligible, row.Eligible, row.Activated, row.OfEligible);
        if (row.InContact is { } contact)
            yield return RowOf(row.Platform + Contact, contact.Eligible, contact.Activated, contact.OfEligible);
    }

    private static string[] RowOf(string label, long devices, long activated, MilestoneFigures times) =>
    [
        label, HumanText.Count(devices), HumanText.Count(activated), HumanText.Share(activated, devices),
        RunTables.After(times.SecondsTo50), RunTables.After(times.SecondsTo90), RunTables.After(times.SecondsTo95),
        RunTables.After(times.SecondsTo99),
    ];

    private static IEnumerable<string[]> RowsOf(string label, EnforcedFigures all, EnforcedFigures? inContact)
    {
        yield return RowOf(label, all);
        if (inContact is not null)
            yield return RowOf(label + Contact, inContact);
    }

    private static string[] RowOf(string label, EnforcedFigures one) =>
    [
        label, HumanText.Count(one.Devices), HumanText.Count(one.Before), HumanText.Share(one.Before, one.Devices),
        one.HourAfter is { } had ? HumanText.Count(had - one.Before) : "not by the end",
        one.HourAfter is { } after ? HumanText.Count(after) : "not by the end",
        one.HourAfter is { } later ? HumanText.Share(later, one.Devices) : "-",
    ];
}
