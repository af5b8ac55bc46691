using RsrActors.Model;
using RsrActors.Model.Mechanisms.All;
using RsrActors.Model.Platforms;
using RsrActors.Reports.Figures;
using RsrActors.Reports.Layout;
using RsrActors.Reports.Numbers;
using Spectre.Console;

namespace RsrActors.Reports.Printed;

/// <summary>
/// One table with a column for each mechanism that was used: which vulnerability it fixes, which it cannot fix, and
/// what it takes. It is printed when a scenario has vulnerabilities and more than one mechanism was used.
/// </summary>
internal sealed class MechanismSummary(IAnsiConsole console, Report report, int width)
{
    private static readonly Style Strong = new(decoration: Decoration.Bold);

    public void Write()
    {
        var used = report.Effort.GroupBy(row => row.Mechanism).Select(rows => new Used(rows.Key, [.. rows])).ToArray();
        if (report.Vulnerabilities is not { IsEmpty: false } flaws || used.Length < 2)
            return;
        console.Write(new Text("Mechanisms", Strong));
        console.WriteLine(": devices on which their fix was ever in use, and what an installation takes");
        FigureTable.Write(
            console, width, used, one => new(one.Name, Strong),
            [
                .. flaws.SelectMany(IEnumerable<FigureLine<Used>> (flaw) =>
                [
                    new(flaw.Id, one => Protected(flaw, one)),
                    new("  the first on", one => First(flaw, one)),
                ]),
                new("downloaded", one => Range(one, row => row.BytesDownloaded, HumanText.Bytes)),
                new("restarts", one => Range(one, row => row.Restarts, HumanText.Count)),
                new("RAM disks", one => Range(one, row => row.RamDisks, HumanText.Count)),
                new("downtime, median", one => Range(one, row => (long)row.MedianDowntimeSeconds, Downtime)),
                new("battery needed", one => Range(one, row => row.BatteryPercent, percent => $"{percent} %")),
            ],
            columnWidth: one => Math.Max(19, one.Name.Length + 2));
    }

    private static string Protected(VulnerabilityFigures flaw, Used mechanism) =>
        ShareOf(flaw, mechanism) is { } share
            ? $"{HumanText.Count(share.BecameProtected)} of {HumanText.Count(flaw.Platforms[0].Devices)}"
            : CannotFix(flaw, mechanism) ? "cannot fix it"
            : "-";

    private static string First(VulnerabilityFigures flaw, Used mechanism) =>
        ShareOf(flaw, mechanism)?.FirstSeconds is { } first ? HumanText.OnDay(first) : "-";

    private static MechanismShare? ShareOf(VulnerabilityFigures flaw, Used mechanism) =>
        flaw.Platforms[0].ProtectedBy.FirstOrDefault(share => share.Mechanism == mechanism.Name);

    /// <summary>Whether the mechanism can fix the component on no platform that has the vulnerability.</summary>
    private static bool CannotFix(VulnerabilityFigures flaw, Used mechanism) =>
        Words.TryParse<Component>(flaw.Component, out var component)
        && Words.TryParse<MechanismKind>(mechanism.Name, out var kind)
        && flaw.Platforms.Skip(1).All(one => PlatformNames.TryParse(one.Platform, out var platform)
            && AllMechanisms.Of(kind).Objection(component, platform, version: null) is not null);

    private static string Range(Used mechanism, Func<EffortFigures, long> figure, Func<long, string> text)
    {
        var (least, most) = (text(mechanism.Rows.Min(figure)), text(mechanism.Rows.Max(figure)));
        return least == most ? least : $"{least} - {most}";
    }

    private static string Downtime(long seconds) => HumanText.Duration(seconds);

    private sealed record Used(string Name, EffortFigures[] Rows);
}
