using System.Globalization;
using RsrActors.Reports.Figures;
using RsrActors.Reports.Layout;
using RsrActors.Reports.Numbers;
using Spectre.Console;

namespace RsrActors.Reports.Printed;

/// <summary>What it took to install something, by mechanism and platform.</summary>
internal sealed class EffortSummary(IAnsiConsole console, Report report, int width)
{
    public void Write()
    {
        foreach (var mechanism in report.Effort.GroupBy(row => row.Mechanism))
        {
            var rows = mechanism.ToArray();
            console.Write(new Text("What it took", new(decoration: Decoration.Bold)));
            console.Write(new Text($", {mechanism.Key}, for each installation"));
            console.WriteLine();
            FigureTable.Write(
                console, width, rows, row => new(row.Platform, new Style(decoration: Decoration.Bold)),
                [
                    new("installations", row => HumanText.Count(row.Installations)),
                    new("downloaded", row => Megabytes(row.BytesDownloaded)),
                    new("written", row => Megabytes(row.BytesWritten)),
                    new("files replaced", row => HumanText.Count(row.FilesReplaced)),
                    new("hashes computed", row => HumanText.Count(row.HashesComputed)),
                    new("restarts", row => HumanText.Count(row.Restarts)),
                    new("RAM disks", row => HumanText.Count(row.RamDisks)),
                    new("downtime, median", row => HumanText.Duration(row.MedianDowntimeSeconds)),
                    new("battery needed", row => $"{row.BatteryPercent} %"),
                ],
                columnWidth: row => Math.Max(17, row.Platform.Length + 2));
        }
    }

    private static string Megabytes(long bytes) => bytes < 10_000_000
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB")
        : HumanText.Bytes(bytes);
}
