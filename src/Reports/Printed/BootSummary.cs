using RsrActors.Reports.Figures;
using RsrActors.Reports.Layout;
using RsrActors.Reports.Numbers;
using Spectre.Console;

namespace RsrActors.Reports.Printed;

/// <summary>The steps of boots that failed with their ways out, and the stored files that were damaged.</summary>
internal sealed class BootSummary(IAnsiConsole console, Report report)
{
    private const int Widest = 30;
    private static readonly Style Strong = new(decoration: Decoration.Bold);

    public void Write()
    {
        if (report.Boots is not { } boots)
            return;
        if (!boots.Failures.IsEmpty)
        {
            Heading("Steps of boots that failed", $", {HumanText.Count(boots.Repairs)} repaired by a person");
            foreach (var line in TextTable.Whole(
                ["step", "fault", "way out", "times"], [false, false, false, true], Widest,
                [.. boots.Failures.Select(one => (string[])
                    [one.Step, one.Fault, one.Fallback, HumanText.Count(one.Count)])]))
            {
                console.Write(new Text($"  {line}"));
                console.WriteLine();
            }

            console.WriteLine();
        }

        if (boots.DamagedFiles.IsEmpty)
            return;
        var files = boots.DamagedFiles.Select(pair => $"{pair.Key} {HumanText.Count(pair.Value)}");
        Heading("Stored files that were damaged", $": {string.Join(", ", files)}");
        console.WriteLine();
    }

    private void Heading(string what, string rest)
    {
        console.Write(new Text(what, Strong));
        console.Write(new Text(rest));
        console.WriteLine();
    }
}
