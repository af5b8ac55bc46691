using System.Diagnostics;
using System.Globalization;
using RsrActors.Fleets;
using RsrActors.Fleets.Records;
using RsrActors.Host.Executable;

namespace RsrActors.Host.Benchmarks;

/// <summary>
/// <c>rsr bench import</c>: a list of devices imported from CSV and from JSON, each in a process of its own. For
/// comparison, the same file read by the library alone.
/// </summary>
internal sealed class ImportBenchmark(int rows)
{
    /// <summary>What such a process does with its file.</summary>
    public static readonly string[] Ways = ["import", "plain-csv", "plain-json"];

    /// <exception cref="HostException">A process failed.</exception>
    public async Task<BenchmarkFigures> Run()
    {
        using var folder = new ScratchFolder();
        var (csv, json) = (folder["hosts.csv"], folder["hosts.json"]);
        ImportFiles.WriteCsv(csv, rows);
        ImportFiles.WriteJson(json, rows);
        return new([.. await Figures("CSV", csv, "plain-csv"), .. await Figures("JSON", json, "plain-json")]);
    }

    /// <summary>
    /// In the process: does it once, and prints the most resident memory in megabytes and the processor time in
    /// seconds.
    /// </summary>
    /// <exception cref="HostException">The file is refused.</exception>
    public static void Measure(string file, string way, TextWriter output)
    {
        switch (way)
        {
            case "plain-csv":
                _ = PlainReading.OfCsv(file);
                break;
            case "plain-json":
                _ = PlainReading.OfJson(file);
                break;
            default:
                var report = InventoryFile.Read(file, null, ColumnChoice.None) switch
                {
                    InventoryReading.Accepted accepted => accepted.Report,
                    InventoryReading.Refused refused => throw HostException.Refused(refused.Message),
                    _ => throw new InvalidOperationException("A reading is accepted or refused."),
                };
                File.WriteAllText($"{file}.inventory", InventoryFormat.Write(report.Kinds));
                break;
        }

        using var process = Process.GetCurrentProcess();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{process.PeakWorkingSet64 / 1e6:0.0} {process.TotalProcessorTime.TotalSeconds:0.00}"));
    }

    private async Task<BenchmarkFigure[]> Figures(string form, string file, string plainly)
    {
        var plain = await Timed(file, plainly);
        var imported = await Timed(file, "import");
        var what = string.Create(
            CultureInfo.InvariantCulture, $"{form}, {rows:N0} rows, {new FileInfo(file).Length / 1e6:0} MB");
        return
        [
            new($"{what}: import", imported.Seconds, "s", imported.Seconds / plain.Seconds),
            new($"{form}: read by the library alone", plain.Seconds, "s", 1),
            new(
                $"{form}: import, processor time", imported.Processor, "s", imported.Processor / plain.Processor),
            new($"{form}: library alone, processor time", plain.Processor, "s", 1),
            new(
                $"{form}: import, peak resident memory", imported.Megabytes, "MB",
                imported.Megabytes / plain.Megabytes),
            new($"{form}: library alone, peak resident memory", plain.Megabytes, "MB", 1),
        ];
    }

    private static async Task<Cost> Timed(string file, string way)
    {
        var watch = Stopwatch.StartNew();
        var (exitCode, output) = await SameProgram.Run(["bench", "import", "--file", file, "--way", way]);
        var seconds = watch.Elapsed.TotalSeconds;
        if (exitCode != ExitCode.Done)
            throw HostException.Failed($"Reading {file} ended with exit code {exitCode}.");
        var numbers = output.Split(' ').Select(one => double.Parse(one, CultureInfo.InvariantCulture)).ToArray();
        return new(seconds, numbers[1], numbers[0]);
    }

    /// <param name="Seconds">From the start of the process to its end.</param>
    /// <param name="Processor">The processor time of the process, in seconds.</param>
    /// <param name="Megabytes">Its most resident memory.</param>
    private sealed record Cost(double Seconds, double Processor, double Megabytes);
}
