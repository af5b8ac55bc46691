using RsrActors.Reports.Figures;
using RsrActors.Reports.Layout;
using RsrActors.Reports.Numbers;
using Spectre.Console;

namespace RsrActors.Reports.Printed;

/// <summary>
/// The part of a <see cref="Summary"/> that says which devices are protected, and why the others are not.
/// </summary>
internal sealed class ProtectionSummary(IAnsiConsole console, Report report, int width, Func<string, Style> styleOf)
{
    private const string Fleet = "fleet";
    private static readonly Style Strong = new(decoration: Decoration.Bold);

    public void Write()
    {
        if (report.Protection is not { } fleet)
            return;

        // Where all platforms have the same newest response, its column is that of the fleet.
        string[] newest = [.. fleet.Newest.Values.Distinct().Order(StringComparer.Ordinal)];
        console.Write(new Text("Why devices are not protected", Strong));
        console.WriteLine($" at the end, {HumanText.OnDay(report.VirtualSeconds)}");
        console.WriteLine(newest.Length == 1
            ? $"Protected is a device that has the fixes of {newest[0]}, the newest response."
            : "Protected is a device that has the fixes of the newest response for its platform.");
        Column[] columns =
        [
            new(Fleet, Strong, fleet.Figures),
            .. newest.Where(_ => newest.Length > 1).Select(id => new Column(
                id, styleOf(id), report.Releases.First(release => release.Id == id).Protection!)),
        ];
        FigureTable.Write(console, width, columns, column => new(column.Heading, column.Style), Lines(columns));
    }

    private static List<FigureLine<Column>> Lines(Column[] columns)
    {
        List<FigureLine<Column>> lines =
        [
            new("devices", column => HumanText.Count(column.Figures.Devices)),
            new("protected", column => HumanText.Count(column.Figures.Protected)),
            new("  of the fleet", column => HumanText.Share(column.Figures.Protected, column.Figures.Devices)),
            .. FigureTable.CountLines(columns, column => column.Figures.ProtectedBy, "  by "),
            new("not protected", column => HumanText.Count(column.Figures.Exposed)),
            .. FigureTable.CountLines(columns, column => column.Figures.ExposedBy),
        ];
        if (columns.Any(column => column.Figures.ExposedSilent is { Devices: > 0 }))
        {
            lines.Add(new("of these, silent at start", column => Silent(column, static silent => silent.Devices)));
            lines.Add(new("  eligible ones of them", column => Silent(column, static silent => silent.Eligible)));
        }

        if (columns.Any(column => column.Figures.ExposedWithOther > 0))
            lines.Add(new("of these, another is active", column => HumanText.Count(column.Figures.ExposedWithOther)));
        if (columns.Any(column => column.Figures.ExposedButSafari > 0))
            lines.Add(new("of these, Safari is fixed", column => HumanText.Count(column.Figures.ExposedButSafari)));
        return lines;
    }

    private static string Silent(Column column, Func<SilentFigures, long> count) =>
        column.Figures.ExposedSilent is { } silent ? HumanText.Count(count(silent)) : "-";

    private sealed record Column(string Heading, Style Style, ProtectionFigures Figures);
}
